/* A program that is no part of msgwire: packs a value, walks it. */
#include <msgwire.h>

#include <stdio.h>

#ifdef _GNU_SOURCE
#error "the library's own compile definitions reach those who use it"
#endif

int main(void)
{
    struct mw_buffer value = {.limit = 64};
    struct mw_error err;
    enum mw_status rc = mw_pack_array(&value, 2);

    if (rc == MW_OK) {
        rc = mw_pack_str(&value, mw_text("hello"));
    }
    if (rc == MW_OK) {
        rc = mw_pack_uint(&value, 1);
    }
    if (rc == MW_OK) {
        rc = mw_walk_whole(mw_buffer_bytes(&value), 8, &err);
    }
    if (rc == MW_OK) {
        printf("a value of %zu bytes\n", value.len);
    }
    mw_buffer_fini(&value);
    return rc == MW_OK ? 0 : 1;
}
