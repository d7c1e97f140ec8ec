/* Rendering: values in, the chosen form out, on stdout.
 *
 * To a terminal values are pretty, coloured, fitted to its width, and folded
 * where they are long; elsewhere one line of typed JSON each. What a terminal
 * gets can't move its cursor. */
#ifndef CLIENT_OUTPUT_RENDER_H
#define CLIENT_OUTPUT_RENDER_H

#include "output/output.h"

#include <msgwire/bytes.h>
#include <msgwire/colours.h>
#include <msgwire/error.h>
#include <msgwire/frame.h>
#include <msgwire/pen.h>

enum render_form {
    RENDER_AUTO,
    RENDER_PRETTY,
    RENDER_JSON,
    RENDER_MSGPACK,
    RENDER_RAW,
    RENDER_HEX,
    RENDER_INSPECT,
    RENDER_NONE,
};

/* The names, then NULL. */
extern const char *const render_forms[];

/* What was asked for. */
struct render_options {
    int form;                         /* enum render_form */
    int colour;                       /* enum screen_colour */
    const struct mw_colours *colours; /* NULL: the usual ones; borrows */
    bool int_string;
    bool full; /* a terminal gets all of a long message too */
};

struct render {
    struct output out;
    enum render_form form; /* never RENDER_AUTO */
    bool page;             /* nobody asked for a form, and people read it */
    bool terminal, full, colour, int_string;
    const struct mw_colours *colours;
    unsigned width, lines;            /* of the terminal; 0: not known */
    const struct mw_framing *framing; /* of what is inspected; NULL: none */
};

/* Makes it ready to write to `fd`.
 *
 * usual  the form that auto stands for where `fd` is no terminal.
 *
 * Returns MW_OK; MW_EINVAL if bytes were asked for on a terminal. */
enum mw_status render_init(struct render *render, int fd,
                           const struct render_options *options,
                           enum render_form usual, struct mw_error *err);

/* Returns a pen that writes to it, for pages that are no values.
 *
 * width  set to the columns of a line, as they are now. */
struct mw_pen render_pen(struct render *render, size_t *width);

/* Appends one value.
 *
 * value  bytes that the walk has accepted.
 * whole  the message that it came in; for RENDER_RAW. */
enum mw_status render_value(struct render *render, struct mw_bytes value,
                            struct mw_bytes whole, struct mw_error *err);

/* Writes what was appended. Returns as output_flush. */
enum mw_status render_flush(struct render *render, struct mw_error *err);

/* Writes the rest, whatever has ended the command, and frees.
 *
 * Returns `rc`, or if that is MW_OK what writing the rest returned. */
enum mw_status render_end(struct render *render, enum mw_status rc,
                          struct mw_error *err);

#endif
