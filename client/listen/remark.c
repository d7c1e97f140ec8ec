#include "listen/remark.h"

#include <msgwire/endpoint.h>

#include <poll.h>
#include <stdio.h>
#include <unistd.h>

enum { SENTENCE = 2 * MW_ENDPOINT_TEXT + MW_ERROR_TEXT };

static bool can_say(struct remark *remark, uint64_t now_ms, uint64_t *left_out)
{
    struct pollfd one = {.fd = STDERR_FILENO, .events = POLLOUT};

    if (poll(&one, 1, 0) == 0) {
        remark->ration.left_out++;
        return false;
    }
    return ration_take(&remark->ration, now_ms, left_out);
}

void remark_say(struct remark *remark, uint64_t now_ms, const char *who,
                const char *text)
{
    char sentence[SENTENCE], more[64];
    uint64_t left_out;

    if (!can_say(remark, now_ms, &left_out)) {
        return;
    }
    if (left_out > 0) {
        snprintf(more, sizeof(more), "(left out, like this one: %llu)",
                 (unsigned long long)left_out);
        report_say(&remark->report, mw_text(more));
    }
    snprintf(sentence, sizeof(sentence), "%s%s%s", who,
             *who == '\0' ? "" : ": ", text);
    report_say(&remark->report, mw_text(sentence));
}
