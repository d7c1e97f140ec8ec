/* Addresses: where to listen, from what was typed or by default. */
#ifndef ADDRESSES_H
#define ADDRESSES_H

#include <msgwire/link.h>
#include <msgwire/options.h>

struct log;

struct addresses {
    size_t count;
    struct mw_link at[MW_OPTION_LIST_MAX];
};

/* Reads what was typed.
 *
 * usual   what holds where an address has no parameter that says else.
 * public  allow addresses that other machines can reach.
 *
 * Returns MW_OK; MW_EINVAL with a sentence. */
enum mw_status addresses_read(const struct mw_option_list *typed,
                              const struct mw_link *usual, bool public,
                              struct addresses *addresses,
                              struct mw_error *err);

/* The default: tcp and udp on the loopback addresses, and a Unix socket.
 *
 * usual        all but where to listen.
 * has_ipv6     whether this machine has ::1.
 * runtime_dir  $XDG_RUNTIME_DIR; may be NULL.
 * log          told what is left out, and why. */
void addresses_default(const struct mw_link *usual, bool has_ipv6,
                       const char *runtime_dir, struct addresses *addresses,
                       struct log *log);

#endif
