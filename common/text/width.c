#include "text/width.h"

#include "base/utf8.h"

#include <utf8proc.h>

size_t mw__width_next(struct mw_bytes text, size_t *columns)
{
    uint32_t code;
    size_t len;

    *columns = 1;
    if (text.at[0] >= 0x20 && text.at[0] < 0x7f) {
        return 1; /* most text is ASCII */
    }
    len = mw__utf8_next(text, &code);
    if (len == 0) {
        return 1;
    }
    *columns = (size_t)utf8proc_charwidth((utf8proc_int32_t)code);
    return len;
}

size_t mw__width_cut(struct mw_bytes text, size_t columns, size_t *taken)
{
    size_t at = 0, sum = 0;

    while (at < text.len) {
        size_t more;
        size_t len =
            mw__width_next(mw_bytes(text.at + at, text.len - at), &more);

        if (more > columns - sum) {
            break;
        }
        sum += more;
        at += len;
    }
    if (taken != NULL) {
        *taken = sum;
    }
    return at;
}

size_t mw__width(struct mw_bytes text)
{
    size_t columns;

    mw__width_cut(text, SIZE_MAX, &columns);
    return columns;
}
