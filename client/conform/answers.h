/* Answers to a client under test, each batch of them in another way: plain,
 * byte by byte, behind what nobody asked for, the last one first. */
#ifndef CLIENT_CONFORM_ANSWERS_H
#define CLIENT_CONFORM_ANSWERS_H

#include "conform/watch.h"

enum { ANSWERS_MAX = 64 };

struct answers {
    struct probe *probe; /* borrows */
    struct watch *watch; /* borrows */
    struct mw_buffer line;
    size_t ends[ANSWERS_MAX + 1]; /* of each in `line`, from ends[0] = 0 */
    uint32_t msgids[ANSWERS_MAX];
    size_t count;
    unsigned coming; /* what this batch does: a bit for each rule, ... */
    unsigned turns;  /* batches that were sent */
    unsigned tricks; /* ... and what the last one did */
};

void answers_begin(struct answers *answers, struct probe *probe,
                   struct watch *watch);

/* Answers a request, with the next batch; there must be room. */
void answers_add(struct answers *answers, const struct mw_message *request);
bool answers_full(const struct answers *answers);

/* Sends the batch. Returns as probe_put. */
enum mw_status answers_send(struct answers *answers, struct mw_error *err);

/* Nothing more is heard: what it makes of the last answers is not known. */
void answers_stop(struct answers *answers);

/* The client has ended as `rc` and `err` of probe_next say. */
void answers_end(struct answers *answers, enum mw_status rc,
                 const struct mw_error *err);

#endif
