/* The page: what a study has measured, as one HTML file that needs nothing
 * else: its pictures are in it, and no part of it comes from a network. */
#ifndef CLIENT_PICTURES_PAGE_H
#define CLIENT_PICTURES_PAGE_H

#include "figures/study.h"

/* Appends the page: the sentences, curves with their numbers, all figures, and
 * how they were measured.
 *
 * Returns MW_OK; MW_ENOMEM; what the buffer returns. */
enum mw_status pictures_page(const struct study *study, struct mw_buffer *out,
                             struct mw_error *err);

#endif
