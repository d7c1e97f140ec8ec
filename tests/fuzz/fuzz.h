/* What every fuzz target has: one entry, and a check that ends the program. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Tries one input; aborts if a promise is broken. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

#define FUZZ_CHECK(promise)                                                    \
    do {                                                                       \
        if (!(promise)) {                                                      \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #promise);      \
            abort();                                                           \
        }                                                                      \
    } while (0)

#endif
