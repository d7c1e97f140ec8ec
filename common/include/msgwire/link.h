/* Links: an address, and all that there is to know about how one speaks there.
 * As people type it:
 *
 *     tcp://host:port?framing=none&rcvbuf=64Ki
 *     unix:/path?preamble=128&values=2
 *     udp://239.1.2.3:port?ttl=4&interface=lo
 *
 * Source: schema/README.md, "Addresses" and "Parameters". */
#ifndef MSGWIRE_LINK_H
#define MSGWIRE_LINK_H

#include <msgwire/endpoint.h>
#include <msgwire/error.h>
#include <msgwire/frame.h>
#include <msgwire/socket.h>

enum {
    MW_GREETING_MAX = 256,   /* bytes */
    MW_PREAMBLE_MAX = 65536, /* bytes */
    MW_VALUES_MAX = 65536,   /* in a frame */
    MW_LINK_TEXT = MW_ENDPOINT_TEXT + 128,
};

/* Zeros are the contract's way: frames of u32be, one value in each. */
struct mw_link {
    struct mw_endpoint endpoint;
    const struct mw_framing *framing; /* streams; NULL: u32be */
    uint32_t values;     /* streams: most values in a frame; 0: one */
    uint32_t preamble;   /* streams: bytes before the peer's first frame */
    size_t greeting_len; /* streams: bytes before our first frame */
    uint8_t greeting[MW_GREETING_MAX];
    struct mw_socket_options socket;
};

enum mw_link_side {
    MW_LINK_DIALS = 1,
    MW_LINK_LISTENS = 2,
    MW_LINK_EITHER = MW_LINK_DIALS | MW_LINK_LISTENS, /* not known yet */
};

/* Reads an address with its parameters as people type it.
 *
 * side  some parameters are only for one who dials, or who listens.
 * link  in: what holds where the text says nothing; out: the whole. Left as it
 *       was on an error.
 *
 * Returns MW_OK; MW_EINVAL with a sentence that shows the place and says what
 * was expected. */
MW_API enum mw_status mw_link_parse(const char *text, enum mw_link_side side,
                                    struct mw_link *link, struct mw_error *err);

/* Sets one parameter, as its text: "framing" to "none". Whether it is for the
 * link's scheme is not looked at. Returns as mw_link_parse. */
MW_API enum mw_status mw_link_set(struct mw_link *link, const char *name,
                                  const char *value, struct mw_error *err);

/* Writes the URL by which others speak with a listener of this link: its
 * address with the parameters that both sides must agree on. Returns `out`,
 * terminated. */
MW_API const char *mw_link_invite(const struct mw_link *link,
                                  char out[MW_LINK_TEXT]);

/* True for what only this machine can reach: as mw_endpoint_is_local, and a
 * group on the loopback interface. */
MW_API bool mw_link_is_local(const struct mw_link *link);

#endif
