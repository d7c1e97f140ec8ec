/* Much at once, of all sizes, both ways: everything arrives, whole and in
 * order, also where the system is unkind (preload.c).
 * Run as: test_storm URL */
#include "contract.h"

#include <dlfcn.h>
#include <stdlib.h>

enum { CLIENTS = 4, BODIES = 150, DEEP = 40 };

/* A client's part: what it is to send, and how far it is. */
struct part {
    struct mw_buffer all; /* bodies, one behind the other */
    size_t ends[BODIES + 1];
    size_t sent;
};

/* The same each time, and different for each client. */
static size_t next_len(size_t *dice)
{
    static const size_t most[] = {20, 200, 3000, 90000};

    *dice = *dice * 6364136223846793005u + 1442695040888963407u;
    return 5 + (*dice >> 33) % most[(*dice >> 20) % 4];
}

static void part_init(struct part *part, size_t dice)
{
    *part = (struct part){0};
    for (size_t i = 0; i < BODIES; i++) {
        size_t len = next_len(&dice);
        struct mw_buffer body =
            body_of(contract_is_datagram() ? 5 + len % 1000 : len);
        body.at[body.len - 1] = (uint8_t)(body.len > 5 ? i : body.at[4]);
        assert_int_equal(mw_buffer_append(&part->all, mw_buffer_bytes(&body)),
                         MW_OK);
        part->ends[i + 1] = part->all.len;
        mw_buffer_fini(&body);
    }
}

/* Sends while fewer than DEEP are under way. */
static void send_more(struct side *side, struct mw_bytes body)
{
    struct part *part = side->arg;
    size_t deep = contract_is_datagram() ? 4 : DEEP;

    (void)body;
    while (part->sent < BODIES && part->sent - side->count < deep) {
        size_t at = part->ends[part->sent];
        size_t len = part->ends[part->sent + 1] - at;
        client_send(side, mw_bytes(part->all.at + at, len));
        part->sent++;
    }
}

/* A server that takes a rest now and then. */
static void rest_a_while(struct side *side, struct mw_bytes body)
{
    (void)body;
    if (side->count % 7 == 0) {
        mw_conn_pause(side->conn);
        mw_conn_resume(side->conn);
    }
}

static void blow(const char *framing)
{
    struct side client[CLIENTS];
    struct part part[CLIENTS];
    struct ground ground;

    ground_init(&ground);
    ground.framing = framing;
    ground.limits.out_high = 100000;
    ground.limits.out_low = 20000;
    ground.accepts.dull = true;
    ground.accepts.hook = rest_a_while;
    ground_open(&ground);
    for (size_t i = 0; i < CLIENTS; i++) {
        part_init(&part[i], i + 1);
        client_open(&ground, &client[i]);
        client[i].hook = send_more;
        client[i].arg = &part[i];
        send_more(&client[i], mw_bytes(NULL, 0));
    }
    for (size_t i = 0; i < CLIENTS; i++) {
        run_until(&ground, &client[i].count, BODIES);
        assert_true(mw_bytes_equal(mw_buffer_bytes(&client[i].bodies),
                                   mw_buffer_bytes(&part[i].all)));
        client_finish(&ground, &client[i]);
        mw_buffer_fini(&part[i].all);
    }
    assert_int_equal(counters(&ground)->frames_bad, 0);
    assert_int_equal(counters(&ground)->datagrams_bad, 0);
    ground_close(&ground);
}

static void everything_arrives_whole_and_in_order(void **state)
{
    (void)state;
    blow("u32be");
    if (!contract_is_datagram()) {
        blow("none");
        blow("varint");
    }
}

static void the_system_was_as_unkind_as_it_was_to_be(void **state)
{
    const size_t *struck = dlsym(RTLD_DEFAULT, "faults_struck");

    (void)state;
    if (getenv("FAULTS_SEED") == NULL) {
        skip_because("no faults were asked for (FAULTS_SEED)");
    }
    assert_non_null(struck);
    assert_true(*struck > 10);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_arrives_whole_and_in_order),
        cmocka_unit_test(the_system_was_as_unkind_as_it_was_to_be),
    };

    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
