/* Hex dumps as bytes: lines of an offset, bytes in hex, and what they look
 * like as text, as xxd, hexdump -C, Wireshark and tshark print them. */
#ifndef CLIENT_INPUT_HEXDUMP_H
#define CLIENT_INPUT_HEXDUMP_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

/* A reading of lines that come in pieces; {0} is its beginning. */
struct hexdump {
    size_t lines;  /* read */
    bool begun;    /* the first offset is known: */
    uint64_t next; /* what the next one must be */
};

/* Tells whether a text is a dump, and not just hex text. Sure signs are a
 * colon behind the first offset, a text beside the bytes, or a first offset of
 * 0 and a second one that is right: no frame's length is 0.
 *
 * text   its beginning.
 * ended  that is all of it.
 * dump   set to the answer.
 *
 * Returns false if more of it must be seen. */
bool hexdump_judge(struct mw_bytes text, bool ended, bool *dump);

/* Reads on, whole lines only.
 *
 * text   moved past what was read.
 * ended  nothing comes behind it.
 *
 * Returns MW_OK; MW_EVALUE with the line; as mw_buffer_reserve. */
enum mw_status hexdump_read_on(struct hexdump *hexdump, struct mw_bytes *text,
                               bool ended, struct mw_buffer *out,
                               struct mw_error *err);

#endif
