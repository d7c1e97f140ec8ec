/* The one way to memory: tests wrap mw__realloc (ld --wrap) to make each
 * allocation fail in turn. */
#ifndef MSGWIRE_BASE_ALLOC_H
#define MSGWIRE_BASE_ALLOC_H

#include <stddef.h>

/* As realloc; `at` NULL allocates. Returns NULL, and `at` is as it was. */
void *mw__realloc(void *at, size_t len);

/* Zeroed memory, or NULL. */
void *mw__zalloc(size_t len);

/* As free. */
void mw__free(void *at);

#endif
