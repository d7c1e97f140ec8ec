/* What a link agrees on beyond the address: bytes before the first frame, and
 * several values in one. Run as: test_link URL */
#include "contract.h"

#include <sys/socket.h>
#include <unistd.h>

/* --- before the first frame --- */

static void set_greeting(struct mw_link *link, const char *text)
{
    assert_int_equal(mw_link_set(link, "greeting", text, NULL), MW_OK);
}

static void each_side_skips_what_the_other_greets_with(void **state)
{
    struct ground ground;
    struct side client;

    (void)state;
    for (size_t i = 0; mw_framing_at(i) != NULL; i++) {
        ground_init(&ground);
        ground.framing = mw_framing_name(mw_framing_at(i));
        set_greeting(&ground.link, "Tarantool 2.11");
        set_greeting(&ground.dials, "0xc1c1c1");
        ground.link.preamble = 3;
        ground.dials.preamble = 14;
        ground_open(&ground);
        client_open(&ground, &client);
        client_send(&client, mw_text("\xa2hi"));
        run_until(&ground, &client.count, 1);
        assert_memory_equal(client.bodies.at, "\xa2hi", 3);
        assert_int_equal(counters(&ground)->frames_broken, 0);
        client_finish(&ground, &client);
        ground_close(&ground);
    }
}

static void a_greeting_is_the_first_that_a_peer_gets(void **state)
{
    struct mw_buffer in = {0};
    struct ground ground;
    int fd;

    (void)state;
    ground_init(&ground);
    set_greeting(&ground.link, "0x00ff10");
    ground_open(&ground);
    fd = raw_connect(&ground);
    raw_send_body(&ground, fd, mw_text("\x07"));
    assert_int_equal(raw_read(&ground, fd, 8, &in), RAW_OPEN);
    assert_memory_equal(in.at, "\x00\xff\x10\0\0\0\1\x07", 8);
    assert_int_equal(counters(&ground)->frames_out, 1);
    close(fd);
    mw_buffer_fini(&in);
    ground_close(&ground);
}

