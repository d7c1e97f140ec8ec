/* Targets: what is measured, as it was typed: the URL of a server that runs, or
 * tcp, udp or unix alone for a server of our own, with parameters if need be:
 *
 *     tcp  udp  unix  tcp?framing=varint  tcp://10.0.0.5:6749  @prod */
#ifndef CLIENT_COMPARE_TARGETS_H
#define CLIENT_COMPARE_TARGETS_H

#include "compare/own.h"
#include "options.h"

enum { TARGETS_MAX = OWN_LISTENERS, TARGETS_NAME = 96 };

struct target {
    const char *text;   /* as typed; borrowed */
    bool own;           /* a server of our own, which is told to listen there */
    const char *params; /* own: "?framing=none", or "" */
    struct mw_link link;     /* own: its address is known when it listens */
    char name[TARGETS_NAME]; /* for people: short, and unlike others' */
};

struct targets {
    size_t count;
    struct target at[TARGETS_MAX];
};

/* Reads them.
 *
 * words  count of them, at least 1; borrows.
 * opt    what holds where an address says nothing.
 *
 * Returns MW_OK; MW_EINVAL with a sentence. */
enum mw_status targets_read(struct targets *targets, char **words, size_t count,
                            const struct options *opt, struct mw_error *err);

/* Adds to the wish what the targets need of a server of our own. Returns false
 * if they need none. */
bool targets_wish(const struct targets *targets, struct own_wish *wish);

/* The server of our own listens: its addresses become those of its targets. */
void targets_settle(struct targets *targets, const struct own *own);

/* For an emulated link, whose far end is a server of our own.
 *
 * Returns MW_OK; MW_EINVAL for a target that no packet goes to. */
enum mw_status targets_go_over_link(const struct targets *targets,
                                    struct mw_error *err);

#endif
