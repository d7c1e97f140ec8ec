/* Rules of frames: what a receiver makes of a stream, in whatever pieces. */
#include "conform/rule.h"
#include "conform/vectors.h"

#include <msgwire/frame.h>
#include <msgwire/pack.h>
#include <msgwire/walk.h>

#include <stdlib.h>

enum { CROWD = 100, LARGE = 1 << 20, DEPTH = 128, LATE_MS = 15000 };

static void play_whole(struct trial *trial)
{
    trial_hear_alive(trial);
    trial->checks = 1;
}

static void play_cut(struct trial *trial)
{
    size_t len = 1;

    for (size_t cut = 1; cut <= len && trial_holds(trial); cut++) {
        uint32_t msgid = trial_msgid(trial);

        trial_add_request(trial, msgid, MW_NAME_PING, trial_nothing());
        len = trial->line.len - 1;
        trial_send_cut(trial, cut);
        trial_hear_answer(trial, msgid);
    }
}

static void play_bytes(struct trial *trial)
{
    uint32_t msgid = trial_msgid(trial);
    struct mw_bytes rest;

    trial_add_request(trial, msgid, MW_NAME_PING, trial_nothing());
    rest = mw_buffer_bytes(&trial->line);
    while (rest.len > 1 && trial_holds(trial)) {
        trial_put(trial, mw_bytes(rest.at, 1));
        mw_bytes_skip(&rest, 1);
        if (!probe_is_silent(&trial->probe, 1)) {
            trial_break(trial, 0,
                        "expected silence until the frame is whole, "
                        "got an answer %zu bytes before",
                        rest.len);
        }
    }
    trial_put(trial, rest);
    trial->line.len = 0;
    trial_hear_answer(trial, msgid);
}

static void play_coalesced(struct trial *trial)
{
    uint32_t first = trial->msgid + 1;

    for (int i = 0; i < CROWD; i++) {
        trial_add_request(trial, trial_msgid(trial), MW_NAME_PING,
                          trial_nothing());
    }
    trial_send(trial);
    trial_hear_answers(trial, first, CROWD);
    trial_hear_alive(trial);
}

static void play_two_and_a_half(struct trial *trial)
{
    uint32_t first = trial->msgid + 1;
    size_t whole = 0;

    for (int i = 0; i < 3; i++) {
        whole = trial->line.len;
        trial_add_request(trial, trial_msgid(trial), MW_NAME_PING,
                          trial_nothing());
    }
    trial_send_in_two(trial, whole + (trial->line.len - whole) / 2);
    trial_hear_answers(trial, first, 3);
}

/* Params of one bin, of bytes that differ; false if there is no memory. */
static bool fill(struct mw_buffer *params)
{
    uint8_t *large = malloc(LARGE);
    bool filled = large != NULL && mw_pack_array(params, 1) == MW_OK;

    for (size_t i = 0; filled && i < LARGE; i++) {
        large[i] = (uint8_t)(i * 167 >> 3);
    }
    filled = filled && mw_pack_bin(params, mw_bytes(large, LARGE)) == MW_OK;
    free(large);
    return filled;
}

static void play_large(struct trial *trial)
{
    struct mw_buffer params = {0};
    uint32_t msgid = trial_msgid(trial);

    if (mw_framing_max(trial->config->link.framing) < (size_t)2 * LARGE) {
        trial->skipped = "no frame is so long here";
    } else if (fill(&params)) {
        trial_add_request(trial, msgid, MW_NAME_ECHO, mw_buffer_bytes(&params));
        trial_send(trial);
        trial_hear_result(trial, msgid, mw_buffer_bytes(&params));
    } else {
        trial_break(trial, 0, "no memory for %d bytes", LARGE);
    }
    mw_buffer_fini(&params);
}

/* --- the vectors --- */

/* A body of a vector is a value, but no message; or not even a value. */
static void hear_refusals(struct trial *trial, struct mw_bytes bodies)
{
    while (bodies.len > 0 && !vectors_is(bodies, "-") && trial_holds(trial)) {
        const uint8_t *space = memchr(bodies.at, ' ', bodies.len);
        size_t len = space ? (size_t)(space - bodies.at) : bodies.len;
        struct mw_buffer body = {0};
        bool value =
            vectors_bytes(mw_bytes(bodies.at, len), &body) == MW_OK &&
            mw_walk_whole(mw_buffer_bytes(&body), DEPTH, NULL) == MW_OK;

        trial_hear_told(trial,
                        value ? MW_CODE_INVALID_REQUEST : MW_CODE_PARSE_ERROR);
        mw_bytes_skip(&bodies, space ? len + 1 : len);
        mw_buffer_fini(&body);
    }
}

