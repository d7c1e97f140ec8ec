#include "talk/trace_lines.h"

#include "output/dump.h"
#include "output/plain.h"

#include <inttypes.h>
#include <stdio.h>

enum { WIDTH = 80, INDENT = 2, LABEL_COLUMNS = 64 };

struct sheet {
    struct mw_pen pen;
    const struct trace_event *event;
    struct mw_inspect_style style;
    size_t width; /* of sentences: only a terminal has one */
};

/* --- the line above --- */

static void put_time(struct sheet *sheet)
{
    char text[32];
    uint64_t us = sheet->event->at_ns / 1000;

    snprintf(text, sizeof(text), "%" PRIu64 ".%06" PRIu64, us / 1000000,
             us % 1000000);
    mw_pen_put(&sheet->pen, MW_INK_DIM, mw_text(text));
}

/* Writes words behind those that are there, or on a line of their own.
 * Sentences and addresses come from the system and from peers: each is made
 * harmless.
 *
 * after  what is to stand close behind them. */
static void put(struct sheet *sheet, enum mw_ink ink, const char *words,
                const char *after)
{
    struct mw_buffer safe = {0};
    enum mw_status rc = plain_text(mw_text(words), &safe);

    if (rc == MW_OK) {
        rc = mw_buffer_append(&safe, mw_bytes(after, strlen(after) + 1));
    }
    if (rc == MW_OK) {
        mw_pen_words(&sheet->pen, ink, (const char *)safe.at, INDENT,
                     sheet->width);
    } else {
        sheet->pen.rc = rc;
    }
    mw_buffer_fini(&safe);
}

static void say(struct sheet *sheet, const char *words)
{
    put(sheet, MW_INK_PLAIN, words, "");
}

/* Which way it went, with whom, and how much it was.
 *
 * what  more about the bytes, and what stands close behind that. */
static void put_way(struct sheet *sheet, const char *what, const char *after)
{
    const struct mw_trace *seen = sheet->event->seen;
    char text[96];

    put(sheet, seen->out ? MW_INK_KEY : MW_INK_STRING, seen->out ? "->" : "<-",
        "");
    say(sheet, sheet->event->peer);
    snprintf(text, sizeof(text), "%zu byte%s%s", seen->len,
             seen->len == 1 ? "" : "s", what);
    put(sheet, MW_INK_PLAIN, text, after);
}

/* Appends a message's own words, terminated. Returns NULL if it is none. */
static const char *label_of(struct mw_bytes body, struct mw_buffer *label)
{
    bool told = mw_inspect_label(body, LABEL_COLUMNS, label) == MW_OK &&
                label->len > 0 &&
                mw_buffer_append(label, mw_bytes("", 1)) == MW_OK;

    return told ? (const char *)label->at : NULL;
}

/* --- what has bytes --- */

static void put_dump(struct sheet *sheet)
{
    mw_pen_newline(&sheet->pen);
    dump_write(&sheet->pen, sheet->event->seen->bytes, sheet->style.width);
}

/* The pen's text and the inspection's go to the same buffer. */
static void put_inspection(struct sheet *sheet)
{
    mw_pen_newline(&sheet->pen);
    (void)mw_inspect(sheet->event->seen->bytes, &sheet->style, sheet->pen.out,
                     NULL);
}

static void put_frame(struct sheet *sheet)
{
    struct mw_bytes rest = sheet->event->seen->bytes;
    struct mw_frame frame = {.body = rest};
    struct mw_buffer label = {0};
    const char *words;

    if (sheet->style.framing != NULL) {
        (void)mw_frame_next(sheet->style.framing, SIZE_MAX / 2, NULL, &rest,
                            &frame, NULL);
    }
    words = label_of(frame.body, &label);
    put_way(sheet, "", words != NULL ? ":" : "");
    if (words != NULL) {
        put(sheet, MW_INK_TITLE, words, "");
    }
    mw_buffer_fini(&label);
    put_inspection(sheet);
}

/* The front of a frame is inspected up to where it is cut; what has no
 * boundary at all, byte by byte. */
