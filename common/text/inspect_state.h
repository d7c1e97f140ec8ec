/* What an inspection knows while it goes on: where it is, and what it draws
 * with. */
#ifndef MSGWIRE_TEXT_INSPECT_STATE_H
#define MSGWIRE_TEXT_INSPECT_STATE_H

#include "text/inspect_path.h"
#include "text/inspect_row.h"
#include "wire/head.h"

#include <msgwire/error.h>
#include <msgwire/message.h>

struct mw__inspection {
    unsigned max_depth;
    size_t limit;      /* of a frame's body, or a value */
    uint64_t offset;   /* of the first byte at hand ... */
    const uint8_t *at; /* ... which is this */

    bool begun;       /* a value, which is not done */
    uint64_t value;   /* its first byte's offset */
    uint64_t skip;    /* bytes of the last row's payload that are to come */
    const char *type; /* of the last row */
    bool is_message, headed;
    struct mw_message message; /* its shape; the views are gone */

    struct mw__inspect_sheet sheet;
    struct mw_buffer path_text, value_text; /* of the row being drawn */
    struct mw_error err;
    struct mw__inspect_path path; /* last, since it is large */
};

/* What lies ahead, up to the end of the frame. */
struct mw__inspect_view {
    struct mw_bytes rest; /* bytes that are here */
    uint64_t room;        /* bytes there will ever be; more than those: wait */
    uint64_t missing;     /* bytes of the frame that will never come */
};

/* One element: its first byte's row of the table, and what that announces. */
struct mw__inspect_element {
    struct mw__head head;
    size_t head_len;
    uint64_t size; /* of the payload, or the count of an array or map */
    uint64_t len;  /* all of it, elements not included */
};

#endif
