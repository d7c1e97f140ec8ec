/* record: a proxy that keeps in a file what passes through it. */
#include "command.h"
#include "keep/relay.h"
#include "keep/tape.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

struct recorder {
    const struct job *job;
    const char *name; /* of the file */
    struct relay relay;
    struct render render; /* its output is the file */
    uint64_t count;       /* messages recorded */
    bool lost;            /* the file takes no more */
    struct mw_error why;
};

static void say(const struct recorder *recorder, const char *text)
{
    const struct report report = {
        .verb = "record",
        .where = recorder->name,
        .quiet = recorder->job->opt->quiet,
    };

    report_say(&report, mw_text(text));
}

/* A piece in no frame is no message, and has been told of. */
static enum mw_status on_message(void *data,
                                 const struct relay_message *message,
                                 struct mw_error *err)
{
    struct recorder *recorder = data;
    const struct mw_piece *piece = message->piece;
    struct record record = {
        .time_ns = message->time_ns,
        .out = message->out,
        .end = piece == NULL,
        .peer = mw_text(message->peer),
        .transport = mw_text(message->transport),
        .data = piece == NULL ? mw_bytes(NULL, 0) : piece->body,
    };
    enum mw_status rc;

    if (recorder->lost || (piece != NULL && piece->kind != MW_PIECE_FRAME)) {
        return MW_OK;
    }
    rc = record_append(&record, &recorder->render.out.buffer);
    if (rc != MW_OK) {
        return mw_error_set(err, rc, "no memory for a record of %zu bytes",
                            record.data.len);
    }
    recorder->count += piece != NULL;
    return MW_OK;
}

/* The conversation goes on, and what was recorded stays good. */
static void on_unwritten(void *data, const struct mw_error *why)
{
    struct recorder *recorder = data;
    char sentence[MW_ERROR_TEXT + 64];

    if (recorder->lost) {
        return;
    }
    recorder->lost = true;
    recorder->why = *why;
    tape_mend(recorder->render.out.fd);
    snprintf(sentence, sizeof(sentence),
             "%s; nothing more is recorded, all is still passed on", why->text);
    say(recorder, sentence);
}

/* What failed while the conversation went on makes the status. */
static enum mw_status finish(struct recorder *recorder, enum mw_status rc,
                             struct mw_error *err)
{
    char sentence[64];

    if (rc == MW_OK && recorder->lost) {
        return mw_error_set(err, recorder->why.status,
                            "the recording is not complete: %.200s",
                            recorder->why.text);
    }
    if (rc == MW_OK) {
        snprintf(sentence, sizeof(sentence), "%" PRIu64 " message%s recorded",
                 recorder->count, recorder->count == 1 ? "" : "s");
        say(recorder, sentence);
    }
    return rc;
}

static enum mw_status record_all(struct recorder *recorder,
                                 struct mw_error *err)
{
    const struct relay_config config = {
        .job = recorder->job,
        .render = &recorder->render,
        .on_message = on_message,
        .on_unwritten = on_unwritten,
        .data = recorder,
    };
    enum mw_status rc = relay_run(&recorder->relay, &config, err);

    rc = render_end(&recorder->render, rc, err);
    return finish(recorder, rc, err);
}

static enum mw_status open_file(struct recorder *recorder, struct mw_error *err)
{
    struct mw_error why;
    size_t cut;
    enum mw_status rc = tape_create(recorder->name, recorder->job->opt->append,
                                    &recorder->render.out.fd, &cut, err);

    if (rc == MW_OK && cut > 0) {
        mw_error_set(&why, MW_OK,
                     "a last record that was not whole was cut off, %zu bytes",
                     cut);
        say(recorder, why.text);
    }
    if (rc == MW_OK && isatty(recorder->render.out.fd) == 1) {
        return mw_error_set(err, MW_EINVAL,
                            "a recording is bytes that a terminal can't show, "
                            "expected a file");
    }
    return rc;
}

static enum mw_status record_run(const struct job *job, struct mw_error *err)
{
    struct recorder recorder = {.job = job, .name = job->words[2]};
    enum mw_status rc = open_file(&recorder, err);

    if (rc == MW_OK) {
        rc = record_all(&recorder, err);
        if (recorder.render.out.fd != STDOUT_FILENO) {
            close(recorder.render.out.fd);
        }
    }
    if (rc == MW_OK) {
        signals_heed(&recorder.relay.station.signals);
    }
    return rc;
}

static const struct mw_option record_options[] = {
    OPTIONS_FLAG("append", 0, append, "go on with a recording that is there"),
    OPTIONS_RELAY,
    OPTIONS_END,
};

const struct command command_record = {
    .name = "record",
    .group = GROUP_TALK,
    .words = "LISTEN TARGET FILE",
    .summary = "stands between clients and a server, and keeps what they say",
    .about =
        (const char *const[]){
            "Passes on as proxy does, and writes each message to FILE as it "
            "passes; \"-\" is stdout. A FILE that has something in it is "
            "refused, unless it is a recording and --append goes on with it. "
            "Whatever ends it, what was written is good: a last record that "
            "is not whole is the only one lost. Where FILE takes no more, all "
            "is still passed on; it is told at once, and the status is 1. "
            "Where FILE is a pipe, its reader ends the whole by going away, "
            "as with any verb's output: status 0, and nothing is said.",
            "A recording is a file of frames (u32be), each a map: time, a "
            "timestamp; direction, \"in\" from the client or \"out\" to it; "
            "peer, the client; transport, the client's; data, a bin with the "
            "message's very bytes, or nil where that side had sent all.",
            NULL,
        },
    .options = record_options,
    .defaults = &options_relay,
    .words_min = 3,
    .words_max = 3,
    .exits = EXITS_RELAY | 1 << EXIT_DATA,
    .examples =
        (const char *const[]){
            "msgwire record :7000 tcp://127.0.0.1:6749 talk.rec",
            "msgwire record :7000 unix:/run/msgwire.sock - | msgwire decode "
            "-F u32be",
            NULL,
        },
    .run = record_run,
};
