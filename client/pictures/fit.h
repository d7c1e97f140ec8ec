/* Fitting: text of others in the columns that there are for it. */
#ifndef CLIENT_PICTURES_FIT_H
#define CLIENT_PICTURES_FIT_H

#include <msgwire/pen.h>

/* Returns the columns that text takes. */
size_t fit_columns(const char *text);

/* Appends text in which nothing moves a cursor: as plain_text does, but what is
 * no UTF-8 becomes U+FFFD. */
enum mw_status fit_plain(const char *text, struct mw_buffer *out);

/* Appends text as fit_plain does, but no more than `columns` of it: of what
 * is longer the front, and "…". */
enum mw_status fit_text(const char *text, size_t columns,
                        struct mw_buffer *out);

/* The same, as a string in `room`: the caller frees that, on failure too, when
 * it is "". */
enum mw_status fit_string(const char *text, size_t columns,
                          struct mw_buffer *room, const char **string);

/* Writes text that ends at `right`, or where it can't, behind what is there. */
void fit_right(struct mw_pen *pen, enum mw_ink ink, const char *text,
               size_t right);

#endif
