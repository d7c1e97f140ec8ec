#include "base/alloc.h"

#include <stdlib.h>

void *mw__realloc(void *at, size_t len)
{
    return realloc(at, len);
}

void mw__free(void *at)
{
    free(at);
}
