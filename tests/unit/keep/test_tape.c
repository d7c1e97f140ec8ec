#include "../scratch.h"

#include "keep/tape.h"

#include <fcntl.h>

static struct mw_buffer three(void)
{
    struct record record = {
        .time_ns = 1610612736000000001,
        .peer = mw_text("tcp://127.0.0.1:51022"),
        .transport = mw_text("tcp"),
    };
    static const uint8_t bytes[] = {7, 8, 9};
    struct mw_buffer out = {0};

    for (int i = 0; i < 3; i++) {
        record.data = mw_bytes(&bytes[i], 1);
        assert_int_equal(record_append(&record, &out), MW_OK);
    }
    return out;
}

/* A file with the first `len` of these bytes. Returns its path. */
static const char *file_of(const struct mw_buffer *bytes, size_t len)
{
    const char *path = scratch_path("tape");
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes->at, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
    return path;
}

static size_t size_of(const char *path)
{
    struct stat about;

    assert_int_equal(stat(path, &about), 0);
    return (size_t)about.st_size;
}

static void a_file_is_read_to_its_last_whole_record(void **state)
{
    struct mw_buffer bytes = three();
    size_t one = bytes.len / 3;

    (void)state;
    for (size_t len = 0; len <= bytes.len; len++) {
        struct record record;
        struct tape tape;
        assert_int_equal(tape_open(&tape, file_of(&bytes, len), NULL), MW_OK);
        while (tape_next(&tape, &record, NULL) == MW_OK) {
            assert_int_equal(record.data.at[0], 6 + tape.number);
        }
        assert_int_equal(tape.number, len / one);
        assert_int_equal(tape.cut, len % one);
        tape_close(&tape);
    }
    mw_buffer_fini(&bytes);
}

static void what_is_no_record_is_named_with_its_place(void **state)
{
    struct mw_buffer bytes = three();
    struct record record;
    struct tape tape;
    struct mw_error err;

    (void)state;
    bytes.at[bytes.len / 3 + 4] = 0xc1;
    assert_int_equal(tape_open(&tape, file_of(&bytes, bytes.len), NULL), MW_OK);
    assert_int_equal(tape_next(&tape, &record, &err), MW_OK);
    assert_int_equal(tape_next(&tape, &record, &err), MW_EVALUE);
    assert_non_null(strstr(err.text, "record 2 at byte "));
    tape_close(&tape);
    mw_buffer_fini(&bytes);
}

static void a_recording_is_gone_on_with_behind_its_last_whole_record(void **s)
{
    struct mw_buffer bytes = three();
    size_t one = bytes.len / 3, cut;
    int fd;

    (void)s;
    for (size_t len = one; len <= bytes.len; len++) {
        const char *path = file_of(&bytes, len);
        assert_int_equal(tape_create(path, true, &fd, &cut, NULL), MW_OK);
        assert_int_equal(cut, len % one);
        assert_int_equal(size_of(path), len - cut);
        assert_int_equal(write(fd, bytes.at, one), one);
        assert_int_equal(size_of(path), len - cut + one);
        close(fd);
    }
    mw_buffer_fini(&bytes);
}

static void nothing_that_is_there_is_overwritten(void **state)
{
    struct mw_buffer bytes = three();
    const char *path = file_of(&bytes, bytes.len);
    struct mw_error err;
    size_t cut;
    int fd;

    (void)state;
    assert_int_equal(tape_create(path, false, &fd, &cut, &err), MW_EINVAL);
    assert_non_null(strstr(err.text, "--append"));
    assert_int_equal(size_of(path), bytes.len);
    mw_buffer_fini(&bytes);
}

static void what_is_no_recording_is_not_touched(void **state)
{
    static const char *const others[] = {"hello, world", "\x00",
                                         "\0\0\0\x03\xc1"};
    struct mw_error err;
    size_t cut;
    int fd;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        size_t len = i == 0 ? 12 : i == 1 ? 1 : 5;
        struct mw_buffer bytes = {.at = (uint8_t *)others[i], .len = len};
        const char *path = file_of(&bytes, len);
        assert_int_equal(tape_create(path, true, &fd, &cut, &err), MW_EVALUE);
        assert_non_null(strstr(err.text, "is no recording"));
        assert_int_equal(size_of(path), len);
    }
}

static void a_write_that_failed_half_way_is_cut_off(void **state)
{
    struct mw_buffer bytes = three();
    const char *path = file_of(&bytes, bytes.len - 1);
    int fd = open(path, O_WRONLY);

    (void)state;
    tape_mend(fd);
    assert_int_equal(size_of(path), bytes.len / 3 * 2);
    close(fd);
    mw_buffer_fini(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_to_its_last_whole_record),
        cmocka_unit_test(what_is_no_record_is_named_with_its_place),
        cmocka_unit_test(
            a_recording_is_gone_on_with_behind_its_last_whole_record),
        cmocka_unit_test(nothing_that_is_there_is_overwritten),
        cmocka_unit_test(what_is_no_recording_is_not_touched),
        cmocka_unit_test(a_write_that_failed_half_way_is_cut_off),
    };

    return cmocka_run_group_tests(tests, scratch_make, scratch_drop);
}
