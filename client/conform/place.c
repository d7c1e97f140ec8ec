#include "conform/place.h"

#include <errno.h>
#include <netdb.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { OWNER_ONLY = 0600 };

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

/* --- binding --- */

static bool has_file(const struct mw_endpoint *endpoint)
{
    return endpoint->scheme == MW_UNIX && !endpoint->abstract;
}

static bool is_answered(const struct mw_endpoint *endpoint,
                        const struct place *place)
{
    int fd = place_socket(endpoint, place, SOCK_NONBLOCK);
    bool refused;

    if (fd < 0) {
        return true;
    }
    refused = connect(fd, (const struct sockaddr *)&place->address,
                      place->len) != 0 &&
              errno == ECONNREFUSED;
    close(fd);
    return !refused;
}

/* Who was killed leaves its file behind. */
static bool is_left_behind(const struct mw_endpoint *endpoint,
                           const struct place *place)
{
    struct stat is;

    return has_file(endpoint) && lstat(endpoint->path, &is) == 0 &&
           S_ISSOCK(is.st_mode) && is.st_uid == geteuid() &&
           !is_answered(endpoint, place);
}

static int bind_once(int fd, const struct place *place)
{
    return bind(fd, (const struct sockaddr *)&place->address, place->len);
}

/* Puts our file in the place of one that was left behind. */
static int replace(int fd, const struct mw_endpoint *endpoint,
                   const struct place *place)
{
    if (!is_left_behind(endpoint, place)) {
        errno = EADDRINUSE;
        return -1;
    }
    return unlink(endpoint->path) == 0 ? bind_once(fd, place) : -1;
}

int place_bind(int fd, const struct mw_endpoint *endpoint,
               const struct place *place, struct place_file *file)
{
    struct stat is;
    int rc;

    *file = (struct place_file){0};
    if (has_file(endpoint)) {
        (void)fchmod(fd, OWNER_ONLY); /* before it has a name: for nobody */
    }
    rc = bind_once(fd, place);
    if (rc != 0 && errno == EADDRINUSE) {
        rc = replace(fd, endpoint, place);
    }
    if (rc == 0 && has_file(endpoint) && lstat(endpoint->path, &is) == 0) {
        *file = (struct place_file){is.st_dev, is.st_ino};
    }
    return rc;
}

void place_leave(const struct mw_endpoint *endpoint,
                 const struct place_file *file)
{
    struct stat is;

    if (file->inode != 0 && lstat(endpoint->path, &is) == 0 &&
        is.st_dev == file->device && is.st_ino == file->inode) {
        unlink(endpoint->path);
    }
}
