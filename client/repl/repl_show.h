/* Showing: what a conversation prints. To a person values and sentences come
 * above the prompt; elsewhere stdout has the results, a line each, and stderr
 * all that is said. */
#ifndef CLIENT_REPL_REPL_SHOW_H
#define CLIENT_REPL_REPL_SHOW_H

#include "output/render.h"
#include "output/report.h"

struct repl_show {
    struct render render;
    struct report report;
    bool live;     /* to a person */
    uint64_t line; /* which line it is about, for sentences; 0: none */

    /* Makes place for what is printed. */
    void (*clear)(void *data);
    void *data;
};

typedef enum mw_status (*repl_show_fn)(struct render *render,
                                       struct mw_bytes value,
                                       struct mw_bytes whole,
                                       struct mw_error *err);

/* Prints a value.
 *
 * head   stands in front of it for a person: "3: ", or "".
 * fn     how: render_value, description_show.
 * whole  the message that it came in. */
enum mw_status repl_show_value(struct repl_show *show, const char *head,
                               repl_show_fn fn, struct mw_bytes value,
                               struct mw_bytes whole, struct mw_error *err);

/* Prints what the peer said by itself: a person sees it as a value, and else
 * it is no result, so it is said.
 *
 * head  may have been made of what the peer says: it is made harmless. */
enum mw_status repl_show_aside(struct repl_show *show, const char *head,
                               struct mw_bytes value, struct mw_bytes whole,
                               struct mw_error *err);

/* Says a sentence. */
void repl_show_say(struct repl_show *show, struct mw_bytes sentence);
void repl_show_sayf(struct repl_show *show, const char *fmt, ...)
    MW_PRINTF(2, 3);

/* Prints text for a person that is not data: help, a list. */
void repl_show_text(struct repl_show *show, struct mw_bytes text);

#endif
