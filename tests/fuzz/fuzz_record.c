/* Whatever is in a file, records are read out of it or a sentence; and what is
 * read as a record is written and read again as the same. */
#include "fuzz.h"
#include "support.h"

#include "keep/record.h"

#include <msgwire/error.h>

static void check_again(const struct record *record)
{
    struct mw_buffer out = {0};
    struct mw_bytes in;
    struct record again;

    FUZZ_CHECK(record_append(record, &out) == MW_OK);
    in = mw_buffer_bytes(&out);
    FUZZ_CHECK(record_next(&in, &again, NULL) == MW_OK);
    FUZZ_CHECK(in.len == 0);
    FUZZ_CHECK(again.time_ns == record->time_ns);
    FUZZ_CHECK(again.out == record->out && again.end == record->end);
    FUZZ_CHECK(mw_bytes_equal(again.peer, record->peer));
    FUZZ_CHECK(mw_bytes_equal(again.transport, record->transport));
    FUZZ_CHECK(again.end || mw_bytes_equal(again.data, record->data));
    mw_buffer_fini(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    struct mw_bytes in = mw_bytes(at, len);
    struct mw_error err = {0};
    struct record record;
    enum mw_status rc;

    while ((rc = record_next(&in, &record, &err)) == MW_OK) {
        check_again(&record);
    }
    FUZZ_CHECK(rc == MW_EAGAIN || err.text[0] != '\0');
    FUZZ_CHECK(in.len <= len);
    return 0;
}
