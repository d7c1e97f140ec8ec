#include "net/inbound.h"

#include "base/alloc.h"
#include "base/uninitialized.h"
#include "net/control.h"

#include <errno.h>
#include <linux/sock_diag.h>

enum { ALONE_MOST = 8 }; /* single receives before a batch is asked for again */

struct mw__inbound {
    unsigned alone;         /* datagrams in a row that came by themselves */
    unsigned used;          /* of msg: to be prepared for the next receive */
    uint32_t dropped, told; /* by the system, since the socket was opened */
    struct mmsghdr msg[MW__BATCH]; /* to receive */
    struct iovec iov[MW__BATCH];
    struct mw__sender from[MW__BATCH];
    _Alignas(struct cmsghdr) char control[MW__BATCH][MW__CONTROL_IN];
    uint8_t bytes[MW__BATCH][MW__SLOT];
};

struct mw__inbound *mw__inbound_new(void)
{
    struct mw__inbound *in = mw__realloc(NULL, sizeof(struct mw__inbound));

    if (in != NULL) {
        memset(in, 0, offsetof(struct mw__inbound, msg));
        in->used = MW__BATCH;
    }
    return in;
}

void mw__inbound_free(struct mw__inbound *in)
{
    mw__free(in);
}

/* The system writes to those that it fills, and to no others. */
static void prepare_slots(struct mw__inbound *in)
{
    for (unsigned i = 0; i < in->used; i++) {
        in->iov[i] = (struct iovec){in->bytes[i], MW__SLOT};
        in->msg[i].msg_hdr = (struct msghdr){
            .msg_name = &in->from[i].address.as,
            .msg_namelen = sizeof(in->from[i].address.as),
            .msg_iov = &in->iov[i],
            .msg_iovlen = 1,
            .msg_control = in->control[i],
            .msg_controllen = MW__CONTROL_IN,
        };
    }
}

/* The system's number wraps, and is an older one beside a datagram that has
 * waited; it is not told while it is 0. */
static void note_dropped(struct mw__inbound *in, uint32_t dropped)
{
    if (dropped != 0 && dropped - in->dropped < UINT32_MAX / 2) {
        in->dropped = dropped;
    }
}

static int hand_over(struct mw__inbound *in, unsigned i, mw__datagram_fn fn,
                     void *arg)
{
    struct msghdr *msg = &in->msg[i].msg_hdr;
    struct mw_bytes all = mw_bytes(in->bytes[i], in->msg[i].msg_len);
    bool cut = (msg->msg_flags & MSG_TRUNC) != 0;
    struct mw__control control;
    int count = 0;
    size_t each;

    mw__control_read(msg, &control);
    note_dropped(in, control.dropped);
    each = control.each > 0 ? control.each : all.len;
    in->from[i].address.len = msg->msg_namelen;
    in->from[i].ours = control.ours;
    do {
        struct mw_bytes one = all;
        one.len = each < all.len ? each : all.len;
        fn(arg, one, cut, &in->from[i]);
        mw_bytes_skip(&all, one.len);
        count++;
    } while (all.len > 0);
    return count;
}

static int receive_one(struct mw__inbound *in, int fd, bool wait)
{
    struct mmsghdr *msg = &in->msg[0];
    ssize_t len = recvmsg(fd, &msg->msg_hdr, wait ? 0 : MSG_DONTWAIT);

    msg->msg_len = len > 0 ? (unsigned)len : 0;
    return len < 0 ? -1 : 1;
}

/* A batch costs the system one look more than there are datagrams. Where they
 * come one by one they are taken so, and a batch is asked for now and then. */
static int receive_some(struct mw__inbound *in, int fd)
{
    int came;

    if (in->alone % ALONE_MOST > 0) {
        in->alone++;
        return receive_one(in, fd, false);
    }
    came = recvmmsg(fd, in->msg, MW__BATCH, MSG_DONTWAIT, NULL);
    in->alone = came == 1;
    return came;
}

int mw__inbound_receive(struct mw__inbound *in, int fd, bool wait,
                        mw__datagram_fn fn, void *arg)
{
    int came, count = 0;

    prepare_slots(in);
    do {
        came = wait ? receive_one(in, fd, true) : receive_some(in, fd);
    } while (came < 0 && errno == EINTR && !wait);
    in->used = came > 0 ? (unsigned)came : 0;
    if (came < 0) {
        return errno == EAGAIN || errno == EINTR ? 0 : -errno;
    }
    for (int i = 0; i < came; i++) {
        count += hand_over(in, (unsigned)i, fn, arg);
    }
    return count;
}

uint32_t mw__inbound_dropped(struct mw__inbound *in)
{
    uint32_t more = in->dropped - in->told;

    in->told = in->dropped;
    return more;
}

uint32_t mw__inbound_ask_dropped(struct mw__inbound *in, int fd)
{
    uint32_t about[SK_MEMINFO_VARS] = {0};
    socklen_t len = sizeof(about);

    if (getsockopt(fd, SOL_SOCKET, SO_MEMINFO, about, &len) == 0) {
        note_dropped(in, about[SK_MEMINFO_DROPS]);
    }
    return mw__inbound_dropped(in);
}