static void who_is_refused_is_greeted_too(void **state)
{
    struct mw_buffer in = {0};
    struct mw_bytes frames;
    struct ground ground;
    struct side client;
    int fd;

    (void)state;
    ground_init(&ground);
    set_greeting(&ground.link, "hello");
    ground.dials.preamble = 5;
    ground.limits.max_connections = 1;
    ground_open(&ground);
    client_open(&ground, &client);
    run_until(&ground, &ground.accepted, 1);
    fd = raw_connect(&ground);
    assert_int_equal(raw_read(&ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_memory_equal(in.at, "hello", 5);
    frames = mw_bytes(in.at + 5, in.len - 5);
    assert_ends_with_error(&ground, frames, MW_CODE_OVERLOADED);
    close(fd);
    mw_buffer_fini(&in);
    client_finish(&ground, &client);
    ground_close(&ground);
}

static void a_preamble_may_come_in_whatever_cuts(void **state)
{
    static const uint8_t all[] = "pre\0\0\0\1\x07";
    struct mw_buffer in = {0};
    struct ground ground;
    int fd;

    (void)state;
    ground_init(&ground);
    ground.link.preamble = 3;
    ground_open(&ground);
    for (size_t cut = 0; cut < sizeof(all) - 1; cut++) {
        in.len = 0;
        fd = raw_connect(&ground);
        raw_send(&ground, fd, mw_bytes(all, cut));
        raw_send(&ground, fd, mw_bytes(all + cut, sizeof(all) - 1 - cut));
        assert_int_equal(raw_read(&ground, fd, 5, &in), RAW_OPEN);
        assert_memory_equal(in.at, all + 3, 5);
        close(fd);
    }
    mw_buffer_fini(&in);
    ground_close(&ground);
}

static void
a_stream_that_ends_in_its_preamble_has_lost_its_boundary(void **state)
{
    struct mw_buffer in = {0};
    struct ground ground;
    int fd;

    (void)state;
    ground_init(&ground);
    ground.link.preamble = 128;
    ground_open(&ground);
    fd = raw_connect(&ground);
    raw_send(&ground, fd, mw_text("part"));
    shutdown(fd, SHUT_WR);
    assert_int_equal(raw_read(&ground, fd, SIZE_MAX, &in), RAW_FIN);
    assert_ends_with_error(&ground, mw_buffer_bytes(&in), MW_CODE_PARSE_ERROR);
    close(fd);
    run_until(&ground, &ground.server[0].closes, 1);
    assert_int_equal(ground.server[0].why.status, MW_ECLOSED);
    assert_non_null(strstr(ground.server[0].why.text, "124 bytes short"));
    mw_buffer_fini(&in);
    ground_close(&ground);
}

static void without_memory_for_its_greeting_a_connection_fails(void **state)
{
    struct ground ground;
    struct side client = {0};
    int fd;

    (void)state;
    for (size_t allowed = 0; allowed < 8; allowed++) {
        ground_init(&ground);
        set_greeting(&ground.link, "hello");
        ground.accepts.dull = true;
        ground_open(&ground);
        fd = raw_connect_unseen(&ground);
        alloc_fail_after(allowed);
        run_now(&ground);
        alloc_fail_after(SIZE_MAX);
        close(fd);
        client = (struct side){.dull = true};
        set_greeting(&ground.dials, "hello");
        ground.dials.preamble = 5;
        alloc_fail_after(allowed);
        if (client_begin(&ground, &client, NULL, NULL) != MW_OK) {
            client.conn = NULL;
        }
        run_now(&ground);
        alloc_fail_after(SIZE_MAX);
        run_for(&ground, 1);
        ground_close(&ground);
        side_fini(&client);
    }
}

/* --- several values --- */

/* The values of the last body, one by one. */
static size_t values_in(const struct side *side)
{
    struct mw_bytes body = mw_buffer_bytes(&side->bodies), value;
    size_t count = 0;

    while (mw_conn_next_value(side->conn, &body, &value)) {
        assert_true(value.len > 0);
        count++;
    }
    assert_int_equal(body.len, 0);
    return count;
}

static void a_frame_may_hold_as_many_values_as_agreed(void **state)
{
    static const char *const bodies[] = {"\x01", "\x01\xa1x",
                                         "\x90\x91\x01\x02"};
    struct ground ground;
    struct side client;

    (void)state;
    for (size_t i = 0; mw_framing_at(i) != NULL; i++) {
        if (!mw_framing_has_prefix(mw_framing_at(i))) {
            continue;
        }
        ground_init(&ground);
        ground.framing = mw_framing_name(mw_framing_at(i));
        ground.link.values = ground.dials.values = 3;
        ground_open(&ground);
        client_open(&ground, &client);
        assert_int_equal(mw_conn_values(client.conn), 3);
        for (size_t j = 0; j < sizeof(bodies) / sizeof(bodies[0]); j++) {
            client.bodies.len = 0;
            client_send(&client, mw_text(bodies[j]));
            run_until(&ground, &client.count, j + 1);
            assert_true(mw_bytes_equal(mw_buffer_bytes(&client.bodies),
                                       mw_text(bodies[j])));
            assert_int_equal(values_in(&client), j + 1);
        }
        client_finish(&ground, &client);
        ground_close(&ground);
    }
}

static void what_is_no_body_of_values_is_told_and_it_goes_on(void **state)
{
    static const struct {
        const char *body, *said;
    } all[] = {
        {"\x01\x02\x03", "expected the end after 2 values"},
        {"\x01\xc1", "value 2: byte 0: expected a value, got 0xc1"},
        {"\x01\x92\x01", "value 2: byte 0: cut"},
        {"\xc1\x01", "value 1: byte 0"},
    };
    struct ground ground;
    struct side client;

    (void)state;
    ground_init(&ground);
    ground.link.values = ground.dials.values = 2;
    ground_open(&ground);
    client_open(&ground, &client);
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        client_send(&client, mw_text(all[i].body));
        run_until(&ground, &ground.server[0].bad, i + 1);
        assert_int_equal(ground.server[0].why.status, MW_EVALUE);
        if (strstr(ground.server[0].why.text, all[i].said) == NULL) {
            fail_msg("expected \"%s\" in \"%s\"", all[i].said,
                     ground.server[0].why.text);
        }
    }
    client_send(&client, mw_text("\x01\x02"));
    run_until(&ground, &ground.server[0].count, 1);
    client_finish(&ground, &client);
    ground_close(&ground);
}

static void one_value_is_all_that_others_may_send(void **state)
{
    struct ground ground;
    struct side client;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    client_open(&ground, &client);
    assert_int_equal(mw_conn_values(client.conn), 1);
    client_send(&client, mw_text("\x01\x02"));
    run_until(&ground, &ground.server[0].bad, 1);
    client_finish(&ground, &client);
    ground_close(&ground);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_side_skips_what_the_other_greets_with),
        cmocka_unit_test(a_greeting_is_the_first_that_a_peer_gets),
        cmocka_unit_test(who_is_refused_is_greeted_too),
        cmocka_unit_test(a_preamble_may_come_in_whatever_cuts),
        cmocka_unit_test(
            a_stream_that_ends_in_its_preamble_has_lost_its_boundary),
        cmocka_unit_test(without_memory_for_its_greeting_a_connection_fails),
        cmocka_unit_test(a_frame_may_hold_as_many_values_as_agreed),
        cmocka_unit_test(what_is_no_body_of_values_is_told_and_it_goes_on),
        cmocka_unit_test(one_value_is_all_that_others_may_send),
    };

    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
