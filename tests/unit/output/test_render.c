#include "support.h"

#include "output/render.h"
#include "output/screen.h"

#include <msgwire/pack.h>

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* A value in the given form, rendered as for a pipe or, if `terminal`, as for
 * a terminal that is 40 columns wide. */
static void assert_rendered(enum render_form form, bool terminal,
                            struct mw_bytes value, const char *text)
{
    struct render render = {
        .form = form, .terminal = terminal, .width = terminal ? 40 : 0};

    assert_int_equal(render_value(&render, value, mw_text("WHOLE"), NULL),
                     MW_OK);
    if (!mw_bytes_equal(mw_buffer_bytes(&render.out.buffer), mw_text(text))) {
        fail_msg("expected %s, got %.*s", text, (int)render.out.buffer.len,
                 (const char *)render.out.buffer.at);
    }
    mw_buffer_fini(&render.out.buffer);
}

static void each_form_shows_a_value_in_its_way(void **state)
{
    struct mw_bytes value = mw_text("\x92\x01\xa1x");

    (void)state;
    assert_rendered(RENDER_JSON, false, value, "[1,\"x\"]\n");
    assert_rendered(RENDER_PRETTY, false, value, "[1, \"x\"]\n");
    assert_rendered(RENDER_MSGPACK, false, value, "\x92\x01\xa1x");
    assert_rendered(RENDER_RAW, false, value, "WHOLE");
    assert_rendered(RENDER_HEX, false, value, "9201a178\n");
    assert_rendered(RENDER_NONE, false, value, "");
}

/* U+009B is CSI, the beginning of a command to a terminal. */
static void a_terminal_gets_no_control_byte(void **state)
{
    struct mw_bytes value = mw_text("\xa3\xc2\x9bJ");

    (void)state;
    assert_rendered(RENDER_JSON, false, value, "\"\xc2\x9bJ\"\n");
    assert_rendered(RENDER_JSON, true, value, "\"\\u009bJ\"\n");
    assert_rendered(RENDER_PRETTY, true, value, "\"\\u009bJ\"\n");
}

static void elsewhere_than_on_a_terminal_the_usual_form_is_taken(void **state)
{
    const struct render_options options = {.form = RENDER_AUTO};
    struct render render;
    int ends[2];

    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(
        render_init(&render, ends[1], &options, RENDER_MSGPACK, NULL), MW_OK);
    assert_int_equal(render.form, RENDER_MSGPACK);
    assert_false(render.terminal);
    close(ends[0]);
    close(ends[1]);
}

static void a_terminal_is_not_given_bytes(void **state)
{
    struct render_options options = {.form = RENDER_MSGPACK};
    int fd = posix_openpt(O_RDWR | O_NOCTTY);
    struct render render;
    struct mw_error err;

    (void)state;
    if (fd < 0 || isatty(fd) != 1) {
        skip_because("no terminals");
    }
    assert_int_equal(render_init(&render, fd, &options, RENDER_JSON, &err),
                     MW_EINVAL);
    assert_non_null(strstr(err.text, "-o msgpack"));
    options.form = RENDER_AUTO;
    assert_int_equal(render_init(&render, fd, &options, RENDER_MSGPACK, &err),
                     MW_OK);
    assert_int_equal(render.form, RENDER_HEX);
    assert_int_equal(render_init(&render, fd, &options, RENDER_JSON, &err),
                     MW_OK);
    assert_int_equal(render.form, RENDER_PRETTY);
    close(fd);
}

/* What a terminal of 40 columns gets of a value. */
static void assert_page(bool full, struct mw_bytes value, const char *text)
{
    struct render render = {.form = RENDER_PRETTY,
                            .page = true,
                            .full = full,
                            .width = 40,
                            .lines = 10};

    assert_int_equal(render_value(&render, value, value, NULL), MW_OK);
    assert_true(
        mw_bytes_equal(mw_buffer_bytes(&render.out.buffer), mw_text(text)));
    mw_buffer_fini(&render.out.buffer);
}

/* 20 bytes of bin are more than a line of hex. */
static void a_page_is_folded_unless_all_is_asked_for(void **state)
{
    struct mw_bytes bin = mw_text("\xc4\x14"
                                  "01234567890123456789");

    (void)state;
    assert_page(false, bin, "{\"$hex\": \"3031323334353637…\"} (20 bytes)\n");
    assert_page(true, bin,
                "{\"$hex\": \"3031323334353637383930313233343536373839\"}\n");
}

/* The same on a terminal, where pretty was asked for: it reads back. */
static void what_was_asked_for_is_not_folded(void **state)
{
    (void)state;
    assert_rendered(RENDER_PRETTY, true,
                    mw_text("\xc4\x14"
                            "01234567890123456789"),
                    "{\"$bin\": \"MDEyMzQ1Njc4OTAxMjM0NTY3ODk=\"}\n");
}

static void without_memory_there_is_a_sentence(void **state)
{
    struct render render = {.form = RENDER_HEX};
    struct mw_error err = {0};

    (void)state;
    alloc_fail_after(0);
    assert_int_equal(
        render_value(&render, mw_text("\xc0"), mw_text("\xc0"), &err),
        MW_ENOMEM);
    alloc_fail_after(SIZE_MAX);
    assert_string_equal(err.text, "no memory for 1 bytes of value");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_form_shows_a_value_in_its_way),
        cmocka_unit_test(a_terminal_gets_no_control_byte),
        cmocka_unit_test(elsewhere_than_on_a_terminal_the_usual_form_is_taken),
        cmocka_unit_test(a_terminal_is_not_given_bytes),
        cmocka_unit_test(a_page_is_folded_unless_all_is_asked_for),
        cmocka_unit_test(what_was_asked_for_is_not_folded),
        cmocka_unit_test(without_memory_there_is_a_sentence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
