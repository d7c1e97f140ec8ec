/* Rules: what the contract asks of a server, one row each. A rule is played as
 * a trial on connections of its own. */
#ifndef CLIENT_CONFORM_RULE_H
#define CLIENT_CONFORM_RULE_H

#include "conform/trial.h"

enum {
    RULE_STREAM = 1,
    RULE_DATAGRAM = 2,
    RULE_BOTH = RULE_STREAM | RULE_DATAGRAM,
};

/* What must be so, or the rule can't be played. */
enum {
    RULE_NEEDS_ECHO = 1,   /* the server has `echo` */
    RULE_NEEDS_PREFIX = 2, /* frames have a length in front */
    RULE_NEEDS_TIME = 4,   /* it takes more than a moment: --slow */
};

struct rule {
    const char *name;    /* "frame.cut" */
    const char *says;    /* what holds, in one sentence without full stop */
    const char *section; /* of schema/README.md, where it stands */
    unsigned on, needs;
    void (*play)(struct trial *trial);
};

/* The tables; each ends with a row without a name. */
extern const struct rule rules_frames[], rules_values[], rules_messages[],
    rules_ends[], rules_datagrams[];

/* Plays the bodies that are not one value: for two rules. */
void rules_values_play_bad(struct trial *trial);

/* Returns the rules in their order, then NULL. */
const struct rule *rule_at(size_t index);

/* True if it is about such a connection. */
bool rule_is_for(const struct rule *rule, const struct mw_link *link);

/* Returns why it can't be played here; NULL if it can. */
const char *rule_skipped(const struct rule *rule, const struct trial *trial,
                         bool slow);

#endif
