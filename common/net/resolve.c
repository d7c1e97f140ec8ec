#include "net/resolve.h"

#include "base/container.h"

#include <netdb.h>
#include <stdio.h>

static struct addrinfo wanted(int type)
{
    return (struct addrinfo){.ai_family = AF_UNSPEC,
                             .ai_socktype = type,
                             .ai_flags = AI_NUMERICSERV};
}

static void gather(const struct addrinfo *info, struct mw__addresses *out)
{
    memset(out, 0, sizeof(*out));
    for (; info != NULL && out->count < MW__ADDRESSES_MAX;
         info = info->ai_next) {
        struct mw__address *to = &out->list[out->count++];
        memcpy(&to->as, info->ai_addr, info->ai_addrlen);
        to->len = info->ai_addrlen;
    }
}

static enum mw_status refuse(const char *host, const char *why,
                             struct mw_error *err)
{
    return mw_error_set(err, MW_ECONNECT, "can't resolve \"%s\": %s", host,
                        why);
}

static void on_resolved(uv_getaddrinfo_t *req, int status,
                        struct addrinfo *info)
{
    struct mw__resolve *resolve =
        MW__CONTAINER_OF(req, struct mw__resolve, req);
    struct mw__addresses addresses = {0};
    struct mw_error err = {0};
    enum mw_status rc = MW_OK;

    if (status != 0) {
        rc = refuse(resolve->host, uv_strerror(status), &err);
    } else {
        gather(info, &addresses);
    }
    uv_freeaddrinfo(info);
    resolve->fn(resolve, rc, &addresses, &err);
}

enum mw_status mw__resolve_start(uv_loop_t *loop, struct mw__resolve *resolve,
                                 const struct mw_endpoint *endpoint, int type,
                                 mw__resolved_fn fn, struct mw_error *err)
{
    struct addrinfo hints = wanted(type);
    char port[8];
    int rc;

    resolve->fn = fn;
    memcpy(resolve->host, endpoint->host, sizeof(resolve->host));
    snprintf(port, sizeof(port), "%u", endpoint->port);
    rc = uv_getaddrinfo(loop, &resolve->req, on_resolved, resolve->host, port,
                        &hints);
    if (rc != 0) {
        return mw_error_set(err, MW_ESYSTEM, "can't resolve \"%s\": %s",
                            resolve->host, uv_strerror(rc));
    }
    return MW_OK;
}

enum mw_status mw__resolve_now(const struct mw_endpoint *endpoint, int type,
                               struct mw__addresses *addresses,
                               struct mw_error *err)
{
    struct addrinfo hints = wanted(type);
    struct addrinfo *info = NULL;
    char port[8];
    int rc;

    if (mw__address_known(endpoint, true, addresses)) {
        return MW_OK;
    }
    snprintf(port, sizeof(port), "%u", endpoint->port);
    rc = getaddrinfo(endpoint->host, port, &hints, &info);
    if (rc != 0) {
        return refuse(endpoint->host, gai_strerror(rc), err);
    }
    gather(info, addresses);
    freeaddrinfo(info);
    return MW_OK;
}
