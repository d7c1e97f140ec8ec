/* An emulated link: two network namespaces on this machine, and between them a
 * process that delays, drops, repeats and reorders whole packets of IP. Both
 * ends use the system's real TCP and UDP; no privilege is needed where user
 * namespaces are allowed.
 *
 *     this process               forwarder             what we start
 *     near: 10.0.0.1 -- TUN -- two channels -- TUN -- far: 10.0.0.2
 *           fd00::1                                        fd00::2
 *
 *     emulate_parse -> emulate_open -> (start the far end: setns(far_ns), exec;
 *     talk to far_v4) -> emulate_measured -> emulate_close */
#ifndef CLIENT_EMULATE_EMULATE_H
#define CLIENT_EMULATE_EMULATE_H

#include "emulate/counts.h"
#include "emulate/forward.h"
#include "emulate/measured.h"
#include "emulate/spec.h"
#include "emulate/tun.h"

enum { EMULATE_CONGESTION_TEXT = 16 };

/* A link that is open; all but what has a comment is the room's own. */
struct emulate {
    int far_ns;                   /* for setns(far_ns, CLONE_NEWNET) */
    const char *near_v4, *far_v4; /* addresses */
    const char *near_v6, *far_v6; /* NULL: this system has no IPv6 */
    char congestion[EMULATE_CONGESTION_TEXT]; /* of TCP there: "cubic" */
    struct tun near_tun, far_tun;
    struct forwarder forwarder;
    struct emulate_totals *totals;
};

/* Makes the link, and moves this process to its near end for good: from here on
 * it reaches nothing but the far end and its own loopback. To be called while
 * the process has one thread, so before a loop of libuv has made more, and
 * before a socket is opened that is to use the link.
 *
 * A program that is to live at the far end calls setns() between fork and exec;
 * it has the user and the files of this one.
 *
 * seed  the same seed gives packet number n of TCP, and of UDP, the same fate
 * in each run: lost, doubled, reordered or none of it.
 *
 * Returns MW_OK; MW_ENOMEM; MW_ESYSTEM with a sentence that says what this
 * system does not allow: then this process may already be in a namespace, and
 * should end. */
enum mw_status emulate_open(const struct emulate_spec *spec, uint64_t seed,
                            struct emulate *link, struct mw_error *err);

/* Tells what the link did since it was opened. May be called while it runs. */
void emulate_measured(const struct emulate *link,
                      struct emulate_measure *measure);

/* Ends the forwarder: nothing passes any more. */
void emulate_close(struct emulate *link);

#endif
