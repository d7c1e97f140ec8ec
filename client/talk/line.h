/* A line: a command's event loop and its one connection to a server, from
 * dialling until the command ends it.
 *
 * Nothing calls back before line_run, and nothing after it. */
#ifndef CLIENT_TALK_LINE_H
#define CLIENT_TALK_LINE_H

#include "options.h"
#include "output/render.h"
#include "talk/trace.h"

#include <msgwire/conn.h>

#include <uv.h>

/* What a command wants to hear; each may be NULL but the first. */
struct line_events {
    void (*on_ready)(void *data); /* the connection stands, or stands again */
    void (*on_body)(void *data, struct mw_bytes body);
    void (*on_room)(void *data); /* more may be sent: see line_has_room */
    void (*on_end)(void *data);  /* the peer has sent all it will */

    /* The connection is gone, and it was not line_end's doing; why->status is
     * MW_OK if both had finished. NULL: line_end with `why`. */
    void (*on_close)(void *data, const struct mw_error *why);
};

struct line_config {
    const struct options *opt; /* borrows */
    const struct line_events *events;
    void *data;
    struct render *render; /* is flushed before each wait; may be NULL */
    uint64_t patience_ns;  /* how long to try again to connect */
    bool probe;            /* it stands only when `ping` is answered */
};

/* How far the dialling has come: dial.c. */
enum dial_state { DIAL_TRYING, DIAL_PROBING, DIAL_PAUSING, DIAL_DONE };

struct dial {
    enum dial_state state;
    uv_timer_t timer; /* the end of a pause, or of the wait for an answer */
    uint64_t began_ms, done_ms;
    uint64_t pause_ms;   /* the next pause */
    uint64_t retries;    /* tries left when patience is over */
    bool patient;        /* the pause is part of the patience */
    bool heard;          /* a message came over this connection */
    struct mw_error why; /* how the last try failed */
};

struct line {
    struct line_config config;
    struct mw_link link;
    struct dial dial;
    struct trace trace;
    uv_loop_t uv;
    uv_prepare_t before_wait;
    uv_idle_t room; /* on_room is due in the next turn */
    struct mw_loop *loop;
    struct mw_conn *conn; /* NULL while there is none */
    bool full;            /* someone waits for room */
    bool over;
    enum mw_status status; /* how it ended */
    struct mw_error why;
};

/* Makes a line and begins to dial. Gives; line_close frees.
 *
 * Returns MW_OK; MW_EINVAL for a wrong address; MW_ENOMEM; MW_ESYSTEM. */
enum mw_status line_open(struct line *line, const char *url,
                         const struct line_config *config,
                         struct mw_error *err);

/* Runs until line_end. Returns its status, `err` its sentence. */
enum mw_status line_run(struct line *line, struct mw_error *err);

/* Ends it; the first call counts.
 *
 * status  of a peer that is late, but has broken the protocol before, that is
 *         told instead.
 * why     the sentence; NULL: nothing is left to be said. */
void line_end(struct line *line, enum mw_status status,
              const struct mw_error *why);

bool line_is_datagram(const struct line *line);

/* True while the connection stands. */
bool line_is_ready(const struct line *line);

/* True if a connection that is lost may be dialled again: --retry. */
bool line_may_redial(const struct line *line);

/* In on_close: true if the connection was lost, and may be dialled again. */
bool line_is_lost(const struct line *line, const struct mw_error *why);

/* What is said of that. */
void line_lost_sentence(const struct mw_error *why, struct mw_error *sentence);

/* Gives the connection up: on_close follows, with MW_ECANCELED. */
void line_hang_up(struct line *line);

/* Dials again, from within on_close; on_ready follows, or the line's end.
 * line_may_redial must be true. */
void line_redial(struct line *line);

/* True if more may be sent. Else on_room comes when it may: what fills the
 * line is to stop meanwhile, so that nothing piles up here. */
bool line_has_room(struct line *line);

/* The connection would not take it now: on_room comes when it may. */
void line_await_room(struct line *line);

/* Closes and frees all of it. Other handles on its loop must be closing. */
void line_close(struct line *line);

#endif
