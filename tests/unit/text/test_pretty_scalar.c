#include "support.h"

#include "text/pretty_scalar.h"

static const struct mw__pretty_most all = {SIZE_MAX, SIZE_MAX, SIZE_MAX,
                                           SIZE_MAX, SIZE_MAX};
static const struct mw__pretty_most folding = {SIZE_MAX, SIZE_MAX, SIZE_MAX,
                                               SIZE_MAX, 60};

static int32_t an_hour(int64_t seconds)
{
    (void)seconds;
    return 3600;
}

/* On a sheet of 30 columns.
 *
 * put    what is called once.
 * level  in which it stands.
 * typed  what is open around it. */
struct row {
    void (*put)(struct mw__pretty_sheet *sheet);
    struct mw__pretty_level level;
    enum mw__json_name typed;
    const char *json, *text, *note;
};

static void check(const struct row *row, const struct mw__pretty_most *most)
{
    struct mw_buffer out = {0};
    struct mw__pretty_sheet sheet = {
        .rest = mw_text(row->json),
        .pen = {.out = &out},
        .width = 30,
        .most = most,
        .offset = an_hour,
        .levels = {row->level},
        .typed = row->typed,
        .flat = row->typed != MW__JSON_NONE,
    };

    row->put(&sheet);
    mw_buffer_append(&out, mw_bytes("", 1));
    assert_string_equal((char *)out.at, row->text);
    assert_string_equal(sheet.note, row->note != NULL ? row->note : "");
    mw_buffer_fini(&out);
}

static void a_number_ends_where_its_column_does(void **state)
{
    const struct row rows[] = {
        {.put = mw__pretty_scalar_put, .json = "12,", .text = "12"},
        {.put = mw__pretty_scalar_put,
         .level = {.cell = 5},
         .json = "12,",
         .text = "   12"},
        {.put = mw__pretty_scalar_put,
         .level = {.cell = 5},
         .json = "null]",
         .text = " null"},
        {.put = mw__pretty_scalar_put,
         .level = {.cell = 5},
         .json = "1234567]",
         .text = "1234567"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        check(&rows[i], &all);
    }
}

static const char long_text[] =
    "\"a text that is too long for three lines of so few columns each\",";

static void only_where_it_folds_a_long_text_is_cut(void **state)
{
    const struct row whole = {
        .put = mw__pretty_scalar_put,
        .json = long_text,
        .text = "\"a text that is too long for three lines of so few columns "
                "each\"",
    };
    const struct row folded = {
        .put = mw__pretty_scalar_put,
        .json = long_text,
        .text = "\"a text that…\" (62 characters)",
    };

    (void)state;
    check(&whole, &all);
    check(&folded, &folding);
}

static void bytes_are_cut_where_they_do_not_fit(void **state)
{
    const struct row rows[] = {
        {mw__pretty_scalar_put,
         {0},
         MW__JSON_HEX,
         "\"00ff\"}",
         "\"00ff\"",
         NULL},
        {mw__pretty_scalar_put,
         {0},
         MW__JSON_HEX,
         "\"00112233445566778899aabbccddee\"}",
         "\"00112233445566…\"",
         "(15 bytes)"},
        {mw__pretty_scalar_put,
         {0},
         MW__JSON_BIN,
         "\"AAECAwQFBgcICQoLDA0ODxAREhM=\"}",
         "\"AAECAwQFBgcI…\"",
         "(20 bytes)"},
        {mw__pretty_scalar_put,
         {0},
         MW__JSON_F64,
         "\"a number's bits are never cut, ever\"}",
         "\"a number's bits are never cut, ever\"",
         NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        check(&rows[i], &folding);
    }
}

static void a_time_has_the_local_one_behind_it(void **state)
{
    const struct row row = {
        .put = mw__pretty_scalar_put,
        .typed = MW__JSON_TS,
        .json = "\"2021-01-14T08:25:36Z\"}",
        .text = "\"2021-01-14T08:25:36Z\"",
        .note = "(2021-01-14 09:25:36 +01:00)",
    };

    (void)state;
    check(&row, &all);
    check(&row, &folding);
}

static void a_key_takes_half_the_width_at_most_where_it_folds(void **state)
{
    const struct row whole = {
        .put = mw__pretty_scalar_key,
        .json = "\"a rather long key\":1",
        .text = "\"a rather long key\"",
    };
    const struct row folded = {
        .put = mw__pretty_scalar_key,
        .json = "\"a rather long key\":1",
        .text = "\"a rather lon…\"",
    };

    (void)state;
    check(&whole, &all);
    check(&folded, &folding);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_ends_where_its_column_does),
        cmocka_unit_test(only_where_it_folds_a_long_text_is_cut),
        cmocka_unit_test(bytes_are_cut_where_they_do_not_fit),
        cmocka_unit_test(a_time_has_the_local_one_behind_it),
        cmocka_unit_test(a_key_takes_half_the_width_at_most_where_it_folds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
