#include "conform/trial.h"

#include <msgwire/frame.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
    APART_MS = 2,
    SILENCES_MOST = 3,
    OTHERS_SHOWN = 96, /* bytes of names */
};

void trial_begin(struct trial *trial, const struct probe_config *config,
                 const struct trial_server *server)
{
    *trial = (struct trial){
        .config = config,
        .server = server,
        .probe = {.config = config, .fd = -1},
        .fault = {.sent = {.limit = TRIAL_SHOWN},
                  .came = {.limit = TRIAL_SHOWN}},
        .first = {.sent = {.limit = TRIAL_SHOWN},
                  .came = {.limit = TRIAL_SHOWN}},
        .others = {.limit = OTHERS_SHOWN},
    };
}

void trial_end(struct trial *trial)
{
    probe_close(&trial->probe, false);
    mw_buffer_fini(&trial->line);
    mw_buffer_fini(&trial->fault.sent);
    mw_buffer_fini(&trial->fault.came);
    mw_buffer_fini(&trial->first.sent);
    mw_buffer_fini(&trial->first.came);
    mw_buffer_fini(&trial->others);
}

bool trial_holds(const struct trial *trial)
{
    return trial->fault.why.status == MW_OK;
}

bool trial_is_datagram(const struct trial *trial)
{
    return trial->config->link.endpoint.scheme == MW_UDP;
}

void trial_break(struct trial *trial, size_t at, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    if (trial_holds(trial)) {
        vsnprintf(trial->fault.why.text, sizeof(trial->fault.why.text), fmt,
                  args);
        trial->fault.why.status = MW_EMISSED;
        trial->fault.at = at;
    }
    va_end(args);
}

void trial_keep(struct mw_buffer *shown, struct mw_bytes bytes)
{
    size_t room = TRIAL_SHOWN - shown->len;

    bytes.len = bytes.len < room ? bytes.len : room;
    (void)mw_buffer_append(shown, bytes);
}

static void forget(struct trial *trial)
{
    trial->fault.sent.len = 0;
    trial->fault.came.len = 0;
}

/* --- vectors --- */

static void swap_faults(struct trial *trial)
{
    struct trial_fault fault = trial->fault;

    trial->fault = trial->first;
    trial->first = fault;
}

static void name_other(struct trial *trial, struct mw_bytes vector)
{
    char name[MW_EXCERPT + 8], excerpt[MW_EXCERPT];

    snprintf(name, sizeof(name), "%s\"%s\"", trial->named > 0 ? ", " : "",
             mw_excerpt(vector, excerpt));
    trial->named +=
        mw_buffer_append(&trial->others, mw_text(name)) == MW_OK ? 1 : 0;
}

void trial_row(struct trial *trial, struct mw_bytes vector)
{
    char name[MW_EXCERPT];

    if (trial_holds(trial) || trial->unreachable) {
        return;
    }
    if (trial->missed++ == 0) {
        mw_error_prefix(&trial->fault.why, "vector \"%s\"",
                        mw_excerpt(vector, name));
        swap_faults(trial);
    } else {
        name_other(trial, vector);
    }
    if (trial->silences < SILENCES_MOST) {
        trial->fault.why = (struct mw_error){.status = MW_OK};
        probe_close(&trial->probe, false);
        forget(trial);
    }
}

void trial_settle(struct trial *trial)
{
    struct mw_error *why = &trial->first.why;
    unsigned more = trial->missed - 1 - trial->named; /* if any */
    char text[MW_ERROR_TEXT], rest[32] = "";

    if (trial->missed == 0) {
        return;
    }
    if (more > 0) {
        snprintf(rest, sizeof(rest), " and %u more", more);
    }
    if (trial->missed > 1) {
        memcpy(text, why->text, sizeof(text));
        mw_error_set(why, MW_EMISSED, "%s; also %.*s%s", text,
                     (int)trial->others.len, (const char *)trial->others.at,
                     rest);
    }
    swap_faults(trial);
}

