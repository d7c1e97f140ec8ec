/* The judge: plays the rules one after another, and says of each whether it
 * holds. */
#ifndef CLIENT_CONFORM_JUDGE_H
#define CLIENT_CONFORM_JUDGE_H

#include "conform/rule.h"

/* How a rule came out, for whoever prints it. All of it is borrowed. */
struct verdict {
    const char *name, *says, *section;
    const char *skipped; /* why it was not played; NULL: it was */
    bool broken;
    unsigned checks; /* things seen to be right */
    const char *why; /* of a broken one */
    size_t at;       /* the byte of `came` where it broke */
    struct mw_bytes sent, came;
};

struct judge {
    const struct probe_config *config; /* borrows */
    const char *only; /* rules whose name begins so; NULL: all */
    bool slow;        /* those that take long too */

    /* Prints a verdict. Another status than MW_OK ends it all. */
    enum mw_status (*tell)(void *data, const struct verdict *verdict,
                           struct mw_error *err);
    void *data;

    unsigned held, broken, skipped; /* so far */
};

/* Plays the rules against a server.
 *
 * Returns MW_OK, and judge's counts tell; MW_ECONNECT or MW_ETIMEOUT if there
 * is nobody; as `tell`. */
enum mw_status judge_server(struct judge *judge, struct mw_error *err);

/* True if such a rule is wanted. */
bool judge_wants(const struct judge *judge, const char *name);

/* True if there is a rule for servers that is wanted. */
bool judge_has_rules(const struct judge *judge);

/* Counts a verdict, and tells it. */
enum mw_status judge_tell(struct judge *judge, const struct verdict *verdict,
                          struct mw_error *err);

#endif
