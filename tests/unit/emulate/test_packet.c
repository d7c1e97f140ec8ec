#include "support.h"

#include "emulate/packet.h"

#include <stdlib.h>

enum { V4 = 0x45, V6 = 0x60, TCP = 6, UDP = 17, ICMP = 1, FRAGMENT = 44 };

/* A header's first bytes, alone in memory. */
static enum emulate_protocol look(const uint8_t *header, size_t len)
{
    struct mw_bytes packet = alone(mw_bytes(header, len));
    enum emulate_protocol protocol = packet_protocol(packet);

    free((void *)(uintptr_t)packet.at);
    return protocol;
}

static void tcp_and_udp_are_known_in_both_versions(void **state)
{
    const uint8_t v4_tcp[20] = {[0] = V4, [9] = TCP};
    const uint8_t v4_udp[20] = {[0] = V4, [9] = UDP};
    const uint8_t v6_tcp[40] = {[0] = V6, [6] = TCP};
    const uint8_t v6_udp[40] = {[0] = V6, [6] = UDP};

    (void)state;
    assert_int_equal(look(v4_tcp, sizeof(v4_tcp)), EMULATE_TCP);
    assert_int_equal(look(v4_udp, sizeof(v4_udp)), EMULATE_UDP);
    assert_int_equal(look(v6_tcp, sizeof(v6_tcp)), EMULATE_TCP);
    assert_int_equal(look(v6_udp, sizeof(v6_udp)), EMULATE_UDP);
}

static void a_fragment_is_of_its_whole(void **state)
{
    const uint8_t v4[20] = {[0] = V4, [6] = 0x20, [9] = UDP};
    const uint8_t v6[48] = {[0] = V6, [6] = FRAGMENT, [40] = UDP};

    (void)state;
    assert_int_equal(look(v4, sizeof(v4)), EMULATE_UDP);
    assert_int_equal(look(v6, sizeof(v6)), EMULATE_UDP);
    assert_int_equal(look(v6, 40), EMULATE_OTHER);
}

static void all_else_is_other(void **state)
{
    const uint8_t icmp[20] = {[0] = V4, [9] = ICMP};
    const uint8_t no_ip[40] = {[0] = 0x50, [6] = UDP, [9] = UDP};

    (void)state;
    assert_int_equal(look(icmp, sizeof(icmp)), EMULATE_OTHER);
    assert_int_equal(look(no_ip, sizeof(no_ip)), EMULATE_OTHER);
}

static void what_is_cut_short_is_never_read_beyond(void **state)
{
    const uint8_t v4[19] = {[0] = V4, [9] = UDP};
    const uint8_t v6[39] = {[0] = V6, [6] = UDP};

    (void)state;
    for (size_t len = 0; len <= sizeof(v4); len++) {
        assert_int_equal(look(v4, len), EMULATE_OTHER);
    }
    for (size_t len = 0; len <= sizeof(v6); len++) {
        assert_int_equal(look(v6, len), EMULATE_OTHER);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tcp_and_udp_are_known_in_both_versions),
        cmocka_unit_test(a_fragment_is_of_its_whole),
        cmocka_unit_test(all_else_is_other),
        cmocka_unit_test(what_is_cut_short_is_never_read_beyond),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