/* --- what is said --- */

bool trial_connected(struct trial *trial)
{
    struct mw_error err;

    if (trial_holds(trial) && trial->probe.fd < 0 &&
        probe_open(&trial->probe, trial->config, &err) != MW_OK) {
        trial->unreachable = true;
        trial_break(trial, 0, "expected a connection, got %s", err.text);
        trial->fault.why.status = err.status;
    }
    return trial_holds(trial);
}

void trial_reconnect(struct trial *trial)
{
    if (trial_holds(trial)) {
        probe_close(&trial->probe, false);
        forget(trial);
    }
}

uint32_t trial_msgid(struct trial *trial)
{
    return ++trial->msgid;
}

struct mw_bytes trial_nothing(void)
{
    return mw_bytes("\x90", 1);
}

static void out_of_memory(struct trial *trial)
{
    trial_break(trial, 0, "no memory for what is to be sent");
}

static bool begin(struct trial *trial, size_t *mark)
{
    *mark = trial->line.len;
    return trial_is_datagram(trial) ||
           mw_frame_begin(trial->config->link.framing, &trial->line, mark) ==
               MW_OK;
}

static void end(struct trial *trial, size_t mark, bool whole)
{
    if (whole && !trial_is_datagram(trial)) {
        whole =
            mw_frame_end(trial->config->link.framing, trial->config->max_frame,
                         &trial->line, mark, NULL) == MW_OK;
    }
    if (!whole) {
        out_of_memory(trial);
    }
}

void trial_add(struct trial *trial, struct mw_bytes body)
{
    size_t mark;
    bool whole =
        begin(trial, &mark) && mw_buffer_append(&trial->line, body) == MW_OK;

    end(trial, mark, whole);
}

void trial_add_request(struct trial *trial, uint32_t msgid, const char *method,
                       struct mw_bytes params)
{
    size_t mark;
    bool whole = begin(trial, &mark) &&
                 mw_message_request(&trial->line, msgid, mw_text(method),
                                    params) == MW_OK;

    end(trial, mark, whole);
}

void trial_put(struct trial *trial, struct mw_bytes bytes)
{
    struct mw_error err;

    if (trial_connected(trial)) {
        trial_keep(&trial->fault.sent, bytes);
        if (probe_put(&trial->probe, bytes, &err) != MW_OK) {
            trial_break(trial, 0, "expected to be read, got %s", err.text);
        }
    }
}

void trial_send(struct trial *trial)
{
    forget(trial);
    trial_put(trial, mw_buffer_bytes(&trial->line));
    trial->line.len = 0;
}

void trial_say(struct trial *trial, struct mw_bytes body)
{
    trial_add(trial, body);
    trial_send(trial);
}

/* Returns what is left to be sent. */
static struct mw_bytes send_front(struct trial *trial, size_t at)
{
    struct mw_bytes rest = mw_buffer_bytes(&trial->line);

    at = at < rest.len ? at : rest.len;
    forget(trial);
    trial_put(trial, mw_bytes(rest.at, at));
    mw_bytes_skip(&rest, at);
    return rest;
}

void trial_send_cut(struct trial *trial, size_t at)
{
    struct mw_bytes rest = send_front(trial, at);

    if (trial_holds(trial) && !probe_is_silent(&trial->probe, APART_MS)) {
        trial_break(trial, 0,
                    "expected silence until the frame is whole, got an answer "
                    "after %zu bytes of it",
                    at);
    }
    trial_put(trial, rest);
    trial->line.len = 0;
}

void trial_send_in_two(struct trial *trial, size_t at)
{
    struct mw_bytes rest = send_front(trial, at);

    if (trial_holds(trial)) {
        (void)probe_is_silent(&trial->probe, APART_MS);
    }
    trial_put(trial, rest);
    trial->line.len = 0;
}

void trial_finish(struct trial *trial)
{
    if (trial_connected(trial)) {
        probe_finish(&trial->probe);
    }
}
