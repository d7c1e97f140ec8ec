#include "addresses.h"

#include "log.h"

#include <msgwire/limits.h>

#include <stdio.h>
#include <unistd.h>

enum mw_status addresses_read(const struct mw_option_list *typed,
                              const struct mw_link *usual, bool public,
                              struct addresses *addresses, struct mw_error *err)
{
    addresses->count = 0;
    for (size_t i = 0; i < typed->count; i++) {
        struct mw_link *link = &addresses->at[addresses->count++];
        enum mw_status rc;

        *link = *usual;
        rc = mw_link_parse(typed->items[i], MW_LINK_LISTENS, link, err);
        if (rc == MW_OK && !public && !mw_link_is_local(link)) {
            rc = mw_error_set(err, MW_EINVAL,
                              "other machines can reach it: expected a "
                              "loopback address, or --public");
        }
        if (rc != MW_OK) {
            char text[MW_EXCERPT];
            mw_error_prefix(err, "--listen %s",
                            mw_excerpt(mw_text(typed->items[i]), text));
            return rc;
        }
    }
    return MW_OK;
}

static struct mw_endpoint *add(struct addresses *addresses,
                               const struct mw_link *usual)
{
    struct mw_link *link = &addresses->at[addresses->count++];

    *link = *usual;
    return &link->endpoint;
}

static void add_ip(struct addresses *addresses, const struct mw_link *usual,
                   enum mw_scheme scheme, const char *host)
{
    struct mw_endpoint *endpoint = add(addresses, usual);

    *endpoint = (struct mw_endpoint){.scheme = scheme, .port = MW_PORT_DEFAULT};
    snprintf(endpoint->host, sizeof(endpoint->host), "%s", host);
}

static void add_unix(struct addresses *addresses, const struct mw_link *usual,
                     const char *dir, struct log *log)
{
    struct mw_endpoint endpoint = {.scheme = MW_UNIX};
    int len =
        snprintf(endpoint.path, sizeof(endpoint.path), "%s/msgwire.sock", dir);

    if (len >= (int)sizeof(endpoint.path) || access(dir, W_OK | X_OK) != 0) {
        log_line(log, LEVEL_WARNING, LOG_SERVER,
                 "no Unix socket: XDG_RUNTIME_DIR is no folder to write to "
                 "or too long: %s",
                 dir);
        return;
    }
    *add(addresses, usual) = endpoint;
}

void addresses_default(const struct mw_link *usual, bool has_ipv6,
                       const char *runtime_dir, struct addresses *addresses,
                       struct log *log)
{
    addresses->count = 0;
    add_ip(addresses, usual, MW_TCP, "127.0.0.1");
    add_ip(addresses, usual, MW_UDP, "127.0.0.1");
    if (has_ipv6) {
        add_ip(addresses, usual, MW_TCP, "::1");
        add_ip(addresses, usual, MW_UDP, "::1");
    } else {
        log_line(log, LEVEL_INFO, LOG_SERVER,
                 "not listening on [::1]: this machine has no IPv6");
    }
    if (runtime_dir != NULL && runtime_dir[0] != '\0') {
        add_unix(addresses, usual, runtime_dir, log);
    }
}
