#include "window.h"

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
        .first = 1,
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
    for (size_t i = 0; window->slots != NULL && i < window->cap; i++) {
        mw_buffer_fini(&window->slots[i].kept);
    }
    free(window->slots);
    window->slots = NULL;
}

size_t window_count(const struct window *window)
{
    return (size_t)(window->next - window->first);
}

bool window_full(const struct window *window)
{
    return window_count(window) == window->cap ||
           window->bytes >= window->max_bytes;
}

static struct window_slot *slot_at(struct window *window, uint64_t number)
{
    return &window->slots[number % window->cap];
}

struct window_slot *window_push(struct window *window, size_t len)
{
    struct window_slot *slot = slot_at(window, window->next);

    assert(window_count(window) < window->cap);
    *slot = (struct window_slot){
        .number = window->next++,
        .len = len,
        .kept = slot->kept,
    };
    slot->kept.len = 0;
    window->bytes += len;
    return slot;
}

void window_unpush(struct window *window)
{
    assert(window_count(window) > 0);
    window->next--;
    window->bytes -= slot_at(window, window->next)->len;
}

struct window_slot *window_front(struct window *window)
{
    struct window_slot *slot = slot_at(window, window->first);

    return window_count(window) > 0 && slot->done ? slot : NULL;
}

void window_pop(struct window *window)
{
    struct window_slot *slot = slot_at(window, window->first);

    assert(window_count(window) > 0);
    window->bytes -= slot->len;
    window->first++;
    if (slot->kept.cap > KEEP_MAX) {
        mw_buffer_fini(&slot->kept);
    }
}
