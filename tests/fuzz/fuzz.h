/* What every fuzz target has: one entry, and a check that ends the program. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Tries one input; aborts if a promise is broken. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static inline void fuzz_broken(const char *file, int line, const char *promise)
{
    fprintf(stderr, "%s:%d: %s\n", file, line, promise);
    abort();
}

#define FUZZ_CHECK(promise)                                                    \
    ((promise) ? (void)0 : fuzz_broken(__FILE__, __LINE__, #promise))

#endif
