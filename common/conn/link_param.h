/* The parameters of a link, as a table. */
#ifndef MSGWIRE_CONN_LINK_PARAM_H
#define MSGWIRE_CONN_LINK_PARAM_H

#include <msgwire/link.h>

/* One row; lives as long as the program. */
struct mw__link_param;

/* Returns NULL if there is none of this name. */
const struct mw__link_param *mw__link_param_named(struct mw_bytes name);

/* Finds the one that is for such a link.
 *
 * side  one enum mw_link_side, or both.
 *
 * Returns MW_OK; MW_EINVAL with a sentence: there is none, or it is not for
 * this scheme or side. */
enum mw_status mw__link_param_find(struct mw_bytes name, enum mw_scheme scheme,
                                   int side,
                                   const struct mw__link_param **param,
                                   struct mw_error *err);

const char *mw__link_param_name(const struct mw__link_param *param);

/* Reads a value into the link. The sentence begins with `shown`, which stands
 * for the name.
 *
 * value  may be empty or NULL, which is refused.
 *
 * Returns MW_OK; MW_EINVAL with a sentence. */
enum mw_status mw__link_param_put(const struct mw__link_param *param,
                                  const char *shown, const char *value,
                                  struct mw_link *link, struct mw_error *err);

#endif
