#include "support.h"

static size_t left = SIZE_MAX;

void *__real_mw__realloc(void *at, size_t len);
void *__wrap_mw__realloc(void *at, size_t len);

void alloc_fail_after(size_t count)
{
    left = count;
}

void *__wrap_mw__realloc(void *at, size_t len)
{
    if (left == 0) {
        return NULL;
    }
    left -= left != SIZE_MAX;
    return __real_mw__realloc(at, len);
}
