#include "output/render.h"

#include "output/screen.h"

#include <msgwire/inspect.h>
#include <msgwire/json.h>
#include <msgwire/pretty.h>

#include <unistd.h>

enum { COLUMNS = 80 };

const char *const render_forms[] = {
    [RENDER_AUTO] = "auto",
    [RENDER_PRETTY] = "pretty",
    [RENDER_JSON] = "json",
    [RENDER_MSGPACK] = "msgpack",
    [RENDER_RAW] = "raw",
    [RENDER_HEX] = "hex",
    [RENDER_INSPECT] = "inspect",
    [RENDER_NONE] = "none",
    NULL,
};

/* What auto means: a terminal that would get bytes gets their hex. */
static enum render_form choose_form(bool terminal, enum render_form usual)
{
    if (!terminal) {
        return usual;
    }
    return usual == RENDER_MSGPACK ? RENDER_HEX : RENDER_PRETTY;
}

/* A terminal may have been resized since. */
static void look(struct render *render)
{
    struct screen_size size = screen_size(render->out.fd);

    render->width = size.columns != 0 ? size.columns : render->width;
    render->lines = size.lines != 0 ? size.lines : render->lines;
}

enum mw_status render_init(struct render *render, int fd,
                           const struct render_options *options,
                           enum render_form usual, struct mw_error *err)
{
    bool terminal = isatty(fd) == 1;

    *render = (struct render){
        .out = {.fd = fd},
        .form = (enum render_form)options->form,
        .terminal = terminal,
        .full = options->full,
        .colour = screen_wants_colour(fd, (enum screen_colour)options->colour),
        .colours = options->colours,
        .int_string = options->int_string,
    };
    look(render);
    if (render->form == RENDER_AUTO) {
        render->form = choose_form(terminal, usual);
        render->page = render->form == RENDER_PRETTY;
    }
    if (terminal &&
        (render->form == RENDER_MSGPACK || render->form == RENDER_RAW)) {
        return mw_error_set(err, MW_EINVAL,
                            "-o %s writes bytes that a terminal can't show: "
                            "redirect the output, or use -o hex",
                            render_forms[render->form]);
    }
    return MW_OK;
}

struct mw_pen render_pen(struct render *render, size_t *width)
{
    look(render);
    *width = render->width != 0 ? render->width : COLUMNS;
    return (struct mw_pen){
        .out = &render->out.buffer,
        .colour = render->colour,
        .colours = render->colours,
    };
}

static enum mw_status append_newline(struct mw_buffer *out)
{
    return mw_buffer_append(out, mw_text("\n"));
}

static enum mw_status render_json(struct render *render, struct mw_bytes value,
                                  struct mw_error *err)
{
    const struct mw_json_style style = {
        .int_string = render->int_string,
        .terminal_safe = render->terminal,
    };
    enum mw_status rc = mw_json_write(value, &style, &render->out.buffer, err);

    return rc == MW_OK ? append_newline(&render->out.buffer) : rc;
}

static enum mw_status render_pretty(struct render *render,
                                    struct mw_bytes value, struct mw_error *err)
{
    const struct mw_pretty_style style = {
        .width = render->width,
        .colour = render->colour,
        .colours = render->colours,
        .fold = render->page && !render->full,
        .lines = render->lines,
        .unfold = "--full shows all",
        .hex = render->page,
        .offset = render->page ? screen_offset : NULL,
    };

    return mw_pretty(value, &style, &render->out.buffer, err);
}

static enum mw_status render_inspect(struct render *render,
                                     struct mw_bytes value,
                                     struct mw_error *err)
{
    const struct mw_inspect_style style = {
        .framing = render->framing,
        .width = render->width,
        .colour = render->colour,
        .colours = render->colours,
    };

    return mw_inspect(value, &style, &render->out.buffer, err);
}

static enum mw_status render_hex(struct mw_bytes value, struct mw_buffer *out)
{
    static const char digits[] = "0123456789abcdef";
    enum mw_status rc = mw_buffer_reserve(out, 2 * value.len + 1);

    if (rc != MW_OK) {
        return rc;
    }
    for (size_t i = 0; i < value.len; i++) {
        out->at[out->len++] = (uint8_t)digits[value.at[i] >> 4];
        out->at[out->len++] = (uint8_t)digits[value.at[i] & 15];
    }
    return append_newline(out);
}

static enum mw_status append_form(struct render *render, struct mw_bytes value,
                                  struct mw_bytes whole, struct mw_error *err)
{
    switch (render->form) {
    case RENDER_AUTO:
    case RENDER_JSON:
        return render_json(render, value, err);
    case RENDER_PRETTY:
        return render_pretty(render, value, err);
    case RENDER_MSGPACK:
        return mw_buffer_append(&render->out.buffer, value);
    case RENDER_RAW:
        return mw_buffer_append(&render->out.buffer, whole);
    case RENDER_HEX:
        return render_hex(value, &render->out.buffer);
    case RENDER_INSPECT:
        return render_inspect(render, value, err);
    case RENDER_NONE:
        return MW_OK;
    }
    return MW_OK;
}

enum mw_status render_value(struct render *render, struct mw_bytes value,
                            struct mw_bytes whole, struct mw_error *err)
{
    enum mw_status rc;

    if (render->terminal) {
        look(render);
    }
    rc = append_form(render, value, whole, err);
    if (rc == MW_ENOMEM) {
        mw_error_set(err, rc, "no memory for %zu bytes of value", value.len);
    }
    return rc;
}

enum mw_status render_flush(struct render *render, struct mw_error *err)
{
    return output_flush(&render->out, err);
}

enum mw_status render_end(struct render *render, enum mw_status rc,
                          struct mw_error *err)
{
    enum mw_status flushed = render_flush(render, rc == MW_OK ? err : NULL);

    mw_buffer_fini(&render->out.buffer);
    return rc == MW_OK ? flushed : rc;
}
