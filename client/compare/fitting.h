/* Fitting: whether a message of some length can be sent to a target at all. */
#ifndef CLIENT_COMPARE_FITTING_H
#define CLIENT_COMPARE_FITTING_H

#include <msgwire/error.h>
#include <msgwire/link.h>

/* Returns MW_OK; MW_ETOOBIG with a sentence: "a message of 70018 bytes does not
 * fit a datagram, which holds 65507".
 *
 * what       "message", or what of it has this length.
 * max_frame  the longest body that a stream takes, beside what its framing can
 *            say. */
enum mw_status fitting_check(const struct mw_link *link, uint64_t max_frame,
                             const char *what, size_t len,
                             struct mw_error *err);

#endif
