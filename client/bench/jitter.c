#include "bench/jitter.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    const uint64_t *one = a, *other = b;

    return *one > *other ? 1 : *one < *other ? -1 : 0;
}

void jitter_measure(uint64_t (*now_ns)(void *arg), void *arg,
                    struct jitter *jitter)
{
    uint64_t late[JITTER_MOMENTS];
    uint64_t due = now_ns(arg) + JITTER_EVERY_NS;
    int count = 0;

    while (count < JITTER_MOMENTS) {
        uint64_t now = now_ns(arg);

        while (count < JITTER_MOMENTS && due <= now) {
            late[count++] = now - due;
            due += JITTER_EVERY_NS;
        }
    }
    qsort(late, JITTER_MOMENTS, sizeof(late[0]), compare);
    *jitter = (struct jitter){
        .p50_ns = late[JITTER_MOMENTS / 2],
        .p99_ns = late[(size_t)JITTER_MOMENTS / 100 * 99],
        .max_ns = late[JITTER_MOMENTS - 1],
    };
}
