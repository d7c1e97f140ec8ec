/* Addresses: what a command line says of how one speaks with a peer. */
#ifndef CLIENT_ADDRESS_H
#define CLIENT_ADDRESS_H

#include "options.h"

#include <msgwire/link.h>

/* Reads an address as it was typed. What its parameters do not say the options
 * do, as far as it is for such an address.
 *
 * Returns MW_OK; MW_EINVAL with a sentence. */
enum mw_status address_read(const char *url, enum mw_link_side side,
                            const struct options *opt, struct mw_link *link,
                            struct mw_error *err);

#endif
