#include "repl/repl_pending.h"

#include <stdio.h>
#include <string.h>

struct repl_request *repl_pending_add(struct repl_pending *pending,
                                      const char *method)
{
    struct repl_request *request;

    if (pending->count == REPL_PENDING_MAX) {
        return NULL;
    }
    request = &pending->at[pending->count++];
    *request = (struct repl_request){
        .number = ++pending->last,
        .due_ns = UINT64_MAX,
    };
    snprintf(request->method, sizeof(request->method), "%s", method);
    return request;
}

struct repl_request *repl_pending_find(struct repl_pending *pending,
                                       uint32_t number)
{
    for (size_t i = 0; i < pending->count; i++) {
        if (pending->at[i].number == number) {
            return &pending->at[i];
        }
    }
    return NULL;
}

void repl_pending_remove(struct repl_pending *pending,
                         struct repl_request *request)
{
    size_t behind = (size_t)(pending->at + pending->count - request) - 1;

    memmove(request, request + 1, behind * sizeof(*request));
    pending->count--;
}

bool repl_pending_was(const struct repl_pending *pending, uint32_t number)
{
    return number > 0 && number <= pending->last;
}

struct repl_request *repl_pending_first_due(struct repl_pending *pending)
{
    struct repl_request *first = NULL;

    for (size_t i = 0; i < pending->count; i++) {
        struct repl_request *one = &pending->at[i];
        if (one->due_ns != UINT64_MAX &&
            (first == NULL || one->due_ns < first->due_ns)) {
            first = one;
        }
    }
    return first;
}
