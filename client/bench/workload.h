/* Workload: what message number n is. The same seed and number make the same
 * bytes, so that an answer can be checked and nothing need be kept for it. */
#ifndef CLIENT_BENCH_WORKLOAD_H
#define CLIENT_BENCH_WORKLOAD_H

#include "bench/template.h"

enum {
    WORKLOAD_SIZE = 64, /* bytes of a payload where nothing is said */
    WORKLOAD_LEAD = 32,
};

/* Without values and sizes, the params of echo and ping are one payload of
 * WORKLOAD_SIZE bytes, and those of other methods none. */
struct workload_rules {
    const char *method; /* NULL: echo */

    /* Words as values.h has them, but for stdin, with places as template.h
     * has them. */
    const char *const *values;
    int value_count;

    const char *sizes; /* of the one payload that is all params, as sizes.h
                        * has them; NULL: there are values, or neither */
    uint64_t seed;
    bool notify; /* they are notifications, not requests */
};

/* Read on, a workload may be used by several threads at once. */
struct workload {
    struct pool pool;        /* empty, if there is no {{random}} */
    struct mw_buffer method; /* its name, a str */
    struct template params;  /* one array */
    uint64_t seed;
    uint8_t lead[WORKLOAD_LEAD]; /* what each message begins with, up to its
                                  * payload; a request's msgid is missing */
    size_t lead_len;             /* 0: they don't all begin so */
    bool notify;
    bool echoed; /* an answer is the params */
};

/* Borrows nothing. Gives; workload_fini frees, also after an error.
 *
 * Returns MW_OK; MW_EINVAL with the word that is wrong; MW_EVALUE for a file's
 * content; MW_ENOMEM; MW_ESYSTEM. */
enum mw_status workload_open(struct workload *workload,
                             const struct workload_rules *rules,
                             struct mw_error *err);
void workload_fini(struct workload *workload);

/* Appends the body of a message.
 *
 * msgid   of a request; a notification has none.
 * now_ns  since 1970 UTC; it matters only where workload->params.timed.
 *
 * Returns as mw_buffer_reserve. */
enum mw_status workload_append(const struct workload *workload, uint32_t msgid,
                               uint64_t number, uint64_t now_ns,
                               struct mw_buffer *out);

/* True if that is the answer to a request of echo or ping, byte for byte: no
 * more of it needs to be checked. False for other methods.
 *
 * sent_ns  what now_ns was. */
bool workload_is_echo(const struct workload *workload, uint64_t number,
                      uint64_t sent_ns, struct mw_bytes result);

/* True if that may be the answer to a request: of echo and ping it is its
 * params, byte for byte; of other methods nobody knows.
 *
 * sent_ns  what now_ns was. */
bool workload_is_answer(const struct workload *workload, uint64_t number,
                        uint64_t sent_ns, struct mw_bytes result);

/* Returns how many bytes the longest body has at most. */
size_t workload_largest(const struct workload *workload);

#endif
