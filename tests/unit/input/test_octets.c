#include "support.h"

#include "input/octets.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define PATTERN "/tmp/msgwire-octets-XXXXXX"

static char name[sizeof(PATTERN)];

/* A file with this in it; each test has its own. */
static const char *file_of(const char *text)
{
    int fd;

    memcpy(name, PATTERN, sizeof(PATTERN));
    fd = mkstemp(name);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
    return name;
}

/* Reads all of it. Returns how that went; `bytes` are what came. */
static enum mw_status read_all(struct octets *octets, struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    while (rc == MW_OK && !octets->ended) {
        rc = octets_fill(octets, err);
    }
    return rc;
}

static void assert_octets(const char *text, bool hex, const char *bytes)
{
    struct octets octets;

    assert_int_equal(octets_open(&octets, file_of(text), hex, NULL), MW_OK);
    assert_int_equal(octets_total(&octets), hex ? 0 : strlen(text));
    assert_int_equal(read_all(&octets, NULL), MW_OK);
    assert_true(mw_bytes_equal(octets.rest, mw_text(bytes)));
    octets_close(&octets);
    unlink(name);
}

static void bytes_are_taken_as_they_are(void **state)
{
    (void)state;
    assert_octets("c0 c1", false, "c0 c1");
    assert_octets("", false, "");
}

static void hex_text_and_dumps_are_told_apart(void **state)
{
    (void)state;
    assert_octets("93 01\nc0 c3\n", true, "\x93\x01\xc0\xc3");
    assert_octets("0000: 9301  ..\n0002: c0c3  ..\n", true, "\x93\x01\xc0\xc3");
    assert_octets("", true, "");
}

static void what_is_not_used_stays_in_front(void **state)
{
    struct octets octets;

    (void)state;
    assert_int_equal(octets_open(&octets, file_of("abcd"), false, NULL), MW_OK);
    assert_int_equal(octets_fill(&octets, NULL), MW_OK);
    mw_bytes_skip(&octets.rest, 2);
    assert_int_equal(octets_fill(&octets, NULL), MW_OK);
    assert_true(octets.ended);
    assert_true(mw_bytes_equal(octets.rest, mw_text("cd")));
    octets_close(&octets);
    unlink(name);
}

static void assert_refused(const char *text, const char *sentence)
{
    struct octets octets;
    struct mw_error err;

    assert_int_equal(octets_open(&octets, file_of(text), true, NULL), MW_OK);
    assert_int_equal(read_all(&octets, &err), MW_EVALUE);
    assert_string_equal(err.text, sentence);
    octets_close(&octets);
    unlink(name);
}

static void what_is_no_hex_is_told_with_its_place(void **state)
{
    (void)state;
    assert_refused("93 01\nc0 g1",
                   "line 2, column 4: expected a hex digit, not g");
    assert_refused("93 0", "the input ends inside a byte, after one digit");
    assert_refused("0000: 93  .\n0002: 93  .\n",
                   "line 2: expected offset 1, got 2");
}

static void what_stands_before_a_fault_comes_first(void **state)
{
    struct octets octets;
    struct mw_error err;

    (void)state;
    assert_int_equal(octets_open(&octets, file_of("93 01 zz\n"), true, NULL),
                     MW_OK);
    assert_int_equal(octets_fill(&octets, &err), MW_OK);
    assert_true(mw_bytes_equal(octets.rest, mw_text("\x93\x01")));
    assert_int_equal(octets_fill(&octets, &err), MW_EVALUE);
    assert_non_null(strstr(err.text, "line 1, column 7"));
    octets_close(&octets);
    unlink(name);
}

static void a_file_that_is_not_there_is_told(void **state)
{
    struct octets octets;
    struct mw_error err;

    (void)state;
    file_of("");
    unlink(name);
    assert_int_equal(octets_open(&octets, name, false, &err), MW_EINVAL);
    assert_non_null(strstr(err.text, "can't open "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_taken_as_they_are),
        cmocka_unit_test(hex_text_and_dumps_are_told_apart),
        cmocka_unit_test(what_is_not_used_stays_in_front),
        cmocka_unit_test(what_is_no_hex_is_told_with_its_place),
        cmocka_unit_test(what_stands_before_a_fault_comes_first),
        cmocka_unit_test(a_file_that_is_not_there_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
