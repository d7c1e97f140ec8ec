/* Parameters of a link whose values are texts of their own kind. */
#ifndef MSGWIRE_CONN_LINK_TEXT_H
#define MSGWIRE_CONN_LINK_TEXT_H

#include <msgwire/link.h>

/* Reads `value` into the link. The sentence begins with `name`, as it was
 * typed, and the value.
 *
 * Returns MW_OK; MW_EINVAL. */
typedef enum mw_status (*mw__link_text_fn)(struct mw_link *link,
                                           const char *name, const char *value,
                                           struct mw_error *err);

enum mw_status mw__link_text_framing(struct mw_link *link, const char *name,
                                     const char *value, struct mw_error *err);

/* Text as it is, or 0x and hex digits. */
enum mw_status mw__link_text_greeting(struct mw_link *link, const char *name,
                                      const char *value, struct mw_error *err);
enum mw_status mw__link_text_congestion(struct mw_link *link, const char *name,
                                        const char *value,
                                        struct mw_error *err);

/* An interface's name, or its number. */
enum mw_status mw__link_text_interface(struct mw_link *link, const char *name,
                                       const char *value, struct mw_error *err);
enum mw_status mw__link_text_bind(struct mw_link *link, const char *name,
                                  const char *value, struct mw_error *err);

/* Permissions, in octal. */
enum mw_status mw__link_text_mode(struct mw_link *link, const char *name,
                                  const char *value, struct mw_error *err);

#endif
