/* One msgpack value that holds no others, as typed JSON. */
#ifndef MSGWIRE_TEXT_JSON_SCALAR_H
#define MSGWIRE_TEXT_JSON_SCALAR_H

#include <msgwire/json.h>
#include <msgwire/value.h>

/* Appends the value, which is no array and no map.
 *
 * Returns MW_OK; MW_ENOMEM or MW_ETOOBIG, and `out` is as it was or longer. */
enum mw_status mw__json_scalar(const struct mw_value *value,
                               const struct mw_json_style *style,
                               struct mw_buffer *out);

#endif
