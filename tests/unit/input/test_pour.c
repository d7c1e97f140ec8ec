#include "support.h"

#include "input/pour.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Pours a file of the given content into `out`, as JSON. */
static enum mw_status pour_text(const char *content, struct mw_buffer *out,
                                enum mw_status (*put)(void *, struct mw_bytes,
                                                      struct mw_error *),
                                struct mw_error *err)
{
    char path[] = "/tmp/msgwire-pour-XXXXXX";
    FILE *shown = tmpfile();
    struct render render = {.form = RENDER_JSON};
    const struct pour_plan plan = {
        .name = path,
        .render = &render,
        .put = put,
        .arg = out,
    };
    int fd = mkstemp(path);
    enum mw_status rc;

    assert_true(shown != NULL && fd >= 0);
    render.out.fd = fileno(shown);
    assert_int_equal(write(fd, content, strlen(content)), strlen(content));
    close(fd);
    rc = render_end(&render, pour(&plan, err), err);
    assert_int_equal(mw_buffer_reserve(out, 100), MW_OK);
    rewind(shown);
    out->len += fread(out->at + out->len, 1, 100, shown);
    fclose(shown);
    unlink(path);
    return rc;
}

static void each_value_is_rendered(void **state)
{
    struct mw_buffer out = {0};

    (void)state;
    assert_int_equal(pour_text("1 [2]\n", &out, NULL, NULL), MW_OK);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&out), mw_text("1\n[2]\n")));
    mw_buffer_fini(&out);
}

static enum mw_status keep(void *arg, struct mw_bytes value,
                           struct mw_error *err)
{
    (void)err;
    return mw_buffer_append(arg, value);
}

static void a_command_may_put_them_itself(void **state)
{
    struct mw_buffer out = {0};

    (void)state;
    assert_int_equal(pour_text("1 [2]\n", &out, keep, NULL), MW_OK);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&out), mw_text("\x01\x91\x02")));
    mw_buffer_fini(&out);
}

static void what_came_before_a_fault_is_put(void **state)
{
    struct mw_buffer out = {0};
    struct mw_error err;

    (void)state;
    assert_int_equal(pour_text("1\n}", &out, NULL, &err), MW_EVALUE);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&out), mw_text("1\n")));
    assert_string_equal(err.text, "value 2: line 2, column 1: expected a "
                                  "value, got \"}\"");
    mw_buffer_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_value_is_rendered),
        cmocka_unit_test(a_command_may_put_them_itself),
        cmocka_unit_test(what_came_before_a_fault_is_put),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
