/* A conversation held by hand: lines in, requests out, and what comes back
 * shown when it comes.
 *
 *     repl.c          the whole: opens, asks for lines, closes
 *     repl_prompt.c   a line: repl_editor.c on a terminal, repl_keys.c
 *     repl_do.c       what a line says: repl_words.c, repl_command.c
 *     repl_ask.c      requests out, and waiting for their answers
 *     repl_hear.c     what the peer says
 *     repl_show.c     everything that is printed
 */
#ifndef CLIENT_REPL_REPL_H
#define CLIENT_REPL_REPL_H

#include "command.h"
#include "repl/repl_pending.h"
#include "repl/repl_prompt.h"
#include "repl/repl_show.h"
#include "repl/repl_words.h"
#include "talk/line.h"

enum { REPL_SIGNALS = 6 };

struct repl {
    const struct job *job;
    struct line line;
    struct repl_show show;
    struct repl_prompt prompt;
    struct repl_methods methods; /* what the peer offers, as far as it told */
    struct repl_pending pending;
    uv_timer_t due;                    /* when the next answer is late */
    uv_signal_t signals[REPL_SIGNALS]; /* a person's; else they end us */

    char use[MW_METHOD_MAX + 1]; /* the method in use, or "" */
    bool time;                   /* say how long each answer took */
    struct options traced;       /* the options, with --trace as it is now */
    bool quit;

    uint32_t awaited;         /* the request that is waited for; 0: none */
    struct mw_buffer request; /* its message, to be sent again (udp) */
    uint64_t tries;
    bool describing; /* `describe` was asked in the background */

    uint64_t lines;       /* read so far */
    enum mw_status worst; /* of what has been said and did not end it */
    int killed;           /* by this signal; 0: by none */
};

/* Holds the conversation of a job, whose first word is the URL.
 *
 * Returns as command.run; does not if a signal has ended it. */
enum mw_status repl_hold(const struct job *job, struct mw_error *err);

/* --- what the parts have of each other --- */

/* Runs the loop until something has happened that repl_wake tells of, or any
 * event came. */
void repl_turn(struct repl *repl);

/* Something has happened that may be waited for: a turn that has not begun to
 * wait for events does not begin. */
void repl_wake(struct repl *repl);

/* Notes that something went wrong and was said; a lost answer and a wrong line
 * weigh more than an error answer. */
void repl_note(struct repl *repl, enum mw_status status);

/* Says what was wrong, and notes the status. */
void repl_complain(struct repl *repl, enum mw_status status,
                   const struct mw_error *why);

/* Does what a line says, which has been cut into words unless it is text for
 * the method in use. */
void repl_do(struct repl *repl, struct mw_bytes text,
             const struct repl_words *words);

/* True if the line is text for the method in use. */
bool repl_do_takes_text(const struct repl *repl, struct mw_bytes text);

/* Asks, and waits for the answer, which is shown; Ctrl-C ends the waiting.
 *
 * params  bytes of one array.
 * page    the result is a description. */
void repl_ask(struct repl *repl, const char *method, struct mw_bytes params,
              bool page);

/* Sends a message that has no answer. */
void repl_ask_nothing(struct repl *repl, struct mw_bytes body);

/* Asks `describe` and does not wait: for completion and for hints. */
void repl_ask_methods(struct repl *repl);

/* Starts the timer for the answer that is due first. */
void repl_ask_watch(struct repl *repl);

/* The connection is gone, and with it all answers. */
void repl_ask_lost(struct repl *repl);

/* Hears a message from the peer. */
void repl_hear(struct repl *repl, struct mw_bytes body);

/* Hands a person's signals to the conversation. */
void repl_signals_open(struct repl *repl);
void repl_signals_close(struct repl *repl);

#endif
