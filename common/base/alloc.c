#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

void *mw__realloc(void *at, size_t len)
{
    return realloc(at, len);
}

void *mw__zalloc(size_t len)
{
    void *at = mw__realloc(NULL, len);

    return at == NULL ? NULL : memset(at, 0, len);
}

void mw__free(void *at)
{
    free(at);
}
