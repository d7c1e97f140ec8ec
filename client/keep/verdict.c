#include "keep/verdict.h"

#include "output/plain.h"

#include <msgwire/json.h>
#include <msgwire/walk.h>

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

enum { SHOWN = 300 }; /* bytes of a value */

static void put(struct mw_buffer *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void put(struct mw_buffer *out, const char *format, ...)
{
    char text[128];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    mw_buffer_append(out, mw_text(text));
}

/* A value as typed JSON, cut where it is long. */
static void put_body(struct mw_bytes body, struct mw_buffer *out)
{
    const struct mw_json_style style = {.terminal_safe = true};
    struct mw_buffer json = {0};

    if (mw_walk_whole(body, MW_DEPTH_MAX, NULL) != MW_OK) {
        put(out, "%zu byte%s of no value", body.len, body.len == 1 ? "" : "s");
    } else if (mw_json_write(body, &style, &json, NULL) == MW_OK) {
        plain_cut(mw_buffer_bytes(&json), SHOWN, out);
    }
    mw_buffer_fini(&json);
}

void verdict_put(const struct match_pair *pair, const char *peer,
                 struct mw_buffer *out)
{
    if (pair->number > 0) {
        put(out, "record %" PRIu64 ": expected ", pair->number);
        put_body(pair->wanted, out);
        mw_buffer_append(out, mw_text(", got "));
    } else {
        mw_buffer_append(out, mw_text(peer));
        mw_buffer_append(out, mw_text(": expected nothing more, got "));
    }
    if (pair->came.len == 0) {
        mw_buffer_append(out, mw_text("nothing"));
    } else {
        put_body(pair->came, out);
    }
}

static const char *s_of(uint64_t count)
{
    return count == 1 ? "" : "s";
}

static void put_sent(const struct verdict_sum *sum, struct mw_buffer *out)
{
    if (sum->sent < sum->messages) {
        put(out, "%" PRIu64 " of ", sum->sent);
    }
    put(out, "%" PRIu64 " message%s sent on %" PRIu64 " connection%s in ",
        sum->messages, s_of(sum->messages), sum->connections,
        s_of(sum->connections));
    put(out, "%.3f s; ", (double)sum->took_ns / 1e9);
}

static void put_compared(const struct verdict_sum *sum, struct mw_buffer *out)
{
    put(out, "%" PRIu64 " answer%s as recorded", sum->equal, s_of(sum->equal));
    if (sum->different > 0) {
        put(out, ", %" PRIu64 " different", sum->different);
    }
    if (sum->missing > 0) {
        put(out, ", %" PRIu64 " missing", sum->missing);
    }
    if (sum->unexpected > 0) {
        put(out, ", %" PRIu64 " not recorded", sum->unexpected);
    }
}

static void put_counted(const struct verdict_sum *sum, struct mw_buffer *out)
{
    put(out, "%" PRIu64 " answer%s", sum->answers, s_of(sum->answers));
    if (sum->missing > 0) {
        put(out, ", %" PRIu64 " missing", sum->missing);
    }
}

void verdict_sum_put(const struct verdict_sum *sum, struct mw_buffer *out)
{
    put_sent(sum, out);
    if (sum->expects) {
        put_compared(sum, out);
    } else {
        put_counted(sum, out);
    }
    if (sum->faults > VERDICTS_TOLD) {
        put(out, "; %" PRIu64 " faults, the first %d of them told", sum->faults,
            VERDICTS_TOLD);
    }
}
