/* The page's style sheet. */
#ifndef CLIENT_PICTURES_PAGE_STYLE_H
#define CLIENT_PICTURES_PAGE_STYLE_H

/* Its lines, then NULL. It names no other file, and has a light and a dark
 * look; printed pages are light. */
extern const char *const page_style[];

#endif
