#include "emulate/counts.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>

struct emulate_totals *counts_share(struct mw_error *err)
{
    void *shared =
        mmap(NULL, sizeof(struct emulate_totals), PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (shared == MAP_FAILED) {
        mw_error_set(err, MW_ENOMEM, "no memory for a link's counts: %s",
                     strerror(errno));
        return NULL;
    }
    return shared;
}

void counts_unshare(struct emulate_totals *shared)
{
    if (shared != NULL) {
        munmap(shared, sizeof(*shared));
    }
}

/* All of it is 64-bit words, each of which has one writer. */
void counts_read(const struct emulate_totals *shared,
                 struct emulate_totals *into)
{
    const uint64_t *from = (const uint64_t *)(const void *)shared;
    uint64_t *to = (uint64_t *)(void *)into;

    for (size_t i = 0; i < sizeof(*into) / sizeof(*to); i++) {
        to[i] = __atomic_load_n(&from[i], __ATOMIC_RELAXED);
    }
}

struct emulate_counts counts_sum(const struct emulate_flow *flow)
{
    struct emulate_counts sum = {0};

    for (int i = 0; i < EMULATE_PROTOCOLS; i++) {
        const struct emulate_counts *of = &flow->of[i];

        sum.seen += of->seen;
        sum.lost += of->lost;
        sum.refused += of->refused;
        sum.missed += of->missed;
        sum.duplicated += of->duplicated;
        sum.reordered += of->reordered;
        sum.delivered += of->delivered;
        sum.bytes += of->bytes;
    }
    return sum;
}
