/* UDP to many at once, on the loopback interface. Run once. */
#include "contract.h"

#include "conn/conn.h"

#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

static const char group_url[] = "udp://239.255.67.49:0?interface=lo";

/* Two members of one group: what the ground's loop has. */
struct members {
    struct ground ground;
    struct mw_listener *second;
    char url[MW_LINK_TEXT];
};

static void members_open(struct members *members)
{
    struct ground *ground = &members->ground;
    struct mw_error err = {0};

    ground_init(ground);
    ground_begin(ground);
    if (ground_listen(ground, group_url, &ground->listener, &err) != MW_OK) {
        fail_msg("%s: %s", group_url, err.text);
    }
    mw_link_invite(mw_listener_link(ground->listener), members->url);
    if (ground_listen(ground, members->url, &members->second, &err) != MW_OK) {
        fail_msg("%s: %s", members->url, err.text);
    }
    run_now(ground); /* nothing that would wake it comes after this */
    assert_int_equal(ground->accepted, 2);
}

static void dial(struct members *members, const char *more, struct side *client)
{
    struct mw_error err = {0};
    char url[sizeof(members->url) + 32];

    *client = (struct side){0};
    snprintf(url, sizeof(url), "%s%s", members->url, more);
    if (client_dial(&members->ground, client, url, 0, &err) != MW_OK) {
        fail_msg("%s: %s", url, err.text);
    }
    run_while(&members->ground, &client->opened, false);
}

static void note_peer(struct side *side, struct mw_bytes body)
{
    (void)body;
    mw_conn_peer(side->conn, side->arg);
}

static void all_members_get_it_and_each_may_answer(void **state)
{
    char peer[MW_ENDPOINT_TEXT] = "";
    struct members members;
    struct side client;
    unsigned port;

    (void)state;
    members_open(&members);
    port = mw_listener_endpoint(members.second)->port;
    dial(&members, "", &client);
    mw_conn_peer(client.conn, peer);
    assert_memory_equal(peer, members.url, strlen(peer));
    client.hook = note_peer;
    client.arg = peer;
    client_send(&client, mw_text("\x07"));
    run_until(&members.ground, &client.count, 2);
    assert_int_equal(members.ground.server[0].count, 1);
    assert_int_equal(members.ground.server[1].count, 1);
    assert_null(strstr(peer, "239."));
    assert_int_equal(atoi(strrchr(peer, ':') + 1), port);
    client_finish(&members.ground, &client);
    ground_close(&members.ground);
}

static void a_member_gets_only_what_is_sent_to_its_group(void **state)
{
    struct members members;
    struct mw_error err;
    struct side client;
    char url[64];

    (void)state;
    members_open(&members);
    client = (struct side){0};
    snprintf(url, sizeof(url), "udp://239.255.67.50:%u?interface=lo",
             mw_listener_endpoint(members.second)->port);
    assert_int_equal(client_dial(&members.ground, &client, url, 0, &err),
                     MW_OK);
    run_while(&members.ground, &client.opened, false);
    client_send(&client, mw_text("\x07"));
    run_for(&members.ground, 20);
    assert_int_equal(members.ground.server[0].count, 0);
    client_finish(&members.ground, &client);
    ground_close(&members.ground);
}

static int option_of(const struct mw_conn *conn, int level, int name)
{
    int value = -1;
    socklen_t len = sizeof(value);
    uv_os_fd_t fd;

    assert_int_equal(uv_fileno(&conn->handle.any, &fd), 0);
    assert_int_equal(getsockopt(fd, level, name, &value, &len), 0);
    return value;
}

static void hops_and_loop_are_as_asked_for(void **state)
{
    struct members members;
    struct side client;

    (void)state;
    members_open(&members);
    dial(&members, "", &client);
    assert_int_equal(option_of(client.conn, IPPROTO_IP, IP_MULTICAST_TTL), 1);
    assert_int_equal(option_of(client.conn, IPPROTO_IP, IP_MULTICAST_LOOP), 1);
    client_finish(&members.ground, &client);
    dial(&members, "&ttl=4&loop=off", &client);
    assert_int_equal(option_of(client.conn, IPPROTO_IP, IP_MULTICAST_TTL), 4);
    assert_int_equal(option_of(client.conn, IPPROTO_IP, IP_TTL), 4);
    assert_int_equal(option_of(client.conn, IPPROTO_IP, IP_MULTICAST_LOOP), 0);
    client_finish(&members.ground, &client);
    ground_close(&members.ground);
}

/* 127.255.255.255 is the loopback network's own broadcast address. */
static void broadcast_is_allowed_where_the_address_is_one(void **state)
{
    static const char *const hosts[] = {"127.255.255.255", "127.0.0.1",
                                        "127.255.255.255"};
    static const char *const places[] = {"udp://0.0.0.0:0", "udp://0.0.0.0:0",
                                         "udp://[::]:0"};
    struct ground ground;
    struct side client;
    char url[64];

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        ground_init(&ground);
        ground_begin(&ground);
        if (ground_listen(&ground, places[i], &ground.listener, NULL) !=
            MW_OK) {
            assert_int_equal(i, 2); /* there need not be IPv6 */
            ground_close(&ground);
            continue;
        }
        snprintf(url, sizeof(url), "udp://%s:%u", hosts[i],
                 mw_listener_endpoint(ground.listener)->port);
        client = (struct side){0};
        assert_int_equal(client_dial(&ground, &client, url, 0, NULL), MW_OK);
        run_while(&ground, &client.opened, false);
        assert_int_equal(option_of(client.conn, SOL_SOCKET, SO_BROADCAST),
                         i != 1);
        client_send(&client, mw_text("\x07"));
        run_until(&ground, &client.count, 1);
        client_finish(&ground, &client);
        ground_close(&ground);
    }
}

static void a_group_without_a_place_is_refused_with_advice(void **state)
{
    struct mw_link link = {.values = 0};
    struct mw_listener *listener = NULL;
    struct mw_error err = {0};
    struct ground ground;

    (void)state;
    assert_int_equal(
        mw_link_parse("udp://239.1.2.3:0", MW_LINK_LISTENS, &link, NULL),
        MW_OK);
    link.socket.interface = INT32_MAX;
    ground_init(&ground);
    ground_begin(&ground);
    assert_int_equal(
        mw_listener_open(ground.loop, &link,
                         &(struct mw_listener_config){.events = &side_events},
                         &listener, &err),
        MW_ESYSTEM);
    assert_non_null(strstr(err.text, "interface"));
    ground_close(&ground);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_members_get_it_and_each_may_answer),
        cmocka_unit_test(a_member_gets_only_what_is_sent_to_its_group),
        cmocka_unit_test(hops_and_loop_are_as_asked_for),
        cmocka_unit_test(broadcast_is_allowed_where_the_address_is_one),
        cmocka_unit_test(a_group_without_a_place_is_refused_with_advice),
    };

    contract_begin(argc, argv, "udp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
