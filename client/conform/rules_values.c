/* Rules of values: all of msgpack goes through, and nothing else does. */
#include "conform/rule.h"
#include "conform/vectors.h"

#include <msgwire/pack.h>
#include <msgwire/walk.h>

enum { DEPTH = 128 };

typedef void hear_fn(struct trial *trial, uint32_t msgid,
                     struct mw_bytes result);

/* Params of [value]; false if that is too deep for a message. */
static bool wrap(struct mw_bytes field, struct mw_buffer *params)
{
    params->len = 0;
    mw_pack_array(params, 1);
    return vectors_bytes(field, params) == MW_OK &&
           mw_walk_whole(mw_buffer_bytes(params), DEPTH - 1, NULL) == MW_OK;
}

/* Asks `echo` for the value of each row, which stands in field 1. */
static void play_rows(struct trial *trial, struct mw_bytes text, hear_fn *hear)
{
    struct mw_buffer params = {0};
    struct vectors_row row;

    while (trial_holds(trial) && vectors_next(&text, &row)) {
        if (wrap(row.field[1], &params)) {
            uint32_t msgid = trial_msgid(trial);

            trial_add_request(trial, msgid, MW_NAME_ECHO,
                              mw_buffer_bytes(&params));
            trial_send(trial);
            hear(trial, msgid, mw_buffer_bytes(&params));
            trial_row(trial, row.field[0]);
        }
    }
    mw_buffer_fini(&params);
}

static void play_echo(struct trial *trial)
{
    play_rows(trial, vectors_values(), trial_hear_result);
}

static void play_widths(struct trial *trial)
{
    play_rows(trial, vectors_widths(), trial_hear_result);
}

static void play_untouched(struct trial *trial)
{
    play_rows(trial, vectors_values(), trial_hear_bytes);
    play_rows(trial, vectors_widths(), trial_hear_bytes);
}

/* Of a stream the boundary stands: each is told, and the conversation goes on;
 * to a datagram nothing is said. An empty body is another fault. */
void rules_values_play_bad(struct trial *trial)
{
    struct mw_bytes text = vectors_bad();
    struct mw_buffer body = {0};
    struct vectors_row row;

    while (trial_holds(trial) && vectors_next(&text, &row)) {
        body.len = 0;
        if (vectors_bytes(row.field[1], &body) != MW_OK || body.len == 0) {
            continue;
        }
        trial_say(trial, mw_buffer_bytes(&body));
        if (!trial_is_datagram(trial)) {
            trial_hear_told(trial, MW_CODE_PARSE_ERROR);
        }
        trial_hear_alive(trial);
        trial->checks += trial_is_datagram(trial) && trial_holds(trial);
        trial_row(trial, row.field[0]);
    }
    mw_buffer_fini(&body);
}

const struct rule rules_values[] = {
    {
        .name = "value.echo",
        .says = "echo gives each value back",
        .section = "Methods",
        .on = RULE_BOTH,
        .needs = RULE_NEEDS_ECHO,
        .play = play_echo,
    },
    {
        .name = "value.widths",
        .says = "values written longer than needed are read",
        .section = "Vectors",
        .on = RULE_BOTH,
        .needs = RULE_NEEDS_ECHO,
        .play = play_widths,
    },
    {
        .name = "value.untouched",
        .says = "echo gives each value back byte for byte, as it was written",
        .section = "Methods",
        .on = RULE_BOTH,
        .needs = RULE_NEEDS_ECHO,
        .play = play_untouched,
    },
    {
        .name = "value.bad",
        .says = "a body that is not one value is told as -32700, and the "
                "conversation goes on",
        .section = "Frame",
        .on = RULE_STREAM,
        .needs = RULE_NEEDS_PREFIX,
        .play = rules_values_play_bad,
    },
    {0},
};
