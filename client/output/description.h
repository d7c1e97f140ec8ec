/* Descriptions: what `describe` answered, as people read it. */
#ifndef CLIENT_OUTPUT_DESCRIPTION_H
#define CLIENT_OUTPUT_DESCRIPTION_H

#include "output/render.h"

/* Finds a key's value in a map; `value` is empty if it is not there. */
bool description_find(struct mw_bytes map, const char *key,
                      struct mw_bytes *value);

/* As render_value, but a server's or a method's description is a page where
 * people read it. A foreign server's answer may be anything: it is shown as
 * any other. */
enum mw_status description_show(struct render *render, struct mw_bytes result,
                                struct mw_bytes whole, struct mw_error *err);

#endif
