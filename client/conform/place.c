#include "conform/place.h"

#include <netdb.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/un.h>

static int kind_of(const struct mw_endpoint *endpoint)
{
    return endpoint->scheme == MW_UDP ? SOCK_DGRAM : SOCK_STREAM;
}

static void place_unix(const struct mw_endpoint *endpoint, struct place *place)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t len = strlen(endpoint->path);

    memcpy(address.sun_path + endpoint->abstract, endpoint->path, len);
    *place = (struct place){
        .len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len + 1)};
    memcpy(&place->address, &address, sizeof(address));
}

static enum mw_status place_host(const struct mw_endpoint *endpoint,
                                 struct place places[PLACES], size_t *count,
                                 struct mw_error *err)
{
    const struct addrinfo hints = {
        .ai_socktype = kind_of(endpoint),
        .ai_flags = AI_NUMERICSERV,
    };
    const char *host = *endpoint->host == '\0' ? NULL : endpoint->host;
    struct addrinfo *found;
    char port[8];
    int failed;

    snprintf(port, sizeof(port), "%u", endpoint->port);
    failed = getaddrinfo(host, port, &hints, &found);
    if (failed != 0) {
        return mw_error_set(err, MW_ECONNECT, "%s", gai_strerror(failed));
    }
    *count = 0;
    for (struct addrinfo *at = found; at != NULL && *count < PLACES;
         at = at->ai_next) {
        struct place *place = &places[(*count)++];

        *place = (struct place){.len = at->ai_addrlen};
        memcpy(&place->address, at->ai_addr, at->ai_addrlen);
    }
    freeaddrinfo(found);
    return MW_OK;
}

enum mw_status place_find(const struct mw_endpoint *endpoint,
                          struct place places[PLACES], size_t *count,
                          struct mw_error *err)
{
    if (endpoint->scheme == MW_UNIX) {
        place_unix(endpoint, places);
        *count = 1;
        return MW_OK;
    }
    return place_host(endpoint, places, count, err);
}

int place_socket(const struct mw_endpoint *endpoint, const struct place *place,
                 int flags)
{
    return socket(place->address.ss_family,
                  kind_of(endpoint) | SOCK_CLOEXEC | flags, 0);
}
