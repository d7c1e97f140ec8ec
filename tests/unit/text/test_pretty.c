#include "layout.h"

#include "text/width.h"

#include <msgwire/json.h>
#include <msgwire/limits.h>
#include <msgwire/pretty.h>
#include <msgwire/walk.h>

static void assert_reads_back(struct mw_bytes value, struct mw_bytes text)
{
    struct mw_buffer read = {0};

    assert_int_equal(mw_json_read(text, NULL, &read, NULL), MW_OK);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&read), value));
    mw_buffer_fini(&read);
}

static void expect_vector(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[2]), out = {0};
    struct mw_pretty_style style = {.width = (unsigned)atoi(row->field[1])};
    char *expected = layout_text(row->field[3]);

    (void)arg;
    assert_int_equal(mw_pretty(mw_buffer_bytes(&bytes), &style, &out, NULL),
                     MW_OK);
    assert_string_equal(layout_terminate(&out), expected);
    assert_reads_back(mw_buffer_bytes(&bytes), mw_buffer_bytes(&out));
    style.colour = true;
    out.len = 0;
    assert_int_equal(mw_pretty(mw_buffer_bytes(&bytes), &style, &out, NULL),
                     MW_OK);
    layout_uncolour(&out);
    assert_string_equal(layout_terminate(&out), expected);
    free(expected);
    mw_buffer_fini(&out);
    mw_buffer_fini(&bytes);
}

static void each_vector_looks_as_it_stands_there_and_reads_back(void **state)
{
    (void)state;
    vectors_each("pretty.txt", expect_vector, NULL);
}

static int32_t an_hour(int64_t seconds)
{
    (void)seconds;
    return 3600;
}

/* A screen, as the vectors of folding have it. */
static struct mw_pretty_style screen(unsigned width, unsigned lines)
{
    return (struct mw_pretty_style){
        .width = width,
        .fold = true,
        .lines = lines,
        .unfold = "--full shows all",
        .hex = true,
        .offset = an_hour,
    };
}

static void expect_folded(const struct vector *row, void *arg)
{
    struct mw_buffer bytes = from_hex(row->field[3]), out = {0};
    struct mw_pretty_style style =
        screen((unsigned)atoi(row->field[1]), (unsigned)atoi(row->field[2]));
    char *expected = layout_text(row->field[4]);

    (void)arg;
    for (int i = 0; i < 2; i++) {
        style.colour = i == 1;
        out.len = 0;
        assert_int_equal(mw_pretty(mw_buffer_bytes(&bytes), &style, &out, NULL),
                         MW_OK);
        layout_uncolour(&out);
        assert_string_equal(layout_terminate(&out), expected);
    }
    free(expected);
    mw_buffer_fini(&out);
    mw_buffer_fini(&bytes);
}

static void each_folded_vector_looks_as_it_stands_there(void **state)
{
    (void)state;
    vectors_each("folded.txt", expect_folded, NULL);
}

/* Returns the length of the token at `at`: a string, a typed value, or a run
 * up to the next space or bracket. */
static size_t token_len(const char *at)
{
    size_t len = 1;

    if (*at == '"') {
        while (at[len] != '"') {
            len += at[len] == '\\' ? 2 : 1;
        }
        return len + 1;
    }
    if (strncmp(at, "{\"$", 3) == 0 && strchr(at, '}') != NULL &&
        strncmp(at, "{\"$map", 6) != 0) {
        return (size_t)(strchr(at, '}') - at) + 1;
    }
    while (*at != ' ' && at[len] != '\0' && strchr(" \"[{", at[len]) == NULL) {
        len++;
    }
    return len;
}

/* A line may pass the width only by a token that fits on no line of its own,
 * two columns deeper and with two closing brackets or a comma behind it. */
static void assert_law(char *line, unsigned width)
{
    size_t indent = strspn(line, " "), longest = 0;

    if (mw__width(mw_text(line)) <= width) {
        return;
    }
    for (char *at = line + indent; *at != '\0';) {
        size_t len = token_len(at);
        size_t columns = mw__width(mw_bytes(at, len));

        longest = columns > longest ? columns : longest;
        at += len;
    }
    assert_true(indent + 2 + longest + 2 > width);
}

