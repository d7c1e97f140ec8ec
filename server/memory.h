/* Memory: what a load that has left behind goes back to the system.
 *
 * Buffers below MEMORY_MAP_FROM bytes come from the heap, so that a busy peer
 * does not make the kernel clear the same pages over and over. A heap keeps
 * what is freed in its middle; when much has been freed, it is trimmed. */
#ifndef MEMORY_H
#define MEMORY_H

#include <msgwire/loop.h>

#include <uv.h>

enum {
    MEMORY_MAP_FROM = 2 << 20,
    MEMORY_TRIM_TOP = 8 << 20,
    MEMORY_TRIM_AFTER = 16 << 20, /* freed since the most that was held */
};

struct memory {
    const struct mw_counters *counters; /* borrowed */
    uint64_t most;                      /* bytes held since the last trim */
    uv_prepare_t turn;                  /* looks, once per turn of the loop */
    uv_timer_t due;                     /* trims, once the load has settled */
};

/* Tells the allocator its thresholds: once per process, before all else. */
void memory_prepare(void);

/* Watches what a loop's buffers hold. Not movable until closed. */
void memory_open(struct memory *memory, uv_loop_t *uv,
                 const struct mw_counters *counters);

/* `memory` may go once the loop has run. */
void memory_close(struct memory *memory);

#endif
