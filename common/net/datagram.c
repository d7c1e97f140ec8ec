#include "net/datagram.h"

#include "base/alloc.h"
#include "base/uninitialized.h"
#include "net/control.h"

#include <errno.h>
#include <linux/sock_diag.h>

enum { QUEUE = 64 };

struct queued {
    size_t at, len;
    struct mw__sender to; /* address.len 0: the connected peer */
};

struct mw__datagrams {
    struct mw_buffer out;
    size_t begun; /* where the datagram being appended begins */
    unsigned first, count;
    unsigned used;          /* of msg: to be prepared for the next receive */
    uint32_t dropped, told; /* by the system, since the socket was opened */
    struct queued queue[QUEUE];
    struct mmsghdr msg[MW__BATCH]; /* to receive */
    struct iovec iov[MW__BATCH];
    struct mw__sender from[MW__BATCH];
    _Alignas(struct cmsghdr) char control[MW__BATCH][MW__CONTROL_IN];
    uint8_t in[MW__BATCH][MW__SLOT];
};

struct mw__datagrams *mw__datagrams_new(void)
{
    struct mw__datagrams *datagrams =
        mw__realloc(NULL, sizeof(struct mw__datagrams));

    if (datagrams != NULL) {
        memset(datagrams, 0, offsetof(struct mw__datagrams, queue));
        datagrams->out.limit = MW__SEND_MAX + 2 * MW__SLOT;
        datagrams->used = MW__BATCH;
    }
    return datagrams;
}

void mw__datagrams_free(struct mw__datagrams *datagrams)
{
    if (datagrams != NULL) {
        mw_buffer_fini(&datagrams->out);
        mw__free(datagrams);
    }
}

/* The system writes to those that it fills, and to no others. */
static void prepare_slots(struct mw__datagrams *datagrams)
{
    for (unsigned i = 0; i < datagrams->used; i++) {
        datagrams->iov[i] = (struct iovec){datagrams->in[i], MW__SLOT};
        datagrams->msg[i].msg_hdr = (struct msghdr){
            .msg_name = &datagrams->from[i].address.as,
            .msg_namelen = sizeof(datagrams->from[i].address.as),
            .msg_iov = &datagrams->iov[i],
            .msg_iovlen = 1,
            .msg_control = datagrams->control[i],
            .msg_controllen = MW__CONTROL_IN,
        };
    }
}

/* The system's number wraps, and is an older one beside a datagram that has
 * waited; it is not told while it is 0. */
static void note_dropped(struct mw__datagrams *datagrams, uint32_t dropped)
{
    if (dropped != 0 && dropped - datagrams->dropped < UINT32_MAX / 2) {
        datagrams->dropped = dropped;
    }
}

static int hand_over(struct mw__datagrams *datagrams, unsigned i,
                     mw__datagram_fn fn, void *arg)
{
    struct msghdr *msg = &datagrams->msg[i].msg_hdr;
    struct mw_bytes all = mw_bytes(datagrams->in[i], datagrams->msg[i].msg_len);
    bool cut = (msg->msg_flags & MSG_TRUNC) != 0;
    struct mw__control control;
    int count = 0;
    size_t each;

    mw__control_read(msg, &control);
    note_dropped(datagrams, control.dropped);
    each = control.each > 0 ? control.each : all.len;
    datagrams->from[i].address.len = msg->msg_namelen;
    datagrams->from[i].ours = control.ours;
    do {
        struct mw_bytes one = all;
        one.len = each < all.len ? each : all.len;
        fn(arg, one, cut, &datagrams->from[i]);
        mw_bytes_skip(&all, one.len);
        count++;
    } while (all.len > 0);
    return count;
}

int mw__datagrams_receive(struct mw__datagrams *datagrams, int fd, bool wait,
                          mw__datagram_fn fn, void *arg)
{
    unsigned most = wait ? 1 : MW__BATCH;
    int came, count = 0;

    prepare_slots(datagrams);
    do {
        came =
            recvmmsg(fd, datagrams->msg, most, wait ? 0 : MSG_DONTWAIT, NULL);
    } while (came < 0 && errno == EINTR && !wait);
    datagrams->used = came > 0 ? (unsigned)came : 0;
    if (came < 0) {
        return errno == EAGAIN || errno == EINTR ? 0 : -errno;
    }
    for (int i = 0; i < came; i++) {
        count += hand_over(datagrams, (unsigned)i, fn, arg);
    }
    return count;
}

uint32_t mw__datagrams_dropped(struct mw__datagrams *datagrams)
{
    uint32_t more = datagrams->dropped - datagrams->told;

    datagrams->told = datagrams->dropped;
    return more;
}