/* The JSON writer's text, spaced: white space outside strings is all that may
 * differ. */
static void assert_same_text(struct mw_bytes value, struct mw_bytes text)
{
    const struct mw_json_style safe = {.terminal_safe = true};
    struct mw_buffer json = {0};
    size_t at = 0;
    bool string = false;

    assert_int_equal(mw_json_write(value, &safe, &json, NULL), MW_OK);
    for (size_t i = 0; i < text.len; i++) {
        if (!string && (text.at[i] == ' ' || text.at[i] == '\n')) {
            continue;
        }
        assert_true(at < json.len && text.at[i] == json.at[at]);
        if (string && text.at[i] == '\\') {
            i++;
            at++;
            assert_true(at < json.len && text.at[i] == json.at[at]);
        } else if (text.at[i] == '"') {
            string = !string;
        }
        at++;
    }
    assert_int_equal(at, json.len);
    mw_buffer_fini(&json);
}

/* The lines of a screen that the text takes. */
static size_t height(char *text, unsigned width)
{
    size_t lines = 0;
    char *line;

    while ((line = strsep(&text, "\n")) != NULL) {
        size_t columns = mw__width(mw_text(line));

        lines += 1 + (columns > 0 ? (columns - 1) / width : 0);
    }
    return lines;
}

/* However long and deep it is, it takes no more than three screens, and with
 * the lines around and under it that are needed in any case. */
static void look_at_folded(struct mw_bytes value)
{
    static const unsigned sizes[][2] = {{80, 24}, {40, 10}, {20, 50}, {1, 1}};

    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        struct mw_pretty_style style = screen(sizes[i][0], sizes[i][1]);
        struct mw_buffer out = {0};

        assert_int_equal(mw_pretty(value, &style, &out, NULL), MW_OK);
        layout_is_safe(mw_buffer_bytes(&out));
        if (style.width >= 20) {
            assert_true(height(layout_terminate(&out), style.width) <=
                        3 * style.lines + 1);
        }
        mw_buffer_fini(&out);
    }
}

static void look_at(struct mw_bytes value)
{
    static const unsigned widths[] = {80, 1, 10, 25, 40, 200};
    size_t count = value.len < 65536 ? sizeof(widths) / sizeof(widths[0]) : 1;

    for (size_t i = 0; i < count; i++) {
        struct mw_pretty_style style = {.width = widths[i]};
        struct mw_buffer out = {0};
        char *rest, *line;

        assert_int_equal(mw_pretty(value, &style, &out, NULL), MW_OK);
        layout_is_safe(mw_buffer_bytes(&out));
        assert_same_text(value, mw_buffer_bytes(&out));
        rest = layout_terminate(&out);
        while ((line = strsep(&rest, "\n")) != NULL) {
            assert_law(line, style.width);
        }
        mw_buffer_fini(&out);
    }
    look_at_folded(value);
}

static void look_at_values(const struct vector *row, void *arg)
{
    const size_t *field = arg;
    char *list = strdup(row->field[*field]), *rest = list, *hex;

    while ((hex = strsep(&rest, " ")) != NULL) {
        struct mw_buffer bytes = from_hex(hex);

        if (mw_walk_whole(mw_buffer_bytes(&bytes), MW_DEPTH_MAX, NULL) ==
            MW_OK) {
            look_at(mw_buffer_bytes(&bytes));
        }
        mw_buffer_fini(&bytes);
    }
    free(list);
}

static void it_is_typed_json_within_the_width(void **state)
{
    size_t first = 1, second = 2;

    (void)state;
    vectors_each("values.txt", look_at_values, &first);
    vectors_each("pretty.txt", look_at_values, &second);
}

static void values_of_others_are_typed_json_within_the_width(void **state)
{
    size_t field = 1;

    (void)state;
    shared_each("kawanet.txt", look_at_values, &field);
    shared_each("hostile.txt", look_at_values, &field);
}

