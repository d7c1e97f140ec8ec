#include "conform/rule.h"

#include <msgwire/frame.h>

static const struct rule *const tables[] = {
    rules_frames, rules_values, rules_messages, rules_ends, rules_datagrams,
};

enum { TABLES = sizeof(tables) / sizeof(tables[0]) };

const struct rule *rule_at(size_t index)
{
    for (size_t i = 0; i < TABLES; i++) {
        for (const struct rule *rule = tables[i]; rule->name; rule++) {
            if (index-- == 0) {
                return rule;
            }
        }
    }
    return NULL;
}

bool rule_is_for(const struct rule *rule, const struct mw_link *link)
{
    return rule->on &
           (link->endpoint.scheme == MW_UDP ? RULE_DATAGRAM : RULE_STREAM);
}

const char *rule_skipped(const struct rule *rule, const struct trial *trial,
                         bool slow)
{
    if (rule->needs & RULE_NEEDS_ECHO && !trial->server->echoes) {
        return "the server has no echo";
    }
    if (rule->needs & RULE_NEEDS_PREFIX && !trial_is_datagram(trial) &&
        !mw_framing_has_prefix(trial->config->link.framing)) {
        return "frames have no length here";
    }
    return rule->needs & RULE_NEEDS_TIME && !slow ? "takes long: --slow" : NULL;
}
