#include "addresses.h"

#include "log.h"

#include <msgwire/limits.h>

#include <stdio.h>
#include <unistd.h>

enum mw_status addresses_read(const struct mw_option_list *typed, bool public,
                              struct addresses *addresses, struct mw_error *err)
{
    addresses->count = 0;
    for (size_t i = 0; i < typed->count; i++) {
        struct mw_endpoint *endpoint = &addresses->at[addresses->count++];
        enum mw_status rc = mw_endpoint_parse(typed->items[i], endpoint, err);
        if (rc == MW_OK && !public && !mw_endpoint_is_local(endpoint)) {
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

static void add_ip(struct addresses *addresses, enum mw_scheme scheme,
                   const char *host)
{
    struct mw_endpoint *endpoint = &addresses->at[addresses->count++];

    *endpoint = (struct mw_endpoint){.scheme = scheme, .port = MW_PORT_DEFAULT};
    snprintf(endpoint->host, sizeof(endpoint->host), "%s", host);
}

static void add_unix(struct addresses *addresses, const char *dir,
                     struct log *log)
{
    struct mw_endpoint *endpoint = &addresses->at[addresses->count];
    int len;

    *endpoint = (struct mw_endpoint){.scheme = MW_UNIX};
    len = snprintf(endpoint->path, sizeof(endpoint->path), "%s/msgwire.sock",
                   dir);
    if (len >= (int)sizeof(endpoint->path) || access(dir, W_OK | X_OK) != 0) {
        log_line(log, LEVEL_WARNING, LOG_SERVER,
                 "no Unix socket: XDG_RUNTIME_DIR is no folder to write to "
                 "or too long: %s",
                 dir);
        return;
    }
    addresses->count++;
}

void addresses_default(bool has_ipv6, const char *runtime_dir,
                       struct addresses *addresses, struct log *log)
{
    addresses->count = 0;
    add_ip(addresses, MW_TCP, "127.0.0.1");
    add_ip(addresses, MW_UDP, "127.0.0.1");
    if (has_ipv6) {
        add_ip(addresses, MW_TCP, "::1");
        add_ip(addresses, MW_UDP, "::1");
    } else {
        log_line(log, LEVEL_INFO, LOG_SERVER,
                 "not listening on [::1]: this machine has no IPv6");
    }
    if (runtime_dir != NULL && runtime_dir[0] != '\0') {
        add_unix(addresses, runtime_dir, log);
    }
}
