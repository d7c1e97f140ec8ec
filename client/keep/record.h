/* Records: a conversation in a file, one piece of it in each frame of u32be:
 *
 *     {"time":{"$ts":"..."}, "direction":"in", "peer":"tcp://127.0.0.1:51022",
 *      "transport":"tcp", "data":{"$bin":"lAABpXVwcGVykaVoZWxsbw=="}}
 *
 * "in" came from the client, "out" went to it. `peer` is the client, for both
 * directions; one of a Unix socket, which has no address of its own, is called
 * by its number: "unix:/run/x.sock#3". `data` is the exact body of a frame or
 * datagram, whatever is in it; nil says that this side has sent all it will.
 * Keys that are not known are passed over.
 * Source: schema/README.md, "Recordings". */
#ifndef CLIENT_KEEP_RECORD_H
#define CLIENT_KEEP_RECORD_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

enum {
    RECORD_MAX = 1 << 30,     /* bytes of one */
    RECORD_NAME = 320,        /* most bytes of a peer's name */
    RECORD_TRANSPORT_MAX = 8, /* of a transport's */
};

struct record {
    uint64_t time_ns; /* since 1970 UTC */
    bool out;
    bool end;             /* `data` is nil */
    struct mw_bytes peer; /* views */
    struct mw_bytes transport;
    struct mw_bytes data;
};

/* Appends a record's frame, whole or not at all.
 *
 * Returns MW_OK; MW_ENOMEM; MW_ETOOBIG. */
enum mw_status record_append(const struct record *record,
                             struct mw_buffer *out);

/* Reads the next record off the front of `in`.
 *
 * in      moved past it on MW_OK.
 * record  its views are of `in`.
 *
 * Returns MW_OK; MW_EAGAIN if it is not whole; MW_EVALUE if it is no record,
 * with what was expected, MW_EFRAME or MW_ETOOBIG if it is no frame. */
enum mw_status record_next(struct mw_bytes *in, struct record *record,
                           struct mw_error *err);

#endif