/* A stream on a connection of its own: each body is refused, then comes what
 * the outcome is. */
static void play_stream(struct trial *trial, const struct vectors_row *row)
{
    bool goes_on = vectors_is(row->field[4], "need-more");

    trial_reconnect(trial);
    if (vectors_bytes(row->field[2], &trial->line) != MW_OK) {
        return;
    }
    trial_send(trial);
    hear_refusals(trial, row->field[3]);
    if (goes_on) {
        trial_finish(trial);
        trial_hear_last(trial);
    } else {
        trial_hear_told(trial, vectors_is(row->field[4], "too-big")
                                   ? MW_CODE_FRAME_TOO_LARGE
                                   : MW_CODE_PARSE_ERROR);
        trial_hear_end(trial);
    }
}

static void play_streams(struct trial *trial, const char *outcome)
{
    const char *framing = mw_framing_name(trial->config->link.framing);
    struct mw_bytes text = vectors_frames();
    unsigned rows = 0;
    struct vectors_row row;

    while (trial_holds(trial) && vectors_next(&text, &row)) {
        if (vectors_is(row.field[1], framing) &&
            vectors_is(row.field[4], outcome)) {
            play_stream(trial, &row);
            rows++;
        }
    }
    trial->checks = rows;
    if (rows == 0) {
        trial->skipped = "this framing can't break so";
        return;
    }
    trial_reconnect(trial);
    trial_hear_alive(trial);
}

static void play_parts(struct trial *trial)
{
    play_streams(trial, "need-more");
}

static void play_empty(struct trial *trial)
{
    play_streams(trial, "empty-frame");
}

static void play_too_long(struct trial *trial)
{
    play_streams(trial, "too-big");
}

static void play_no_length(struct trial *trial)
{
    play_streams(trial, "bad-length");
}

static void play_lost(struct trial *trial)
{
    play_streams(trial, "bad-value");
}

static void play_late(struct trial *trial)
{
    trial_put(trial, mw_bytes("\0\0", 2));
    if (trial_holds(trial)) { /* longer than one waits for an answer */
        (void)probe_is_silent(&trial->probe, LATE_MS);
    }
    trial_hear_told(trial, MW_CODE_TIMED_OUT);
    trial_hear_end(trial);
}

#define ROW(name_, play_, needs_, says_)                                       \
    {                                                                          \
        .name = "frame." name_, .says = (says_), .section = "Frame",           \
        .on = RULE_STREAM, .needs = (needs_), .play = (play_)                  \
    }

const struct rule rules_frames[] = {
    ROW("whole", play_whole, 0, "a request is answered under its msgid"),
    ROW("cut", play_cut, 0, "a frame cut anywhere is heard whole, not before"),
    ROW("bytes", play_bytes, 0, "a frame that comes byte by byte is heard"),
    ROW("coalesced", play_coalesced, 0,
        "many frames in one write are answered, each once"),
    ROW("two-and-a-half", play_two_and_a_half, 0,
        "two frames and a half are heard, and the rest of the third"),
    ROW("large", play_large, RULE_NEEDS_ECHO,
        "a frame of a megabyte is heard, and answered"),
    ROW("parts", play_parts, 0,
        "what comes out of a stream is what the vectors say, then its end"),
    ROW("empty", play_empty, RULE_NEEDS_PREFIX,
        "a length of 0 is told as -32700 and ends the stream in order"),
    ROW("too-long", play_too_long, 0,
        "a length above max_frame is told as -32004 and ends the stream in "
        "order"),
    ROW("no-length", play_no_length, 0,
        "a prefix that is none is told as -32700 and ends the stream in order"),
    ROW("lost", play_lost, 0,
        "without lengths, what is no value is told as -32700 and ends the "
        "stream in order"),
    ROW("late", play_late, RULE_NEEDS_TIME | RULE_NEEDS_PREFIX,
        "a frame that is not whole in time is told as -32001 and ends the "
        "stream"),
    {0},
};
