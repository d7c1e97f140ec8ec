/* The pump goes from record to record until one has to wait: for its time, for
 * its connection to stand or to take more, for answers to come. What it waits
 * for calls it again.
 *
 *     PUMPING --record not due--> timer ----.
 *        ^  `---not open, full, piled up----+--> waits for on_open, ...
 *        `----------------------------------'
 *        `--the file ends--> all_read --all closed, or too late--> over */
#include "keep/replay.h"

#include "keep/verdict.h"

#include <msgwire/value.h>

#include <inttypes.h>
#include <stdio.h>
#include <sys/timerfd.h>
#include <time.h>

enum {
    PLAYERS_MAX = 4096,      /* connections at once */
    WANTED_MAX = 16 << 20,   /* bytes of answers that wait for their pair */
    WANTED_COUNT_MAX = 4096, /* how many these are */
    OUTPUT_HIGH = 1 << 20,
    SECOND = 1000000000,
};

uint64_t replay_now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * SECOND + (uint64_t)now.tv_nsec;
}

size_t replay_out_high(const struct replay *replay)
{
    return mw_loop_limits(replay->loop)->out_high;
}

/* The first reason stays. */
void replay_end(struct replay *replay, const struct mw_error *why)
{
    if (!replay->over) {
        replay->over = true;
        if (why != NULL) {
            replay->why = *why;
        }
        uv_stop(&replay->uv);
    }
}

/* --- what is heard --- */

/* All that is told is a line on stderr, and only the first ones are: a peer
 * may do wrong as often as it likes. */
void replay_tell(struct replay *replay, enum mw_status status, const char *who,
                 const char *text)
{
    char sentence[RECORD_NAME + MW_ERROR_TEXT];

    if (replay->worst == MW_OK) {
        replay->worst = status;
    }
    if (replay->faults++ < VERDICTS_TOLD) {
        snprintf(sentence, sizeof(sentence), "%s: %s", who, text);
        report_say(&replay->job->report, mw_text(sentence));
    }
}

void replay_on_pair(void *arg, const struct match_pair *pair)
{
    struct player *player = arg;
    struct replay *replay = player->replay;
    struct mw_buffer sentence = {0};

    if (pair->equal) {
        replay->equal++;
        return;
    }
    replay->missing += pair->came.len == 0;
    replay->unexpected += pair->number == 0;
    replay->different += pair->came.len > 0 && pair->number > 0;
    if (replay->told++ < VERDICTS_TOLD) {
        verdict_put(pair, player->name, &sentence);
        report_say(&replay->job->report, mw_buffer_bytes(&sentence));
        mw_buffer_fini(&sentence);
    }
}

static enum mw_status print(struct replay *replay, struct mw_bytes body,
                            struct mw_error *err)
{
    struct mw_bytes value;
    enum mw_status rc = MW_OK;

    while (rc == MW_OK && body.len > 0 &&
           mw_value_skip(&body, &value) == MW_OK) {
        rc = render_value(&replay->render, value, value, err);
    }
    if (rc == MW_OK && replay->render.out.buffer.len >= OUTPUT_HIGH) {
        rc = render_flush(&replay->render, err);
    }
    return rc;
}

static void expect_more(struct replay *replay);

void replay_hear(struct player *player, const struct mw_piece *piece,
                 bool awaited)
{
    struct replay *replay = player->replay;
    enum mw_status rc = MW_OK;
    struct mw_error err;

    replay->answers++;
    if (replay->expects) {
        rc = match_come(&player->match, piece->body, replay_on_pair, player);
        if (rc != MW_OK) {
            mw_error_set(&err, rc, "no memory for an answer");
        }
    } else if (piece->why != NULL) {
        replay_tell(replay, MW_EVALUE, player->name, piece->why->text);
    } else {
        rc = print(replay, piece->body, &err);
    }
    if (rc != MW_OK) {
        replay_end(replay, &err);
    }
    if (awaited) {
        expect_more(replay);
    }
}

/* --- the end --- */

static void on_late(uv_timer_t *timer)
{
    replay_end(timer->data, NULL);
}

/* Counted from the last thing that was sent, or came and was awaited: who
 * never ends what nobody asked for is not listened to for ever. */
static void expect_more(struct replay *replay)
{
    uint64_t ms = options_ms(replay->job->opt->timeout_ns);

    if (replay->timing || replay->filling) {
        uv_timer_stop(&replay->late);
    } else if (ms > 0) {
        uv_timer_start(&replay->late, on_late, ms, 0);
    }
}

static void end_if_all_closed(struct replay *replay)
{
    for (struct player *at = replay->players; at != NULL; at = at->next) {
        player_finish(at);
    }
    for (struct player *at = replay->players; at != NULL; at = at->next) {
        if (at->conn != NULL) {
            return;
        }
    }
    replay_end(replay, NULL);
}

/* --- players --- */

/* Who is over, as recorded and now. */
static void drop_players(struct replay *replay)
{
    struct player **link = &replay->players;

    while (*link != NULL) {
        struct player *player = *link;
        if (player->conn == NULL && player->in_ended && player->out_ended) {
            *link = player->next;
            replay->player_count--;
            player_free(player);
        } else {
            link = &player->next;
        }
    }
}

/* A client whose address comes again after its end is another one. */
static struct player *find_player(const struct replay *replay)
{
    const struct record *record = &replay->record;

