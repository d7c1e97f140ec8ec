#include "support.h"

static size_t left = SIZE_MAX;
static bool only_one, failed;

void *__real_mw__realloc(void *at, size_t len);
void *__wrap_mw__realloc(void *at, size_t len);

void alloc_fail_after(size_t count)
{
    left = count;
    only_one = failed = false;
}

void alloc_fail_one_after(size_t count)
{
    alloc_fail_after(count);
    only_one = true;
}

bool alloc_has_failed(void)
{
    return failed;
}

void *__wrap_mw__realloc(void *at, size_t len)
{
    if (left == 0) {
        left = only_one ? SIZE_MAX : 0;
        failed = true;
        return NULL;
    }
    left -= left != SIZE_MAX;
    return __real_mw__realloc(at, len);
}
