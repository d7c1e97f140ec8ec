/* What every transport promises. Run as: test_conversation URL */
#include "contract.h"

static const uint8_t hello[] = {0xa5, 'h', 'e', 'l', 'l', 'o'};

static void a_body_comes_back_as_it_went(void **state)
{
    struct ground ground;
    struct side client;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    client_open(&ground, &client);
    client_send(&client, mw_bytes(hello, sizeof(hello)));
    run_until(&ground, &client.count, 1);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&client.bodies),
                               mw_bytes(hello, sizeof(hello))));
    client_finish(&ground, &client);
    ground_close(&ground);
}

static void many_bodies_of_one_turn_come_back_in_order(void **state)
{
    size_t many = contract_is_datagram() ? 60 : 20000;
    struct mw_buffer sent = {0};
    struct ground ground;
    struct side client;

    (void)state;
    ground_init(&ground);
    ground_open(&ground);
    client_open(&ground, &client);
    for (size_t i = 0; i < many; i++) {
        size_t at = sent.len;
        assert_int_equal(mw_pack_uint(&sent, i), MW_OK);
        client_send(&client, mw_bytes(sent.at + at, sent.len - at));
    }
    run_until(&ground, &client.count, many);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&client.bodies),
                               mw_buffer_bytes(&sent)));
    mw_buffer_fini(&sent);
    side_fini(&client);
    ground_close(&ground);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_body_comes_back_as_it_went),
        cmocka_unit_test(many_bodies_of_one_turn_come_back_in_order),
    };

    contract_begin(argc, argv, "tcp://127.0.0.1:0");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
