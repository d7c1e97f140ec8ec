#include "support.h"

#include "text/rows.h"

static void put_row(struct mw__rows *rows, const char *term, const char *text)
{
    mw__rows_term(rows, term);
    mw__rows_words(rows, text);
    mw_pen_newline(&rows->pen);
}

static void sentences_stand_in_one_column(void **state)
{
    struct mw_buffer out = {0};
    struct mw__rows rows = {.pen = {.out = &out}};

    (void)state;
    mw__rows_measure(&rows, "a");
    mw__rows_measure(&rows, "long");
    mw__rows_measure(&rows, "one that is longer than a term may be");
    put_row(&rows, "a", "one");
    put_row(&rows, "long", "two");
    put_row(&rows, "one that is longer than a term may be", "three");
    mw_buffer_append(&out, mw_bytes("", 1));
    assert_string_equal((const char *)out.at,
                        "  a     one\n"
                        "  long  two\n"
                        "  one that is longer than a term may be\n"
                        "        three\n");
    mw_buffer_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_stand_in_one_column),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
