#include "../fake_outlet.h"

#include <msgwire/version.h>

static void it_names_the_server_its_version_and_the_protocol(void **state)
{
    struct fake fake;
    char head[128];

    (void)state;
    fake_init(&fake);
    snprintf(head, sizeof(head),
             "[1,1,null,{\"server\":\"msgwired\",\"version\":\"%s\","
             "\"protocol\":%d,",
             mw_version(), MW_PROTOCOL);
    assert_memory_equal(fake_ask(&fake, "[0,1,\"describe\",[]]"), head,
                        strlen(head));
    fake_fini(&fake);
}

static void it_tells_the_limits_that_hold(void **state)
{
    struct fake fake;
    const char *answer;

    (void)state;
    fake_init(&fake);
    fake.limits.max_frame = 12345;
    answer = fake_ask(&fake, "[0,1,\"describe\",[]]");
    assert_non_null(strstr(answer, "\"limits\":{"));
    assert_non_null(strstr(answer, "\"max_frame\":12345,"));
#define LIMIT(name, value, unit, option, summary)                              \
    assert_non_null(strstr(answer, "\"" #name "\":"));
#include "limits.inc"
#undef LIMIT
    fake_fini(&fake);
}

static void it_tells_every_method_in_order(void **state)
{
    struct fake fake;
    const char *at;

    (void)state;
    fake_init(&fake);
    at = fake_ask(&fake, "[0,1,\"describe\",[]]");
#define METHOD(name, params, result, since, summary)                           \
    at = strstr(at, "{\"name\":\"" #name "\",\"params\":\"" params             \
                    "\",\"result\":\"" result "\",\"since\":\"" since          \
                    "\",\"summary\":\"" summary "\"}");                        \
    assert_non_null(at);
#include "methods.inc"
#undef METHOD
    fake_fini(&fake);
}

static void one_method_is_told_alone(void **state)
{
    struct fake fake;
    const char *answer;

    (void)state;
    fake_init(&fake);
    answer = fake_ask(&fake, "[0,1,\"describe\",[\"echo\"]]");
    assert_non_null(strstr(answer, "[1,1,null,{\"name\":\"echo\","));
    assert_null(strstr(answer, "upper"));
    fake_fini(&fake);
}

static void params_of_another_form_are_refused_with_their_place(void **state)
{
    static const char *const rows[][2] = {
        {"[0,1,\"describe\",[\"nope\"]]", "no method \\\"nope\\\"\""},
        {"[0,1,\"describe\",[7]]", "\"path\":\"params[0]\""},
        {"[0,1,\"describe\",[\"echo\",1]]", "\"path\":\"params\""},
    };
    struct fake fake;

    (void)state;
    fake_init(&fake);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *answer = fake_ask(&fake, rows[i][0]);
        assert_non_null(strstr(answer, "\"code\":-32602,"));
        assert_non_null(strstr(answer, rows[i][1]));
    }
    fake_fini(&fake);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_names_the_server_its_version_and_the_protocol),
        cmocka_unit_test(it_tells_the_limits_that_hold),
        cmocka_unit_test(it_tells_every_method_in_order),
        cmocka_unit_test(one_method_is_told_alone),
        cmocka_unit_test(params_of_another_form_are_refused_with_their_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
