#include "conform/judge.h"

bool judge_wants(const struct judge *judge, const char *name)
{
    return judge->only == NULL ||
           strncmp(judge->only, name, strlen(judge->only)) == 0;
}

bool judge_has_rules(const struct judge *judge)
{
    const struct rule *rule;

    for (size_t i = 0; (rule = rule_at(i)) != NULL; i++) {
        if (judge_wants(judge, rule->name)) {
            return true;
        }
    }
    return false;
}

enum mw_status judge_tell(struct judge *judge, const struct verdict *verdict,
                          struct mw_error *err)
{
    if (verdict->skipped != NULL) {
        judge->skipped++;
    } else if (verdict->broken) {
        judge->broken++;
    } else {
        judge->held++;
    }
    return judge->tell(judge->data, verdict, err);
}

/* Does it answer at all, and has it `echo`? */
static enum mw_status look_at(const struct probe_config *config,
                              struct trial_server *server, struct mw_error *err)
{
    struct mw_message message;
    struct trial trial;
    enum mw_status rc;

    trial_begin(&trial, config, server);
    trial_add_request(&trial, trial_msgid(&trial), MW_NAME_ECHO,
                      trial_nothing());
    trial_send(&trial);
    if (trial_hear(&trial, &message)) {
        server->echoes = message.shape == MW_RESPONSE &&
                         !mw_message_is_error(&message) &&
                         mw_bytes_equal(message.result, trial_nothing());
    }
    server->silent = trial.silences > 0;
    rc = trial.unreachable ? mw_error_set(err, trial.fault.why.status, "%s",
                                          trial.fault.why.text)
                           : MW_OK;
    trial_end(&trial);
    return rc;
}

static enum mw_status play(struct judge *judge, const struct rule *rule,
                           const struct trial_server *server,
                           struct mw_error *err)
{
    struct verdict verdict = {
        .name = rule->name,
        .says = rule->says,
        .section = rule->section,
    };
    struct trial trial;
    enum mw_status rc;

    trial_begin(&trial, judge->config, server);
    verdict.skipped = server->silent && judge->broken > 0
                          ? "the server says nothing"
                          : rule_skipped(rule, &trial, judge->slow);
    if (verdict.skipped == NULL) {
        rule->play(&trial);
        trial_settle(&trial);
        verdict.skipped = trial.skipped;
    }
    verdict.broken = !trial_holds(&trial);
    verdict.checks = trial.checks;
    verdict.why = trial.fault.why.text;
    verdict.at = trial.fault.at;
    verdict.sent = mw_buffer_bytes(&trial.fault.sent);
    verdict.came = mw_buffer_bytes(&trial.fault.came);
    rc = judge_tell(judge, &verdict, err);
    trial_end(&trial);
    return rc;
}

enum mw_status judge_server(struct judge *judge, struct mw_error *err)
{
    struct trial_server server = {0};
    enum mw_status rc = look_at(judge->config, &server, err);
    const struct rule *rule;

    for (size_t i = 0; rc == MW_OK && (rule = rule_at(i)) != NULL; i++) {
        if (judge_wants(judge, rule->name) &&
            rule_is_for(rule, &judge->config->link)) {
            rc = play(judge, rule, &server, err);
        }
    }
    return rc;
}
