#include "net/outbound.h"

#include "base/alloc.h"
#include "base/uninitialized.h"
#include "net/control.h"

#include <errno.h>

enum { QUEUE = 64 };

struct queued {
    size_t at, len;
    struct mw__sender to; /* address.len 0: the connected peer */
};

struct mw__outbound {
    struct mw_buffer bytes;
    size_t begun; /* where the datagram being appended begins */
    unsigned first, count;
    struct queued queue[QUEUE];
};

struct mw__outbound *mw__outbound_new(void)
{
    struct mw__outbound *out = mw__realloc(NULL, sizeof(struct mw__outbound));

    if (out != NULL) {
        memset(out, 0, offsetof(struct mw__outbound, queue));
        out->bytes.limit = MW__SEND_MAX + 2 * MW__SLOT;
    }
    return out;
}

void mw__outbound_free(struct mw__outbound *out)
{
    if (out != NULL) {
        mw_buffer_fini(&out->bytes);
        mw__free(out);
    }
}

struct mw_buffer *mw__outbound_bytes(struct mw__outbound *out)
{
    return &out->bytes;
}

void mw__outbound_add(struct mw__outbound *out, const struct mw__sender *to)
{
    struct queued *one = &out->queue[out->first + out->count++];

    one->at = out->begun;
    one->len = out->bytes.len - out->begun;
    one->to.address.len = 0;
    if (to != NULL) {
        one->to.ours = to->ours;
        one->to.address.len = to->address.len;
        memcpy(&one->to.address.as, &to->address.as, to->address.len);
    }
    out->begun = out->bytes.len;
}

size_t mw__outbound_queued(const struct mw__outbound *out)
{
    if (out->count == 0) {
        return 0;
    }
    return out->begun - out->queue[out->first].at;
}

bool mw__outbound_full(const struct mw__outbound *out)
{
    return out->first + out->count == QUEUE || out->begun >= MW__SEND_MAX;
}

unsigned mw__outbound_clear(struct mw__outbound *out)
{
    unsigned count = out->count;

    out->first = out->count = 0;
    out->begun = out->bytes.len = 0;
    return count;
}

/* What one system call sends. */
struct batch {
    struct mmsghdr msg[QUEUE];
    struct iovec iov[QUEUE];
    _Alignas(struct cmsghdr) char control[QUEUE][MW__CONTROL_OURS];
};

static void prepare_sends(struct mw__outbound *out, struct batch *batch)
{
    for (unsigned i = 0; i < out->count; i++) {
        struct queued *one = &out->queue[out->first + i];
        struct mw__address *to = &one->to.address;
        struct msghdr *msg = &batch->msg[i].msg_hdr;

        batch->iov[i] = (struct iovec){out->bytes.at + one->at, one->len};
        *msg = (struct msghdr){.msg_iov = &batch->iov[i], .msg_iovlen = 1};
        if (to->len > 0) {
            msg->msg_name = &to->as;
            msg->msg_namelen = to->len;
            mw__control_write(msg, &one->to.ours, to->as.any.sa_family,
                              batch->control[i]);
        }
    }
}

/* Returns how many were sent; -1 with errno. */
static int send_batch(struct mw__outbound *out, int fd)
{
    struct batch batch MW__UNINITIALIZED;

    prepare_sends(out, &batch);
    return sendmmsg(fd, batch.msg, out->count, MSG_DONTWAIT);
}

/* The first in the queue, whose answer need not leave from an address. */
static int send_one(struct mw__outbound *out, int fd)
{
    const struct queued *one = &out->queue[out->first];
    const struct mw__address *to = &one->to.address;
    ssize_t len = sendto(fd, out->bytes.at + one->at, one->len, MSG_DONTWAIT,
                         to->len > 0 ? &to->as.any : NULL, to->len);

    return len < 0 ? -1 : 1;
}

static int send_some(struct mw__outbound *out, int fd)
{
    const struct mw__sender *to = &out->queue[out->first].to;
    bool anywhere = to->address.len == 0 || mw__control_is_any(&to->ours);

    return out->count == 1 && anywhere ? send_one(out, fd)
                                       : send_batch(out, fd);
}

static void advance(struct mw__outbound *out, unsigned count)
{
    out->first += count;
    out->count -= count;
}

/* Bytes of the first ones in the queue. */
static size_t bytes_of(const struct mw__outbound *out, unsigned count)
{
    size_t bytes = 0;

    for (unsigned i = 0; i < count; i++) {
        bytes += out->queue[out->first + i].len;
    }
    return bytes;
}

/* Tells of the first ones in the queue. */
static void tell(const struct mw__outbound *out, unsigned count,
                 mw__datagram_fn fn, void *arg)
{
    for (unsigned i = 0; i < count; i++) {
        const struct queued *one = &out->queue[out->first + i];

        fn(arg, mw_bytes(out->bytes.at + one->at, one->len), false, &one->to);
    }
}

/* A refused datagram is dropped, and the rest goes on: one peer's unreachable
 * network is not the others'. */
struct mw__sent mw__outbound_send(struct mw__outbound *out, int fd,
                                  mw__datagram_fn fn, void *arg)
{
    struct mw__sent result = {0};

    while (out->count > 0 && !result.blocked) {
        int sent = send_some(out, fd);
        unsigned count = sent > 0 ? (unsigned)sent : 0;

        if (sent > 0) {
            result.sent += count;
            result.bytes += bytes_of(out, count);
            if (fn != NULL) {
                tell(out, count, fn, arg);
            }
        } else if (errno == EAGAIN) {
            result.blocked = true;
        } else if (errno != EINTR) {
            result.error = errno;
            result.refused++;
            count = 1;
        }
        advance(out, count);
    }
    if (out->count == 0) {
        mw__outbound_clear(out);
    }
    return result;
}
