#include "manual.h"

#include "given.h"

#define USAGE "msgwired [OPTION...]"

static const struct mw_page_row description[] = {
    {NULL, "Answers msgpack requests over TCP, UDP and Unix sockets. Without "
           "--listen: on port 6749 of 127.0.0.1 and [::1] by TCP and UDP, and, "
           "where that is set, on unix:$XDG_RUNTIME_DIR/msgwire.sock."},
    {0},
};

static const struct mw_page_row ready[] = {
    {NULL, "When it is ready it prints a line for each address on stdout, such "
           "as \"listening tcp://127.0.0.1:6749\", with the real port where "
           "port 0 was asked for. Everything else it says goes to stderr."},
    {NULL, "Each limit among the options guards an input: what is beyond it is "
           "refused or ends the connection that it came from, and nothing "
           "else. msgwire(7) says how."},
    {0},
};

static const struct mw_page_row signals[] = {
    {"SIGTERM, SIGINT", "the first stops listening, answers what has come and "
                        "waits at most --stop-grace for peers to take it; the "
                        "second ends at once"},
    {0},
};

static const struct mw_page_row exits[] = {
    {"0", "stopped in order"},
    {"1", "internal error, such as no memory"},
    {"2", "wrong options"},
    {"3", "can't listen on an address"},
    {0},
};

static const struct mw_page_row environment[] = {
    {"XDG_RUNTIME_DIR", "the folder of the usual Unix socket; if it is not "
                        "set, there is none"},
    {0},
};

static const struct mw_page_row files[] = {
    {"$XDG_RUNTIME_DIR/msgwire.sock", "the usual Unix socket"},
    {0},
};

static const char *const examples[] = {
    "msgwired",
    "msgwired --listen unix:/tmp/msgwire.sock --listen udp://127.0.0.1:0",
    "msgwired --public --listen tcp://0.0.0.0:6749 --max-connections 500",
    NULL,
};

static void put_section(struct mw_page *page, const char *name,
                        const struct mw_page_row *rows)
{
    mw_page_heading(page, name);
    mw_page_rows(page, rows);
}

static enum mw_status append_help(struct mw_buffer *out)
{
    struct mw_page page = {.form = MW_PAGE_TEXT, .out = out};

    mw_page_text(&page, "usage: " USAGE);
    mw_page_rows(&page, description);
    given_page(&page);
    return page.rc;
}

static enum mw_status append_manual(struct mw_buffer *out)
{
    static const char *const usage[] = {USAGE, NULL};
    struct mw_page page = {.form = MW_PAGE_ROFF, .out = out};

    mw_page_begin(&page, "msgwired", "8",
                  "answers msgpack requests over TCP, Unix sockets and UDP");
    mw_page_heading(&page, "synopsis");
    mw_page_example(&page, usage);
    put_section(&page, "description", description);
    mw_page_rows(&page, ready);
    mw_page_heading(&page, "options");
    given_page(&page);
    put_section(&page, "signals", signals);
    put_section(&page, "exit status", exits);
    put_section(&page, "environment", environment);
    put_section(&page, "files", files);
    mw_page_heading(&page, "examples");
    mw_page_example(&page, examples);
    mw_page_heading(&page, "see also");
    mw_page_text(&page, "msgwire(1), msgwire(7)");
    return page.rc;
}

enum mw_status manual_append(enum mw_page_form form, struct mw_buffer *out)
{
    return form == MW_PAGE_ROFF ? append_manual(out) : append_help(out);
}
