/* Matches what comes with what was recorded, of one connection: a response
 * with the response of its msgid, anything else in its order. Equal is what
 * has equal values, whatever width they were written with. */
#ifndef CLIENT_KEEP_MATCH_H
#define CLIENT_KEEP_MATCH_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

/* What has come and waits for its record: of more, the oldest has none. */
enum { MATCH_CAME_MAX = 1 << 16, MATCH_CAME_BYTES = 64 << 20 };

struct match_item;

/* {0} is empty. */
struct match {
    struct match_list {
        struct match_item *first, **last; /* last: where the next one goes */
        size_t count, bytes;
    } wanted, came; /* one without the other so far; oldest first */
};

/* A pair, or one that has none: then the other body is empty. */
struct match_pair {
    uint64_t number; /* the record's; 0: none was recorded */
    struct mw_bytes wanted, came;
    bool equal;
};

typedef void (*match_fn)(void *arg, const struct match_pair *pair);

/* Takes a copy of what record `number` has, or of what has come; calls `fn` if
 * that makes a pair, whose bytes are borrowed.
 *
 * Returns MW_OK; MW_ENOMEM. */
enum mw_status match_want(struct match *match, uint64_t number,
                          struct mw_bytes body, match_fn fn, void *arg);
enum mw_status match_come(struct match *match, struct mw_bytes body,
                          match_fn fn, void *arg);

/* Calls `fn` for each that has no pair, what was recorded first, and frees. */
void match_end(struct match *match, match_fn fn, void *arg);

#endif