/* [[[...]]], {"k":{"k":...}}, {1:{1:...}}: as deep as may be. */
static void
deep_nesting_costs_no_more_than_a_line_for_each_bracket(void **state)
{
    static const char *const steps[] = {"\x91", "\x81\xa1k", "\x81\x01"};

    (void)state;
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        const struct mw_pretty_style style = {.width = 80};
        struct mw_buffer value = {0}, out = {0};

        for (int depth = 0; depth < MW_DEPTH_MAX; depth++) {
            assert_int_equal(mw_buffer_append(&value, mw_text(steps[i])),
                             MW_OK);
        }
        assert_int_equal(mw_buffer_append(&value, mw_text("\x07")), MW_OK);
        assert_int_equal(mw_pretty(mw_buffer_bytes(&value), &style, &out, NULL),
                         MW_OK);
        assert_true(out.len < (size_t)MW_DEPTH_MAX * 6 * 52);
        assert_same_text(mw_buffer_bytes(&value), mw_buffer_bytes(&out));
        look_at_folded(mw_buffer_bytes(&value));
        mw_buffer_fini(&out);
        mw_buffer_fini(&value);
    }
}

static void fail_with(const struct mw_pretty_style *style,
                      struct mw_bytes value)
{
    enum mw_status rc = MW_ENOMEM;
    struct mw_error err;

    for (size_t count = 1; rc == MW_ENOMEM; count++) {
        struct mw_buffer out = {0};

        assert_int_equal(mw_buffer_append(&out, mw_text("kept")), MW_OK);
        alloc_fail_after(count);
        rc = mw_pretty(value, style, &out, &err);
        alloc_fail_after(SIZE_MAX);
        assert_memory_equal(out.at, "kept", 4);
        assert_true(rc == MW_OK || (out.len == 4 && err.status == rc));
        mw_buffer_fini(&out);
    }
    assert_int_equal(rc, MW_OK);
}

/* Nobody counts beyond what nobody would scroll through. */
static void lines_are_counted_up_to_a_bound(void **state)
{
    const struct mw_pretty_style style = screen(20, 10);
    struct mw_buffer value = {0}, out = {0};

    (void)state;
    mw_buffer_append(&value, mw_bytes("\xdd\x00\x10\x00\x00", 5));
    assert_int_equal(mw_buffer_reserve(&value, 1 << 20), MW_OK);
    memset(value.at + value.len, 0xc0, 1 << 20);
    value.len += 1 << 20;
    assert_int_equal(mw_pretty(mw_buffer_bytes(&value), &style, &out, NULL),
                     MW_OK);
    assert_non_null(strstr(layout_terminate(&out), "over"));
    mw_buffer_fini(&out);
    mw_buffer_fini(&value);
}

static void what_fails_leaves_the_buffer_as_it_was(void **state)
{
    struct mw_buffer bytes = from_hex("82 a16b 93010203 a16c a568656c6c6f");
    const struct mw_pretty_style style = {.width = 10, .colour = true};
    const struct mw_pretty_style folding = screen(1, 1);
    struct mw_buffer small = {.limit = 40};
    struct mw_error err;

    (void)state;
    fail_with(&style, mw_buffer_bytes(&bytes));
    fail_with(&folding, mw_buffer_bytes(&bytes));
    assert_int_equal(mw_pretty(mw_buffer_bytes(&bytes), &style, &small, &err),
                     MW_ETOOBIG);
    assert_int_equal(small.len, 0);
    mw_buffer_fini(&small);
    mw_buffer_fini(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_vector_looks_as_it_stands_there_and_reads_back),
        cmocka_unit_test(each_folded_vector_looks_as_it_stands_there),
        cmocka_unit_test(it_is_typed_json_within_the_width),
        cmocka_unit_test(values_of_others_are_typed_json_within_the_width),
        cmocka_unit_test(
            deep_nesting_costs_no_more_than_a_line_for_each_bracket),
        cmocka_unit_test(lines_are_counted_up_to_a_bound),
        cmocka_unit_test(what_fails_leaves_the_buffer_as_it_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
