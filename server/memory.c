#include "memory.h"

#include <malloc.h>

enum { SETTLE_MS = 1000 };

void memory_prepare(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, MEMORY_MAP_FROM);
    mallopt(M_TRIM_THRESHOLD, MEMORY_TRIM_TOP);
#endif
}

static void on_due(uv_timer_t *due)
{
    struct memory *memory = due->data;

    memory->most = memory->counters->buffered;
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

static void on_turn(uv_prepare_t *turn)
{
    struct memory *memory = turn->data;
    uint64_t held = memory->counters->buffered;

    if (held > memory->most) {
        memory->most = held;
    } else if (memory->most - held >= MEMORY_TRIM_AFTER &&
               !uv_is_active((uv_handle_t *)&memory->due)) {
        uv_timer_start(&memory->due, on_due, SETTLE_MS, 0);
    }
}

void memory_open(struct memory *memory, uv_loop_t *uv,
                 const struct mw_counters *counters)
{
    *memory = (struct memory){.counters = counters};
    uv_prepare_init(uv, &memory->turn);
    memory->turn.data = memory;
    uv_prepare_start(&memory->turn, on_turn);
    uv_unref((uv_handle_t *)&memory->turn);
    uv_timer_init(uv, &memory->due);
    memory->due.data = memory;
    uv_unref((uv_handle_t *)&memory->due);
}

void memory_close(struct memory *memory)
{
    uv_close((uv_handle_t *)&memory->turn, NULL);
    uv_close((uv_handle_t *)&memory->due, NULL);
}
