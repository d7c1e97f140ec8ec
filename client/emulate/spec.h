/* What an emulated link is to be like, as people type it:
 *
 *     delay=10ms jitter=2ms loss=1% duplicate=0.1% reorder=1% rate=10Mbit
 *
 * Each packet of IP meets it on its way there and again on its way back: with
 * delay=10ms a round trip takes 20 ms, and with loss=1% one in fifty requests
 * stays without an answer. */
#ifndef CLIENT_EMULATE_SPEC_H
#define CLIENT_EMULATE_SPEC_H

#include <msgwire/error.h>

enum { EMULATE_TEXT = 256 };

/* {.mtu = EMULATE_MTU} is a link without faults. */
struct emulate_spec {
    uint64_t delay_ns;
    uint64_t jitter_ns; /* a packet comes so much earlier or later, at most */
    uint64_t loss_ppm;
    uint64_t duplicate_ppm;
    uint64_t reorder_ppm;
    uint64_t rate;  /* bits a second; 0: as fast as this machine */
    uint64_t limit; /* packets that wait for it; 0: as many as 100 ms carry */
    uint64_t mtu;   /* bytes of the longest packet */
};

enum {
    EMULATE_MTU = 1500,
    EMULATE_MTU_MIN = 1280,
    EMULATE_MTU_MAX = 65535,
    EMULATE_LIMIT_MAX = 1000000
};

/* Reads properties with blanks or commas between them, each at most once.
 *
 *     delay=TIME jitter=TIME loss=SHARE duplicate=SHARE reorder=SHARE
 *     rate=BITS limit=PACKETS mtu=BYTES
 *
 * spec  set on MW_OK.
 *
 * Returns MW_OK; MW_EINVAL with a sentence that shows the place and says what
 * was expected. */
enum mw_status emulate_parse(const char *text, struct emulate_spec *spec,
                             struct mw_error *err);

/* Writes it back: what emulate_parse reads as the same. Returns `out`,
 * terminated. */
const char *emulate_text(const struct emulate_spec *spec,
                         char out[EMULATE_TEXT]);

#endif
