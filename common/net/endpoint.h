/* What the library itself asks of endpoints. */
#ifndef MSGWIRE_NET_ENDPOINT_H
#define MSGWIRE_NET_ENDPOINT_H

#include <msgwire/endpoint.h>

/* Reads an address of our own to speak from: a numeric host, with brackets if
 * it is IPv6, a port, or both. A port that is not given is 0.
 *
 * Returns MW_OK; MW_EINVAL with a sentence. */
enum mw_status mw__endpoint_parse_local(const char *text,
                                        struct mw_endpoint *endpoint,
                                        struct mw_error *err);

#endif
