/* describe: what the server says that it offers; for people, as a page. */
#include "command.h"
#include "conversation.h"
#include "plain.h"
#include "table.h"

#include <msgwire/message.h>
#include <msgwire/value.h>

/* Finds a key's value in a map; `value` is empty if it is not there. */
static bool find(struct mw_bytes map, const char *key, struct mw_bytes *value)
{
    struct mw_value head, name;

    *value = mw_bytes(NULL, 0);
    if (mw_value_next(&map, &head) != MW_OK || head.type != MW_MAP) {
        return false;
    }
    while (mw_value_next(&map, &name) == MW_OK &&
           mw_value_skip(&map, value) == MW_OK) {
        if (name.type == MW_STR && mw_bytes_equal(name.payload, mw_text(key))) {
            return true;
        }
        *value = mw_bytes(NULL, 0);
    }
    return false;
}

/* A page being written; after a fault nothing more is. */
struct page {
    struct mw_buffer *out;
    enum mw_status rc;
};

static void put(struct page *page, const char *text)
{
    if (page->rc == MW_OK) {
        page->rc = mw_buffer_append(page->out, mw_text(text));
    }
}

/* Puts `before`, and the text of a key's value if there is one. */
static void put_key(struct page *page, const char *before, struct mw_bytes map,
                    const char *key)
{
    struct mw_bytes value;

    put(page, before);
    if (page->rc == MW_OK && find(map, key, &value)) {
        page->rc = plain_value(value, page->out);
    }
}

static void put_method(struct page *page, struct mw_bytes method)
{
    put_key(page, "  ", method, "name");
    put_key(page, ": ", method, "params");
    put_key(page, " -> ", method, "result");
    put_key(page, "\n      ", method, "summary");
    put_key(page, " (since ", method, "since");
    put(page, ")\n");
}

static void put_methods(struct page *page, struct mw_bytes methods)
{
    struct mw_bytes method;
    struct mw_value head;

    put(page, "\nmethods\n");
    if (mw_value_next(&methods, &head) != MW_OK || head.type != MW_ARRAY) {
        return;
    }
    while (mw_value_skip(&methods, &method) == MW_OK) {
        put_method(page, method);
    }
}

static void put_limits(struct page *page, struct mw_bytes limits)
{
    put(page, "\nlimits\n");
    if (page->rc == MW_OK && table_fits(limits)) {
        page->rc = table_append(limits, "  ", page->out);
    }
}

static void put_server(struct page *page, struct mw_bytes server)
{
    struct mw_bytes part;

    put_key(page, "", server, "server");
    put_key(page, " ", server, "version");
    put_key(page, ", protocol ", server, "protocol");
    put(page, "\n");
    if (find(server, "limits", &part)) {
        put_limits(page, part);
    }
    if (find(server, "methods", &part)) {
        put_methods(page, part);
    }
}

/* A foreign server's answer may be anything: it is shown as any other. */
static enum mw_status show(struct render *render, struct mw_bytes result,
                           struct mw_bytes whole, struct mw_error *err)
{
    struct page page = {.out = &render->out.buffer};
    struct mw_bytes part;

    if (!render->page) {
        return render_value(render, result, whole, err);
    }
    if (find(result, "methods", &part)) {
        put_server(&page, result);
    } else if (find(result, "summary", &part)) {
        put_method(&page, result);
    } else {
        return render_value(render, result, whole, err);
    }
    return page.rc == MW_OK
               ? MW_OK
               : mw_error_set(err, page.rc, "no memory for the page");
}

static enum mw_status describe_run(const struct job *job, struct mw_error *err)
{
    const struct values_rules rules = {.strings = true};
    struct values params;
    enum mw_status rc;

    rc = values_read(&params, job->words + 1, job->count - 1, "METHOD", &rules,
                     err);
    if (rc == MW_OK) {
        rc = conversation_hold(job, MW_NAME_DESCRIBE, &params, show, err);
    }
    values_fini(&params);
    return rc;
}

static const struct mw_option describe_options[] = {
    OPTION_OUTPUT("a page on a terminal and a line of JSON elsewhere"),
    OPTION_COLOUR,
    OPTIONS_ASK,
    OPTIONS_END,
};

const struct command command_describe = {
    .name = "describe",
    .group = GROUP_SERVER,
    .words = "URL [METHOD]",
    .summary = "prints what the server offers, or one of its methods",
    .about =
        (const char *const[]){
            "The answer is too long for a datagram: over udp:// it is "
            "an error, -32005.",
            NULL,
        },
    .options = describe_options,
    .defaults = &options_network,
    .words_min = 1,
    .words_max = 2,
    .exits = EXITS_NETWORK,
    .examples =
        (const char *const[]){
            "msgwire describe tcp://127.0.0.1:6749",
            "msgwire describe unix:$XDG_RUNTIME_DIR/msgwire.sock upper",
            NULL,
        },
    .run = describe_run,
};
