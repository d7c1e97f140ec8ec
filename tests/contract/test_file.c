/* What Unix sockets promise of their files. Run once. */
#include "contract.h"

#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* A path of our own, and what may lie there. */
static char path[80], url[96];

static int choose_path(void **state)
{
    (void)state;
    snprintf(path, sizeof(path), "file-%d.sock", (int)getpid());
    snprintf(url, sizeof(url), "unix:%s", path);
    unlink(path);
    return 0;
}

static bool exists(void)
{
    struct stat is;

    return lstat(path, &is) == 0;
}

static enum mw_status listen_there(struct ground *ground, struct mw_error *err)
{
    return ground_listen(ground, url, &ground->listener, err);
}

static void is_served(struct ground *ground)
{
    struct side side;

    client_open(ground, &side);
    client_send(&side, mw_text("\x07"));
    run_until(ground, &side.count, 1);
    client_finish(ground, &side);
}

static int bind_socket(int type)
{
    struct sockaddr_un un = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, type, 0);

    memcpy(un.sun_path, path, strlen(path));
    assert_int_equal(bind(fd, (struct sockaddr *)&un, sizeof(un)), 0);
    return fd;
}

/* What a server leaves behind that was killed. */
static void leave_socket(void)
{
    close(bind_socket(SOCK_STREAM));
}

static void a_file_is_for_its_owner_and_goes_with_the_listener(void **state)
{
    struct ground ground;
    struct stat is;

    (void)state;
    ground_init(&ground);
    ground_begin(&ground);
    umask(0);
    assert_int_equal(listen_there(&ground, NULL), MW_OK);
    umask(022);
    assert_int_equal(lstat(path, &is), 0);
    assert_true(S_ISSOCK(is.st_mode));
    assert_int_equal(is.st_mode & 0777, 0600);
    is_served(&ground);
    mw_listener_close(ground.listener);
    assert_false(exists());
    ground_close(&ground);
}

static void others_may_be_let_in(void **state)
{
    struct ground ground;
    struct stat is;

    (void)state;
    ground_init(&ground);
    ground.link.socket.unix_mode = 0666;
    ground_begin(&ground);
    umask(077);
    assert_int_equal(listen_there(&ground, NULL), MW_OK);
    umask(022);
    assert_int_equal(lstat(path, &is), 0);
    assert_int_equal(is.st_mode & 0777, 0666);
    ground_close(&ground);
    assert_false(exists());
}

static void a_file_left_behind_is_replaced(void **state)
{
    struct ground ground;

    (void)state;
    leave_socket();
    ground_init(&ground);
    ground_begin(&ground);
    assert_int_equal(listen_there(&ground, NULL), MW_OK);
    is_served(&ground);
    ground_close(&ground);
    assert_false(exists());
}

static void a_file_that_answers_is_not_replaced(void **state)
{
    struct mw_listener *second = NULL;
    struct ground ground;
    struct mw_error err = {0};

    (void)state;
    ground_init(&ground);
    ground_begin(&ground);
    assert_int_equal(listen_there(&ground, NULL), MW_OK);
    assert_int_equal(ground_listen(&ground, url, &second, &err), MW_ECONNECT);
    assert_non_null(strstr(err.text, "another server"));
    is_served(&ground);
    ground_close(&ground);
}

static void is_refused(const char *sentence)
{
    struct ground ground;
    struct mw_error err = {0};

    ground_init(&ground);
    ground_begin(&ground);
    assert_int_equal(listen_there(&ground, &err), MW_ECONNECT);
    if (strstr(err.text, sentence) == NULL) {
        fail_msg("expected \"%s\" in \"%s\"", sentence, err.text);
    }
    assert_true(exists());
    ground_close(&ground);
    assert_true(exists());
    unlink(path);
}

static void what_is_no_socket_of_ours_is_not_touched(void **state)
{
    int other;

    (void)state;
    fclose(fopen(path, "w"));
    is_refused("no socket");
    assert_int_equal(symlink("/nowhere", path), 0);
    is_refused("no socket");
    assert_int_equal(mkdir(path, 0700), 0);
    is_refused("no socket");
    rmdir(path);
    other = bind_socket(SOCK_DGRAM);
    is_refused("another server");
    close(other);
}

static void a_file_that_took_its_place_is_not_removed(void **state)
{
    struct ground ground;

    (void)state;
    ground_init(&ground);
    ground_begin(&ground);
    assert_int_equal(listen_there(&ground, NULL), MW_OK);
    unlink(path);
    fclose(fopen("other.tmp", "w")); /* takes the inode that is free now */
    leave_socket();
    ground_close(&ground);
    assert_true(exists());
    unlink(path);
    unlink("other.tmp");
}

static void a_folder_that_is_not_there_is_told(void **state)
{
    struct mw_listener *listener = NULL;
    struct ground ground;
    struct mw_error err = {0};

    (void)state;
    ground_init(&ground);
    ground_begin(&ground);
    assert_int_equal(
        ground_listen(&ground, "unix:/nowhere/at/all", &listener, &err),
        MW_ECONNECT);
    assert_non_null(strstr(err.text, "No such file or directory"));
    ground_close(&ground);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_for_its_owner_and_goes_with_the_listener),
        cmocka_unit_test(others_may_be_let_in),
        cmocka_unit_test(a_file_left_behind_is_replaced),
        cmocka_unit_test(a_file_that_answers_is_not_replaced),
        cmocka_unit_test(what_is_no_socket_of_ours_is_not_touched),
        cmocka_unit_test(a_file_that_took_its_place_is_not_removed),
        cmocka_unit_test(a_folder_that_is_not_there_is_told),
    };

    contract_begin(argc, argv, "unix:file.sock");
    return cmocka_run_group_tests(tests, choose_path, NULL);
}