static void put_rest(struct sheet *sheet)
{
    struct mw_bytes rest = sheet->event->seen->bytes;
    struct mw_frame frame;
    struct mw_error err = {0};
    enum mw_status rc = mw_frame_next(sheet->style.framing, sheet->style.limit,
                                      NULL, &rest, &frame, &err);

    if (rc == MW_EAGAIN) {
        put_way(sheet, " of a frame that is cut", "");
        put_inspection(sheet);
        return;
    }
    put_way(sheet, rc == MW_OK ? " too late" : " that are no frame",
            rc == MW_OK ? "" : ":");
    if (rc != MW_OK) {
        put(sheet, MW_INK_FAULT, err.text, "");
    }
    put_dump(sheet);
}

/* --- what has none --- */

static void put_failed(struct sheet *sheet)
{
    const struct mw_trace *seen = sheet->event->seen;

    if (seen->address != NULL) {
        say(sheet, "can't connect to");
        put(sheet, MW_INK_PLAIN, seen->address, ":");
    } else {
        say(sheet, "can't connect:");
    }
    put(sheet, MW_INK_FAULT, seen->why->text, "");
}

static bool has_name(const char *url)
{
    return strcmp(url, "unix:") != 0 && url[0] != '\0';
}

static void put_opened(struct sheet *sheet)
{
    bool out = sheet->event->seen->out;
    const char *peer = sheet->event->peer, *local = sheet->event->local;
    const char *from = out ? local : peer, *to = out ? peer : local;

    say(sheet, out ? "connected" : peer[0] != '\0' ? "accepted" : "bound");
    if (has_name(from)) {
        say(sheet, from);
        say(sheet, "->");
    }
    say(sheet, to);
}

static void put_closed(struct sheet *sheet)
{
    const struct mw_error *why = sheet->event->seen->why;
    bool peer = sheet->event->peer[0] != '\0';
    bool here = why->status == MW_ECANCELED;

    say(sheet, "closed");
    put(sheet, MW_INK_PLAIN, peer ? sheet->event->peer : sheet->event->local,
        why->status == MW_OK ? "" : ":");
    if (why->status != MW_OK) {
        put(sheet, here ? MW_INK_PLAIN : MW_INK_FAULT, why->text, "");
    }
}

static void put_event(struct sheet *sheet)
{
    const struct mw_trace *seen = sheet->event->seen;

    put_time(sheet);
    switch (seen->kind) {
    case MW_TRACE_LOOKUP:
        say(sheet, "looking up");
        say(sheet, seen->address);
        break;
    case MW_TRACE_TRYING:
        say(sheet, "connecting to");
        say(sheet, seen->address);
        break;
    case MW_TRACE_FAILED:
        put_failed(sheet);
        break;
    case MW_TRACE_OPENED:
        put_opened(sheet);
        break;
    case MW_TRACE_FRAME:
        put_frame(sheet);
        break;
    case MW_TRACE_OUTSIDE:
        put_way(sheet, " outside of frames", "");
        put_dump(sheet);
        break;
    case MW_TRACE_REST:
        put_rest(sheet);
        break;
    case MW_TRACE_UNSENT:
        put_way(sheet, " unsent", "");
        break;
    case MW_TRACE_CLOSED:
        put_closed(sheet);
        break;
    }
}

enum mw_status trace_lines(const struct trace_event *event,
                           const struct mw_inspect_style *style,
                           struct mw_buffer *out)
{
    struct sheet sheet = {
        .pen = {.out = out, .colour = style->colour, .colours = style->colours},
        .event = event,
        .style = *style,
    };

    sheet.style.framing = event->seen->framing;
    sheet.style.headed = true;
    sheet.style.width = style->width == 0 ? WIDTH : style->width;
    sheet.width = style->width == 0 ? SIZE_MAX : style->width;
    put_event(&sheet);
    if (sheet.pen.column > 0) {
        mw_pen_newline(&sheet.pen);
    }
    return sheet.pen.rc;
}
