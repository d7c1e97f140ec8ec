#include "support.h"

#include "output/dump.h"

static void assert_dumped(struct mw_bytes bytes, unsigned width,
                          const char *text)
{
    struct mw_buffer out = {0};
    struct mw_pen pen = {.out = &out};

    dump_write(&pen, bytes, width);
    assert_int_equal(pen.rc, MW_OK);
    assert_int_equal(mw_buffer_append(&out, mw_bytes("", 1)), MW_OK);
    assert_string_equal((char *)out.at, text);
    mw_buffer_fini(&out);
}

static void bytes_stand_beside_their_characters(void **state)
{
    (void)state;
    assert_dumped(mw_text("GET / HTTP/1.1\r\n\r\n"), 80,
                  "0000  47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a "
                  "|GET / HTTP/1.1..|\n"
                  "0010  0d 0a                                           "
                  "|..|\n");
}

static void a_narrow_line_has_fewer_bytes(void **state)
{
    (void)state;
    assert_dumped(mw_text("123456789"), 40,
                  "0000  31 32 33 34 35 36 37 38 |12345678|\n"
                  "0008  39                      |9|\n");
    assert_dumped(mw_text("123"), 1,
                  "0000  31 |1|\n0001  32 |2|\n0002  33 |3|\n");
}

static void no_byte_can_move_a_cursor(void **state)
{
    (void)state;
    assert_dumped(mw_text("\x1b[2J\x7f\x9b"), 40,
                  "0000  1b 5b 32 4a 7f 9b       |.[2J..|\n");
}

static void nothing_has_no_line(void **state)
{
    (void)state;
    assert_dumped(mw_bytes(NULL, 0), 80, "");
}

static void of_what_is_long_the_middle_is_left_out(void **state)
{
    static const uint8_t zeros[5000];
    struct mw_buffer out = {0};
    struct mw_pen pen = {.out = &out};

    (void)state;
    dump_write(&pen, mw_bytes(zeros, sizeof(zeros)), 80);
    assert_int_equal(pen.lines, 16 + 1 + 16);
    assert_int_equal(mw_buffer_append(&out, mw_bytes("", 1)), MW_OK);
    assert_non_null(strstr((char *)out.at, "\n00f0  "));
    assert_non_null(strstr((char *)out.at, " 4496 bytes left out\n1290  "));
    assert_non_null(strstr((char *)out.at, "\n1380  "));
    mw_buffer_fini(&out);
}

static void what_is_shown_twice_over_is_shown_whole(void **state)
{
    static const uint8_t zeros[2 * 16 * 16];
    struct mw_pen pen = {.out = NULL};

    (void)state;
    dump_write(&pen, mw_bytes(zeros, sizeof(zeros)), 80);
    assert_int_equal(pen.lines, 32);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_stand_beside_their_characters),
        cmocka_unit_test(a_narrow_line_has_fewer_bytes),
        cmocka_unit_test(no_byte_can_move_a_cursor),
        cmocka_unit_test(nothing_has_no_line),
        cmocka_unit_test(of_what_is_long_the_middle_is_left_out),
        cmocka_unit_test(what_is_shown_twice_over_is_shown_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
