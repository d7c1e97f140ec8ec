#include "conform/verdict.h"

#include <msgwire/inspect.h>
#include <msgwire/pack.h>

#include <stdio.h>

enum { NAME_COLUMN = 3, SAYS_COLUMN = 26, INDENT = 6, ROWS = 6 };

/* --- for people --- */

static void put_row(struct mw_pen *pen, const struct verdict *verdict,
                    size_t width)
{
    char checks[32] = "";

    if (verdict->skipped != NULL) {
        mw_pen_put(pen, MW_INK_DIM, mw_text("-"));
    } else if (verdict->broken) {
        mw_pen_put(pen, MW_INK_FAULT, mw_text("✗"));
    } else {
        mw_pen_put(pen, MW_INK_STRING, mw_text("✓"));
    }
    mw_pen_pad(pen, NAME_COLUMN);
    mw_pen_put(pen, verdict->skipped ? MW_INK_DIM : MW_INK_KEY,
               mw_text(verdict->name));
    mw_pen_words(pen, verdict->skipped ? MW_INK_DIM : MW_INK_PLAIN,
                 verdict->says, SAYS_COLUMN, width);
    if (verdict->skipped != NULL) {
        snprintf(checks, sizeof(checks), "(%s)", verdict->skipped);
    } else if (verdict->checks > 1) {
        snprintf(checks, sizeof(checks), "(%u)", verdict->checks);
    }
    mw_pen_words(pen, MW_INK_DIM, checks, SAYS_COLUMN, width);
    mw_pen_newline(pen);
}

static void put_bytes(struct mw_pen *pen, const struct verdict_printer *printer,
                      const char *title, struct mw_bytes bytes, bool framed)
{
    const struct mw_inspect_style style = {
        .framing = framed ? printer->link->framing : NULL,
        .rows = ROWS,
        .width = printer->render.width,
        .colour = pen->colour,
        .colours = pen->colours,
    };

    if (bytes.len == 0) {
        return;
    }
    mw_pen_pad(pen, INDENT);
    mw_pen_put(pen, MW_INK_DIM, mw_text(title));
    mw_pen_newline(pen);
    if (mw_inspect(bytes, &style, pen->out, NULL) == MW_ENOMEM) {
        pen->rc = MW_ENOMEM;
    }
}

static void put_fault(struct mw_pen *pen, const struct verdict_printer *printer,
                      const struct verdict *verdict, size_t width)
{
    bool stream = printer->link->endpoint.scheme != MW_UDP;
    char came[64] = "came:";

    mw_pen_pad(pen, INDENT);
    mw_pen_words(pen, MW_INK_FAULT, verdict->why, INDENT, width);
    mw_pen_newline(pen);
    put_bytes(pen, printer, "sent:", verdict->sent, stream);
    if (verdict->at > 0) {
        snprintf(came, sizeof(came), "came, broken at byte %zu:", verdict->at);
    }
    put_bytes(pen, printer, came, verdict->came, false);
}

static enum mw_status print_page(struct verdict_printer *printer,
                                 const struct verdict *verdict,
                                 struct mw_error *err)
{
    size_t width;
    struct mw_pen pen = render_pen(&printer->render, &width);

    put_row(&pen, verdict, width);
    if (verdict->broken) {
        put_fault(&pen, printer, verdict, width);
    }
    return pen.rc == MW_OK
               ? MW_OK
               : mw_error_set(err, pen.rc, "no memory for the verdict");
}

/* --- for programs --- */

static void pack_text(struct mw_buffer *out, const char *key, const char *text)
{
    mw_pack_str(out, mw_text(key));
    mw_pack_str(out, mw_text(text));
}

static enum mw_status pack_fault(struct mw_buffer *out,
                                 const struct verdict *verdict)
{
    pack_text(out, "why", verdict->why);
    mw_pack_str(out, mw_text("at"));
    mw_pack_uint(out, verdict->at);
    mw_pack_str(out, mw_text("sent"));
    mw_pack_bin(out, verdict->sent);
    mw_pack_str(out, mw_text("came"));
    return mw_pack_bin(out, verdict->came);
}

static enum mw_status pack(struct mw_buffer *out, const struct verdict *verdict)
{
    const char *end = verdict->skipped  ? "skipped"
                      : verdict->broken ? "broken"
                                        : "holds";
    uint32_t more = verdict->skipped ? 1 : verdict->broken ? 4 : 0;

    mw_pack_map(out, 5 + more);
    pack_text(out, "rule", verdict->name);
    pack_text(out, "end", end);
    mw_pack_str(out, mw_text("checks"));
    mw_pack_uint(out, verdict->checks);
    pack_text(out, "says", verdict->says);
    pack_text(out, "section", verdict->section);
    if (verdict->skipped != NULL) {
        pack_text(out, "why", verdict->skipped);
    } else if (verdict->broken) {
        return pack_fault(out, verdict);
    }
    return MW_OK;
}

static enum mw_status print_value(struct verdict_printer *printer,
                                  const struct verdict *verdict,
                                  struct mw_error *err)
{
    struct mw_buffer value = {0};
    enum mw_status rc = pack(&value, verdict);

    if (rc == MW_OK) {
        rc = render_value(&printer->render, mw_buffer_bytes(&value),
                          mw_buffer_bytes(&value), err);
    }
    mw_buffer_fini(&value);
    return rc;
}

enum mw_status verdict_print(struct verdict_printer *printer,
                             const struct verdict *verdict,
                             struct mw_error *err)
{
    enum mw_status rc = printer->render.form == RENDER_PRETTY
                            ? print_page(printer, verdict, err)
                            : print_value(printer, verdict, err);

    return rc == MW_OK ? render_flush(&printer->render, err) : rc;
}

void verdict_sum(const struct judge *judge, char *out, size_t len)
{
    snprintf(out, len, "%u rule%s hold%s, %u broken, %u not played",
             judge->held, judge->held == 1 ? "" : "s",
             judge->held == 1 ? "s" : "", judge->broken, judge->skipped);
}
