/* stats: the server's counters; for people, a table. */
#include "command.h"
#include "conversation.h"

#include <msgwire/message.h>
#include <msgwire/value.h>

#include <stdio.h>

enum { DIGITS = 32, NAME_COLUMN = 24 };

/* A counter with its digits in groups of three: 1 234 567. */
static const char *group_digits(uint64_t count, char out[DIGITS])
{
    char *to = out + DIGITS - 1;
    int digits = 0;

    *to = '\0';
    do {
        if (digits > 0 && digits % 3 == 0) {
            *--to = ' ';
        }
        *--to = (char)('0' + count % 10);
        count /= 10;
        digits++;
    } while (count > 0);
    return to;
}

/* True for a flat map from plain names to unsigned integers, which any
 * msgwired sends; a foreign server's answer may be anything. */
static bool is_table(struct mw_bytes result)
{
    struct mw_value map, name, count;

    if (mw_value_next(&result, &map) != MW_OK || map.type != MW_MAP) {
        return false;
    }
    while (result.len > 0) {
        mw_value_next(&result, &name);
        mw_value_next(&result, &count);
        if (name.type != MW_STR || count.type != MW_UINT) {
            return false;
        }
        for (size_t i = 0; i < name.payload.len; i++) {
            if (name.payload.at[i] < ' ' || name.payload.at[i] > '~') {
                return false;
            }
        }
    }
    return true;
}

static enum mw_status append_row(struct mw_buffer *out, struct mw_bytes name,
                                 uint64_t count)
{
    char digits[DIGITS], row[NAME_COLUMN + DIGITS + 2];
    enum mw_status rc = mw_buffer_append(out, name);
    int fill = name.len < NAME_COLUMN ? NAME_COLUMN - (int)name.len : 0;

    snprintf(row, sizeof(row), "%*s %15s\n", fill, "",
             group_digits(count, digits));
    return rc == MW_OK ? mw_buffer_append(out, mw_text(row)) : rc;
}

static enum mw_status show_stats(struct render *render, struct mw_bytes result,
                                 struct mw_bytes whole, struct mw_error *err)
{
    enum mw_status rc = MW_OK;
    struct mw_value map, name, count;

    if (render->form != RENDER_PRETTY || !is_table(result)) {
        return render_value(render, result, whole, err);
    }
    mw_value_next(&result, &map);
    while (rc == MW_OK && result.len > 0) {
        mw_value_next(&result, &name);
        mw_value_next(&result, &count);
        rc = append_row(&render->out.buffer, name.payload, count.as.u64);
    }
    return rc == MW_OK ? rc : mw_error_set(err, rc, "no memory for the table");
}

static enum mw_status stats_run(const struct job *job, struct mw_error *err)
{
    const struct values none = {0};

    return conversation_hold(job, MW_NAME_STATS, &none, show_stats, err);
}

static const struct mw_option stats_options[] = {
    OPTION_OUTPUT("a table on a terminal and a line of JSON elsewhere"),
    OPTION_COLOUR,
    OPTIONS_TALK,
    OPTIONS_END,
};

const struct command command_stats = {
    .name = "stats",
    .words = "URL",
    .summary = "prints the server's counters",
    .options = stats_options,
    .defaults = &options_network,
    .words_min = 1,
    .words_max = 1,
    .exits = EXITS_NETWORK,
    .examples =
        (const char *const[]){
            "msgwire stats tcp://127.0.0.1:6749",
            "msgwire stats unix:/run/msgwired.sock | jq .connections",
            NULL,
        },
    .run = stats_run,
};