uint32_t mw__datagrams_ask_dropped(struct mw__datagrams *datagrams, int fd)
{
    uint32_t about[SK_MEMINFO_VARS] = {0};
    socklen_t len = sizeof(about);

    if (getsockopt(fd, SOL_SOCKET, SO_MEMINFO, about, &len) == 0) {
        note_dropped(datagrams, about[SK_MEMINFO_DROPS]);
    }
    return mw__datagrams_dropped(datagrams);
}

struct mw_buffer *mw__datagrams_out(struct mw__datagrams *datagrams)
{
    return &datagrams->out;
}

void mw__datagrams_add(struct mw__datagrams *datagrams,
                       const struct mw__sender *to)
{
    struct queued *one =
        &datagrams->queue[datagrams->first + datagrams->count++];

    one->at = datagrams->begun;
    one->len = datagrams->out.len - datagrams->begun;
    one->to.address.len = 0;
    if (to != NULL) {
        one->to.ours = to->ours;
        one->to.address.len = to->address.len;
        memcpy(&one->to.address.as, &to->address.as, to->address.len);
    }
    datagrams->begun = datagrams->out.len;
}

size_t mw__datagrams_queued(const struct mw__datagrams *datagrams)
{
    if (datagrams->count == 0) {
        return 0;
    }
    return datagrams->begun - datagrams->queue[datagrams->first].at;
}

bool mw__datagrams_full(const struct mw__datagrams *datagrams)
{
    return datagrams->first + datagrams->count == QUEUE ||
           datagrams->begun >= MW__SEND_MAX;
}

unsigned mw__datagrams_clear(struct mw__datagrams *datagrams)
{
    unsigned count = datagrams->count;

    datagrams->first = datagrams->count = 0;
    datagrams->begun = datagrams->out.len = 0;
    return count;
}

/* What one system call sends. */
struct batch {
    struct mmsghdr msg[QUEUE];
    struct iovec iov[QUEUE];
    _Alignas(struct cmsghdr) char control[QUEUE][MW__CONTROL_OURS];
};

static void prepare_sends(struct mw__datagrams *datagrams, struct batch *batch)
{
    for (unsigned i = 0; i < datagrams->count; i++) {
        struct queued *one = &datagrams->queue[datagrams->first + i];
        struct mw__address *to = &one->to.address;
        struct msghdr *msg = &batch->msg[i].msg_hdr;

        batch->iov[i] = (struct iovec){datagrams->out.at + one->at, one->len};
        *msg = (struct msghdr){.msg_iov = &batch->iov[i], .msg_iovlen = 1};
        if (to->len > 0) {
            msg->msg_name = &to->as;
            msg->msg_namelen = to->len;
            mw__control_write(msg, &one->to.ours, to->as.any.sa_family,
                              batch->control[i]);
        }
    }
}

static void advance(struct mw__datagrams *datagrams, unsigned count)
{
    datagrams->first += count;
    datagrams->count -= count;
}

/* Bytes of the first ones in the queue. */
static size_t bytes_of(const struct mw__datagrams *datagrams, unsigned count)
{
    size_t bytes = 0;

    for (unsigned i = 0; i < count; i++) {
        bytes += datagrams->queue[datagrams->first + i].len;
    }
    return bytes;
}

/* Tells of the first ones in the queue. */
static void tell(const struct mw__datagrams *datagrams, unsigned count,
                 mw__datagram_fn fn, void *arg)
{
    for (unsigned i = 0; i < count; i++) {
        const struct queued *one = &datagrams->queue[datagrams->first + i];

        fn(arg, mw_bytes(datagrams->out.at + one->at, one->len), false,
           &one->to);
    }
}

/* A refused datagram is dropped, and the rest goes on: one peer's unreachable
 * network is not the others'. */
struct mw__sent mw__datagrams_send(struct mw__datagrams *datagrams, int fd,
                                   mw__datagram_fn fn, void *arg)
{
    struct mw__sent result = {0};
    struct batch batch MW__UNINITIALIZED;
    unsigned done = 0;

    prepare_sends(datagrams, &batch);
    while (datagrams->count > 0 && !result.blocked) {
        int sent =
            sendmmsg(fd, batch.msg + done, datagrams->count, MSG_DONTWAIT);
        unsigned count = sent > 0 ? (unsigned)sent : 0;

        if (sent > 0) {
            result.sent += count;
            result.bytes += bytes_of(datagrams, count);
            if (fn != NULL) {
                tell(datagrams, count, fn, arg);
            }
        } else if (errno == EAGAIN) {
            result.blocked = true;
        } else if (errno != EINTR) {
            result.error = errno;
            result.refused++;
            count = 1;
        }
        advance(datagrams, count);
        done += count;
    }
    if (datagrams->count == 0) {
        mw__datagrams_clear(datagrams);
    }
    return result;
}