    for (struct player *at = replay->players; at != NULL; at = at->next) {
        if (replay->one || mw_bytes_equal(mw_text(at->name), record->peer)) {
            bool again = !record->out && at->in_ended && !replay->one;
            return again ? NULL : at;
        }
    }
    return NULL;
}

/* Of the record at hand; NULL: that has ended it. */
static struct player *player_of_record(struct replay *replay)
{
    struct player *player = find_player(replay);
    struct mw_error err;

    if (player != NULL) {
        return player;
    }
    drop_players(replay);
    if (replay->player_count >= PLAYERS_MAX) {
        mw_error_set(&err, MW_ELIMIT,
                     "more than %d connections at once: --one-connection "
                     "would send all on one",
                     PLAYERS_MAX);
        replay_end(replay, &err);
        return NULL;
    }
    player = player_open(replay, replay->record.peer, &err);
    if (player == NULL) {
        replay_end(replay, &err);
        return NULL;
    }
    player->next = replay->players;
    replay->players = player;
    replay->player_count++;
    replay->connections++;
    return player;
}

/* --- records --- */

/* What was said to a client: one more answer that is to come. */
static bool play_out(struct replay *replay, struct player *player)
{
    const struct record *record = &replay->record;
    struct mw_error err;

    if (record->end) {
        player->out_ended = true;
        return true;
    }
    player->recorded++;
    if (replay->expects &&
        match_want(&player->match, replay->tape.number, record->data,
                   replay_on_pair, player) != MW_OK) {
        mw_error_set(&err, MW_ENOMEM, "no memory for an answer");
        replay_end(replay, &err);
        return false;
    }
    return true;
}

static void await_due(struct replay *replay, uint64_t wait_ns)
{
    const struct itimerspec when = {
        .it_value = {.tv_sec = (time_t)(wait_ns / SECOND),
                     .tv_nsec = (long)(wait_ns % SECOND)},
    };

    replay->timing = true;
    timerfd_settime(replay->timer_fd, 0, &when, NULL);
    expect_more(replay);
}

/* Returns false if it has to wait. */
static bool play_in(struct replay *replay, struct player *player)
{
    const struct record *record = &replay->record;
    struct mw_error err;
    enum mw_status rc;
    uint64_t wait_ns;

    if (player->conn != NULL && !player->open) {
        return false;
    }
    wait_ns = tempo_wait_ns(&replay->tempo, record->time_ns, replay_now_ns());
    if (wait_ns > 0) {
        await_due(replay, wait_ns);
        return false;
    }
    if (record->end) {
        player->in_ended = true;
        player_finish(player);
        return true;
    }
    rc = player_send(player, record->data, &err);
    if (rc == MW_EAGAIN) {
        return false;
    }
    replay->messages++;
    if (rc == MW_OK) {
        replay->sent++;
    } else if (player->conn != NULL) {
        replay_tell(replay, rc, player->name, err.text);
    }
    expect_more(replay);
    return true;
}

/* More answers wait for their pair than is good: those are awaited first. */
static bool is_piled_up(const struct player *player)
{
    return player->conn != NULL && !player->heard_all &&
           (player->match.wanted.bytes >= WANTED_MAX ||
            player->match.wanted.count >= WANTED_COUNT_MAX);
}

/* Returns false if it has to wait. */
static bool play_record(struct replay *replay)
{
    struct player *player = player_of_record(replay);

    if (player == NULL) {
        return false;
    }
    if (replay->record.out) {
        return play_out(replay, player);
    }
    return !is_piled_up(player) && play_in(replay, player);
}

static void say_cut(struct replay *replay)
{
    char sentence[96];

    if (replay->tape.cut > 0) {
        snprintf(sentence, sizeof(sentence),
                 "the file ends inside record %" PRIu64
                 ", %zu bytes of it are left out",
                 replay->tape.number + 1, replay->tape.cut);
        report_say(&replay->job->report, mw_text(sentence));
    }
}

static void on_more(uv_poll_t *poll, int status, int events)
{
    struct replay *replay = poll->data;

    (void)status;
    (void)events;
    uv_poll_stop(poll);
    replay->filling = false;
    expect_more(replay);
    replay_pump(replay);
}

/* A pipe has nothing now; what comes meanwhile is heard. */
static void await_more(struct replay *replay)
{
    replay->filling = true;
    uv_poll_start(&replay->more, UV_READABLE, on_more);
    expect_more(replay);
}

/* Returns false if there is none yet, or no more, or that has ended it. */
static bool next_record(struct replay *replay)
{
    struct mw_error err;
    enum mw_status rc = tape_next(&replay->tape, &replay->record, &err);

    replay->at_hand = rc == MW_OK;
    if (rc == MW_EAGAIN) {
        await_more(replay);
    } else if (rc == MW_ECLOSED) {
        replay->all_read = true;
        say_cut(replay);
        expect_more(replay);
    } else if (rc != MW_OK) {
        replay_end(replay, &err);
    }
    progress_step(replay->job->opt->progress, replay->tape.number,
                  replay->tape.end);
    return replay->at_hand;
}

void replay_pump(struct replay *replay)
{
    while (!replay->over && !replay->all_read && !replay->timing &&
           !replay->filling && (replay->at_hand || next_record(replay))) {
        if (!play_record(replay)) {
            return;
        }
        replay->at_hand = false;
    }
    if (replay->all_read && !replay->over) {
        end_if_all_closed(replay);
    }
}

void replay_due(struct replay *replay)
{
    replay->timing = false;
    expect_more(replay);
    replay_pump(replay);
}
