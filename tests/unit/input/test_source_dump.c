#include "../piped_source.h"

static void open_dump(struct piped *piped, const char *text, uint64_t values)
{
    const struct options opt = {
        .max_frame = 100, .hex = true, .values = values};
    const struct source_config config = source_binary(&opt);

    piped_open_as(piped, &config, mw_text(text));
}

/* A frame of two bytes, one of four. */
static const char xxd[] = "00000000: 0000 0002 cc05 0000  ........\n"
                          "00000008: 0004 0191 0203       ......\n";

static void frames_go_over_lines(void **state)
{
    struct piped piped;

    (void)state;
    open_dump(&piped, xxd, 3);
    piped_gives(&piped, mw_text("\xcc\x05"));
    piped_gives(&piped, mw_text("\x01"));
    piped_gives(&piped, mw_text("\x91\x02"));
    piped_gives(&piped, mw_text("\x03"));
    piped_says(&piped, MW_EAGAIN);
    piped_end(&piped);
    piped_says(&piped, MW_ECLOSED);
    piped_close(&piped);
}

/* Takes all that can be given now. Returns why no more can. */
static enum mw_status take_all(struct piped *piped)
{
    struct mw_bytes value;
    enum mw_status rc;

    do {
        rc = source_next(&piped->source, &value, NULL);
    } while (rc == MW_OK);
    return rc;
}

static void it_may_come_in_any_pieces(void **state)
{
    (void)state;
    for (size_t cut = 1; cut < strlen(xxd); cut++) {
        char front[sizeof(xxd)] = "";
        struct piped piped;

        memcpy(front, xxd, cut);
        open_dump(&piped, front, 3);
        assert_int_equal(take_all(&piped), MW_EAGAIN);
        piped_feed(&piped, mw_text(xxd + cut));
        piped_end(&piped);
        assert_int_equal(take_all(&piped), MW_ECLOSED);
        assert_int_equal(piped.source.count, 4);
        piped_close(&piped);
    }
}

static void hex_text_is_read_as_such(void **state)
{
    struct piped piped;

    (void)state;
    open_dump(&piped, "00 00 00 02 cc", 1);
    piped_says(&piped, MW_EAGAIN);
    piped_feed(&piped, mw_text(" 05\n00 0x"));
    piped_gives(&piped, mw_text("\xcc\x05"));
    piped_refuses(&piped, MW_EVALUE,
                  "stdin: frame 2 at line 2, column 5: expected a hex digit, "
                  "not x");
    piped_close(&piped);
}

static void faults_are_told_with_their_byte(void **state)
{
    struct piped piped;

    (void)state;
    open_dump(&piped, "0000: 00000001 c3 00000001 c1  ....\n", 1);
    piped_gives(&piped, mw_text("\xc3"));
    piped_refuses(&piped, MW_EVALUE,
                  "stdin: frame 2 at byte 5: byte 0: expected a value, got "
                  "0xc1, which msgpack never uses");
    piped_close(&piped);
    open_dump(&piped, "0000: 00000001 c3 00  ....\n", 1);
    piped_gives(&piped, mw_text("\xc3"));
    piped_says(&piped, MW_EAGAIN);
    piped_end(&piped);
    piped_refuses(&piped, MW_EFRAME,
                  "stdin: frame 2 at byte 5: the input ends inside it, after 1 "
                  "byte");
    piped_close(&piped);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_go_over_lines),
        cmocka_unit_test(it_may_come_in_any_pieces),
        cmocka_unit_test(hex_text_is_read_as_such),
        cmocka_unit_test(faults_are_told_with_their_byte),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
