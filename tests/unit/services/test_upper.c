#include "../fake_outlet.h"

#include <utf8proc.h>

#include <locale.h>
#include <stdlib.h>

/* The one string that `upper` answers to this one. */
static const char *upper(struct fake *fake, const char *text)
{
    char json[256];
    const char *answer;

    snprintf(json, sizeof(json), "[0,1,\"upper\",[\"%s\"]]", text);
    answer = fake_ask(fake, json);
    assert_memory_equal(answer, "[1,1,null,[\"", 12);
    return answer + 12;
}

static void strings_are_upper_cased_one_in_one_out(void **state)
{
    struct fake fake;

    (void)state;
    fake_init(&fake);
    assert_string_equal(
        fake_ask(&fake, "[0,1,\"upper\",[\"ñandú\",\"łódź\",\"套接字\","
                        "\"\",\"Mixed-42\"]]"),
        "[1,1,null,[\"ÑANDÚ\",\"ŁÓDŹ\",\"套接字\",\"\",\"MIXED-42\"]]");
    assert_string_equal(fake_ask(&fake, "[0,2,\"upper\",[]]"), "[1,2,null,[]]");
    fake_fini(&fake);
}

static void the_mapping_is_unicodes_simple_one(void **state)
{
    struct fake fake;

    (void)state;
    fake_init(&fake);
    assert_string_equal(upper(&fake, "stra\u00dfe"), "STRA\u00dfE\"]]");
    assert_string_equal(upper(&fake, "\u0250 grows"), "\u2c6f GROWS\"]]");
    assert_string_equal(upper(&fake, "\u0131 shrinks"), "I SHRINKS\"]]");
    assert_string_equal(upper(&fake, "\U00010428"), "\U00010400\"]]");
    assert_string_equal(upper(&fake, "\u01c6"), "\u01c4\"]]");
    fake_fini(&fake);
}

static void the_locale_does_not_matter(void **state)
{
    struct fake fake;

    (void)state;
    fake_init(&fake);
    setlocale(LC_ALL, "C");
    assert_string_equal(upper(&fake, "i\u00e4"), "I\u00c4\"]]");
    fake_fini(&fake);
}

/* Every character there is, in a string of only that one: what a character
 * may grow by is what room is made for. */
static void no_character_outgrows_its_room(void **state)
{
    uint8_t in[4], out[4];

    (void)state;
    for (int32_t code = 0; code < 0x110000; code++) {
        ssize_t len, upper_len;
        if (!utf8proc_codepoint_valid(code)) {
            continue;
        }
        len = utf8proc_encode_char(code, in);
        upper_len = utf8proc_encode_char(utf8proc_toupper(code), out);
        assert_true(upper_len <= len + len / 2);
    }
}

static void a_param_that_is_no_str_is_named(void **state)
{
    struct fake fake;

    (void)state;
    fake_init(&fake);
    assert_string_equal(
        fake_ask(&fake, "[0,1,\"upper\",[\"a\",\"b\",{\"$bin\":\"AA==\"}]]"),
        "[1,1,{\"code\":-32602,\"message\":\"params[2]: expected a str\","
        "\"data\":{\"path\":\"params[2]\"}},null]");
    fake_fini(&fake);
}

static void a_str_that_is_not_utf8_is_named(void **state)
{
    struct fake fake;

    (void)state;
    fake_init(&fake);
    assert_string_equal(
        fake_ask(&fake, "[0,1,\"upper\",[\"a\",{\"$str\":\"YcM=\"}]]"),
        "[1,1,{\"code\":-32602,\"message\":\"params[1]: expected UTF-8\","
        "\"data\":{\"path\":\"params[1]\"}},null]");
    fake_fini(&fake);
}

static void a_long_string_leaves_no_memory_behind(void **state)
{
    enum { LEN = 1 << 20 };
    char *json = malloc(LEN + 64);
    struct fake fake;
    int head;

    (void)state;
    fake_init(&fake);
    assert_non_null(json);
    head = snprintf(json, 64, "[0,1,\"upper\",[\"");
    memset(json + head, 'a', LEN);
    strcpy(json + head + LEN, "\"]]");
    assert_non_null(strstr(fake_ask(&fake, json), "AAA"));
    assert_int_equal(fake.host.scratch.cap, 0);
    free(json);
    fake_fini(&fake);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_upper_cased_one_in_one_out),
        cmocka_unit_test(the_mapping_is_unicodes_simple_one),
        cmocka_unit_test(the_locale_does_not_matter),
        cmocka_unit_test(no_character_outgrows_its_room),
        cmocka_unit_test(a_param_that_is_no_str_is_named),
        cmocka_unit_test(a_str_that_is_not_utf8_is_named),
        cmocka_unit_test(a_long_string_leaves_no_memory_behind),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
