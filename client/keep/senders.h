/* Senders: who sends datagrams to a socket that all of them share, by address,
 * in the order of who spoke last. */
#ifndef CLIENT_KEEP_SENDERS_H
#define CLIENT_KEEP_SENDERS_H

#include <stddef.h>
#include <stdint.h>

enum { SENDERS_MAX = 1024, SENDERS_BUCKETS = 256 };

/* To be part of what is kept for a sender. */
struct sender {
    const char *name; /* borrows */
    void *owner;
    uint64_t spoke_ms;
    struct sender *chain; /* of its bucket */
    struct sender *newer, *older;
};

/* {0} is empty. */
struct senders {
    struct sender *buckets[SENDERS_BUCKETS];
    struct sender *newest, *oldest;
    size_t count;
};

/* Finds who has spoken, and notes that. Returns NULL: nobody of that name. */
struct sender *senders_find(struct senders *senders, const char *name,
                            uint64_t now_ms);

/* Adds one that is not there, who speaks now; `name` and `owner` are set. */
void senders_add(struct senders *senders, struct sender *sender,
                 uint64_t now_ms);

void senders_remove(struct senders *senders, struct sender *sender);

#endif
