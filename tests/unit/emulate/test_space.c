/* What enters a namespace is kept by integration.link. */
#include "support.h"

#include "emulate/space.h"

#include <errno.h>
#include <string.h>

static void assert_names(const char *reason, const char *name)
{
    assert_non_null(strstr(reason, name));
}

static void the_switch_that_forbids_it_is_named(void **state)
{
    (void)state;
    assert_names(space_reason(EPERM, "0\n", "1000\n", "0\n"),
                 "kernel.unprivileged_userns_clone");
    assert_names(space_reason(ENOSPC, "1\n", "0\n", NULL),
                 "user.max_user_namespaces");
    assert_names(space_reason(EPERM, NULL, "96365\n", "1\n"),
                 "kernel.apparmor_restrict_unprivileged_userns");
}

static void without_such_a_switch_the_rest_is_told(void **state)
{
    (void)state;
    assert_names(space_reason(EPERM, NULL, NULL, NULL), "CAP_SYS_ADMIN");
    assert_names(space_reason(EPERM, "1\n", "96365\n", "0\n"), "container");
    assert_names(space_reason(EINVAL, NULL, NULL, NULL), "this kernel has no");
    assert_names(space_reason(ENOSPC, "1\n", "96365\n", NULL), "user.max_*");
    assert_names(space_reason(ENOMEM, "1\n", "96365\n", NULL), "memory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_switch_that_forbids_it_is_named),
        cmocka_unit_test(without_such_a_switch_the_rest_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
