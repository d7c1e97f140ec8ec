#include "../piped_source.h"

static const struct options hex = {.in = OPTIONS_IN_HEX, .max_frame = 100};

static void values_are_parted_by_nothing_but_their_ends(void **state)
{
    struct piped piped;

    (void)state;
    piped_open(&piped, &hex, mw_text("01CC 05\n\t93 0102\r\n03a2 68 69c0"));
    piped_gives(&piped, mw_text("\x01"));
    piped_gives(&piped, mw_text("\xcc\x05"));
    piped_gives(&piped, mw_text("\x93\x01\x02\x03"));
    piped_gives(&piped, mw_text("\xa2hi"));
    piped_gives(&piped, mw_text("\xc0"));
    piped_says(&piped, MW_EAGAIN);
    piped_end(&piped);
    piped_says(&piped, MW_ECLOSED);
    piped_close(&piped);
}

static void a_value_may_come_digit_by_digit(void **state)
{
    static const char text[] = "92 cd01 02 a2 68 69";
    struct piped piped;

    (void)state;
    piped_open(&piped, &hex, mw_bytes(text, 1));
    for (size_t i = 1; i < strlen(text); i++) {
        piped_says(&piped, MW_EAGAIN);
        piped_feed(&piped, mw_bytes(text + i, 1));
    }
    piped_gives(&piped, mw_text("\x92\xcd\x01\x02\xa2hi"));
    piped_close(&piped);
}

static void
what_is_no_value_is_told_with_the_place_of_its_beginning(void **state)
{
    struct piped piped;

    (void)state;
    piped_open(&piped, &hex, mw_text("01\n 02 92\n01 c1"));
    piped_gives(&piped, mw_text("\x01"));
    piped_gives(&piped, mw_text("\x02"));
    piped_refuses(&piped, MW_EVALUE,
                  "stdin: value 3 at line 2, column 5: byte 2: expected a "
                  "value, got 0xc1, which msgpack never uses");
    piped_close(&piped);
}

static void what_is_no_digit_is_pointed_at(void **state)
{
    struct piped piped;

    (void)state;
    piped_open(&piped, &hex, mw_text("01\n92 0g"));
    piped_gives(&piped, mw_text("\x01"));
    piped_refuses(&piped, MW_EVALUE,
                  "stdin: value 2 at line 2, column 5: expected a hex digit, "
                  "not g");
    piped_close(&piped);
}

static void of_two_faults_the_first_is_told(void **state)
{
    struct piped piped;

    (void)state;
    piped_open(&piped, &hex, mw_text("01 9b c1 zz"));
    piped_gives(&piped, mw_text("\x01"));
    piped_refuses(&piped, MW_EVALUE,
                  "stdin: value 2 at line 1, column 4: byte 1: expected a "
                  "value, got 0xc1, which msgpack never uses");
    piped_close(&piped);
}

static void an_end_inside_a_value_or_a_byte_is_told(void **state)
{
    struct piped piped;

    (void)state;
    piped_open(&piped, &hex, mw_text("c0 92 01"));
    piped_gives(&piped, mw_text("\xc0"));
    piped_says(&piped, MW_EAGAIN);
    piped_end(&piped);
    piped_refuses(&piped, MW_EVALUE,
                  "stdin: value 2 at line 1, column 4: the input ends inside "
                  "it, after 2 bytes");
    piped_close(&piped);
    piped_open(&piped, &hex, mw_text(" c"));
    piped_says(&piped, MW_EAGAIN);
    piped_end(&piped);
    piped_refuses(&piped, MW_EVALUE,
                  "stdin: value 1 at line 1, column 2: the input ends inside a "
                  "byte, after one digit");
    piped_close(&piped);
}

/* Frames of u32be as hex text. */
static void open_framed(struct piped *piped, uint32_t values, const char *text)
{
    struct source_config config = source_chosen(&hex);

    config.framing = mw_framing_named("u32be");
    config.values = values;
    piped_open_as(piped, &config, mw_text(text));
}

static void frames_are_read_as_hex_too(void **state)
{
    struct piped piped;

    (void)state;
    open_framed(&piped, 1, "00000002 cc05 0000 0001 07 0000");
    piped_gives(&piped, mw_text("\xcc\x05"));
    piped_gives(&piped, mw_text("\x07"));
    piped_says(&piped, MW_EAGAIN);
    piped_end(&piped);
    piped_refuses(&piped, MW_EFRAME,
                  "stdin: frame 3 at line 1, column 28: the input ends inside "
                  "it, after 2 bytes");
    piped_close(&piped);
}

static void no_more_than_the_value_at_hand_is_kept(void **state)
{
    static char spaces[4096];
    struct piped piped;

    (void)state;
    memset(spaces, ' ', sizeof(spaces));
    piped_open(&piped, &hex, mw_text("92"));
    for (size_t i = 0; i < 100; i++) {
        piped_says(&piped, MW_EAGAIN);
        piped_feed(&piped, mw_bytes(spaces, sizeof(spaces)));
    }
    piped_says(&piped, MW_EAGAIN);
    assert_int_equal(piped.source.input.rest.len, 0);
    assert_int_equal(piped.source.value.len, 1);
    piped_feed(&piped, mw_text("0102"));
    piped_gives(&piped, mw_text("\x92\x01\x02"));
    piped_close(&piped);
}

static void values_of_one_frame_are_given_one_by_one(void **state)
{
    struct piped piped;

    (void)state;
    open_framed(&piped, 2, "00000003 01 9102 00000001 03");
    piped_gives(&piped, mw_text("\x01"));
    piped_gives(&piped, mw_text("\x91\x02"));
    piped_gives(&piped, mw_text("\x03"));
    piped_says(&piped, MW_EAGAIN);
    piped_close(&piped);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_parted_by_nothing_but_their_ends),
        cmocka_unit_test(a_value_may_come_digit_by_digit),
        cmocka_unit_test(
            what_is_no_value_is_told_with_the_place_of_its_beginning),
        cmocka_unit_test(what_is_no_digit_is_pointed_at),
        cmocka_unit_test(of_two_faults_the_first_is_told),
        cmocka_unit_test(an_end_inside_a_value_or_a_byte_is_told),
        cmocka_unit_test(frames_are_read_as_hex_too),
        cmocka_unit_test(values_of_one_frame_are_given_one_by_one),
        cmocka_unit_test(no_more_than_the_value_at_hand_is_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
