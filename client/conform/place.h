/* Places: where an endpoint is, as the system has addresses. */
#ifndef CLIENT_CONFORM_PLACE_H
#define CLIENT_CONFORM_PLACE_H

#include <msgwire/endpoint.h>
#include <msgwire/error.h>

#include <sys/socket.h>
#include <sys/types.h>

enum { PLACES = 8 }; /* of one name; more are not looked at */

struct place {
    struct sockaddr_storage address;
    socklen_t len;
};

/* Finds where it is; a name may be in several places. Waits for the resolver.
 *
 * count  set to how many there are, at least one.
 *
 * Returns MW_OK; MW_ECONNECT. */
enum mw_status place_find(const struct mw_endpoint *endpoint,
                          struct place places[PLACES], size_t *count,
                          struct mw_error *err);

/* Makes a socket of the kind that the endpoint has. Returns -1 and errno.
 *
 * flags  of socket(2), such as SOCK_NONBLOCK. */
int place_socket(const struct mw_endpoint *endpoint, const struct place *place,
                 int flags);

/* The file that a bound Unix socket is reached by; {0}: none. */
struct place_file {
    dev_t device;
    ino_t inode;
};

/* Binds. The file of a Unix socket is its owner's only; one that is there is
 * replaced only if it is a socket of ours that nobody answers on.
 *
 * file  set to what place_leave may remove.
 *
 * Returns 0, or -1 and errno. */
int place_bind(int fd, const struct mw_endpoint *endpoint,
               const struct place *place, struct place_file *file);

/* Removes that file, and no other that has its name by now. */
void place_leave(const struct mw_endpoint *endpoint,
                 const struct place_file *file);

#endif
