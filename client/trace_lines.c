#include "trace_lines.h"

#include "dump.h"
#include "plain.h"

#include <inttypes.h>
#include <stdio.h>

enum { WIDTH = 80, LABEL_COLUMNS = 64 };

struct sheet {
    struct mw_pen pen;
    const struct trace_event *event;
    struct mw_inspect_style style;
};

/* --- the line above --- */

static void put_time(struct sheet *sheet)
{
    char text[32];
    uint64_t us = sheet->event->at_ns / 1000;

    snprintf(text, sizeof(text), "%" PRIu64 ".%06" PRIu64 " ", us / 1000000,
             us % 1000000);
    mw_pen_put(&sheet->pen, MW_INK_DIM, mw_text(text));
}

/* Sentences and addresses come from the system and from peers: each is made
 * harmless. */
static void put_words(struct sheet *sheet, enum mw_ink ink, const char *words)
{
    struct mw_buffer safe = {0};

    if (plain_text(mw_text(words), &safe) == MW_OK) {
        mw_pen_put(&sheet->pen, ink, mw_buffer_bytes(&safe));
    }
    mw_buffer_fini(&safe);
}

static void put(struct sheet *sheet, const char *words)
{
    put_words(sheet, MW_INK_PLAIN, words);
}

static void put_fault(struct sheet *sheet, const char *sentence)
{
    put(sheet, ": ");
    put_words(sheet, MW_INK_FAULT, sentence);
}

/* Which way it went, with whom, and how much it was. */
static void put_way(struct sheet *sheet, const char *what)
{
    const struct mw_trace *seen = sheet->event->seen;
    char text[64];

    put_words(sheet, seen->out ? MW_INK_KEY : MW_INK_STRING,
              seen->out ? "-> " : "<- ");
    put(sheet, sheet->event->peer);
    snprintf(text, sizeof(text), "  %zu byte%s%s", seen->len,
             seen->len == 1 ? "" : "s", what);
    put(sheet, text);
}

/* A message's own words in the colour of titles. */
static void put_label(struct sheet *sheet, struct mw_bytes body)
{
    struct mw_buffer label = {0};
    enum mw_status rc = mw_inspect_label(body, LABEL_COLUMNS, &label);

    if (rc == MW_OK && label.len > 0) {
        mw_pen_put(&sheet->pen, MW_INK_PLAIN, mw_text("  "));
        mw_pen_put(&sheet->pen, MW_INK_TITLE, mw_buffer_bytes(&label));
    }
    mw_buffer_fini(&label);
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

    if (sheet->style.framing != NULL) {
        (void)mw_frame_next(sheet->style.framing, SIZE_MAX / 2, NULL, &rest,
                            &frame, NULL);
    }
    put_way(sheet, "");
    put_label(sheet, frame.body);
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
        put_way(sheet, ", a frame that is cut");
        put_inspection(sheet);
        return;
    }
    put_way(sheet, rc == MW_OK ? " too late" : ", no frame");
    if (rc != MW_OK) {
        put_fault(sheet, err.text);
    }
    put_dump(sheet);
}

/* --- what has none --- */

static void put_failed(struct sheet *sheet)
{
    const struct mw_trace *seen = sheet->event->seen;

    put(sheet, "can't connect");
    if (seen->address != NULL) {
        put(sheet, " to ");
        put(sheet, seen->address);
    }
    put_fault(sheet, seen->why->text);
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

    put(sheet, out ? "connected " : peer[0] != '\0' ? "accepted " : "bound ");
    if (has_name(from)) {
        put(sheet, from);
        put(sheet, " -> ");
    }
    put(sheet, to);
}

static void put_closed(struct sheet *sheet)
{
    const struct mw_error *why = sheet->event->seen->why;

    put(sheet, "closed ");
    put(sheet, sheet->event->peer[0] != '\0' ? sheet->event->peer
                                             : sheet->event->local);
    if (why->status == MW_ECANCELED) {
        put(sheet, ": ");
        put(sheet, why->text);
    } else if (why->status != MW_OK) {
        put_fault(sheet, why->text);
    }
}

static void put_event(struct sheet *sheet)
{
    const struct mw_trace *seen = sheet->event->seen;

    put_time(sheet);
    switch (seen->kind) {
    case MW_TRACE_TRYING:
        put(sheet, "connecting to ");
        put(sheet, seen->address);
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
        put_way(sheet, " outside of frames");
        put_dump(sheet);
        break;
    case MW_TRACE_REST:
        put_rest(sheet);
        break;
    case MW_TRACE_UNSENT:
        put_way(sheet, " unsent");
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
    sheet.style.width = style->width == 0 ? WIDTH : style->width;
    put_event(&sheet);
    if (sheet.pen.column > 0) {
        mw_pen_newline(&sheet.pen);
    }
    return sheet.pen.rc;
}
