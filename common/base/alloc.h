/* The one way to memory: tests wrap mw__realloc (ld --wrap) to make each
 * allocation fail in turn. */
#ifndef MSGWIRE_BASE_ALLOC_H
#define MSGWIRE_BASE_ALLOC_H

#include <stddef.h>
#include <string.h>

/* As realloc; `at` NULL allocates. Returns NULL, and `at` is as it was. */
void *mw__realloc(void *at, size_t len);

/* Zeroed memory, or NULL. Inline, since ld wraps only calls between files. */
static inline void *mw__zalloc(size_t len)
{
    void *at = mw__realloc(NULL, len);

    return at == NULL ? NULL : memset(at, 0, len);
}

/* As free. */
void mw__free(void *at);

#endif
