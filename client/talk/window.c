#include "talk/window.h"

#include <assert.h>
#include <stdlib.h>

enum { KEEP_MAX = 64 * 1024 }; /* memory a slot may keep for its next use */

enum mw_status window_init(struct window *window, size_t cap, size_t max_bytes,
                           struct mw_error *err)
{
    *window = (struct window){
        .slots = calloc(cap, sizeof(*window->slots)),
        .cap = cap,
        .max_bytes = max_bytes,
        .next = 1,
    };
    if (window->slots == NULL) {
        return mw_error_set(err, MW_ENOMEM,
                            "no memory for %zu requests in flight", cap);
    }
    return MW_OK;
}

void window_fini(struct window *window)
{
    for (size_t i = 0; i < window->used; i++) {
        mw_buffer_fini(&window->slots[i].kept);
    }
    free(window->slots);
    *window = (struct window){0};
}

bool window_full(const struct window *window)
{
    return window->count == window->cap || window->bytes >= window->max_bytes;
}

/* A slot that was used before, for what it keeps is warm; else a new one. */
static struct window_slot *take_slot(struct window *window)
{
    struct window_slot *slot = window->spare;

    if (slot == NULL) {
        return &window->slots[window->used++];
    }
    window->spare = slot->newer;
    return slot;
}

struct window_slot *window_push(struct window *window, size_t len)
{
    struct window_slot *slot, *older = window->newest;

    assert(window->count < window->cap);
    slot = take_slot(window);
    *slot = (struct window_slot){
        .number = window->next++,
        .len = len,
        .kept = slot->kept,
        .older = older,
    };
    slot->kept.len = 0;
    *(older == NULL ? &window->oldest : &older->newer) = slot;
    window->newest = slot;
    window->bytes += len;
    window->count++;
    return slot;
}

struct window_slot *window_front(struct window *window)
{
    struct window_slot *slot = window->oldest;

    return slot != NULL && slot->done ? slot : NULL;
}

void window_leave(struct window *window, struct window_slot *slot)
{
    struct window_slot *older = slot->older, *newer = slot->newer;

    *(older == NULL ? &window->oldest : &older->newer) = newer;
    *(newer == NULL ? &window->newest : &newer->older) = older;
    window->bytes -= slot->len;
    window->count--;
    if (slot->kept.cap > KEEP_MAX) {
        mw_buffer_fini(&slot->kept);
    }
    slot->newer = window->spare;
    window->spare = slot;
}

void window_unpush(struct window *window)
{
    assert(window->newest != NULL);
    window->next--;
    window_leave(window, window->newest);
}
