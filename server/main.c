/* msgwired: answers msgpack requests over TCP, Unix sockets and UDP. */
#include "addresses.h"
#include "completion.h"
#include "log.h"
#include "manual.h"
#include "memory.h"
#include "options.h"
#include "process.h"
#include "server.h"

#include <msgwire/version.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    EXIT_INTERNAL = 1,
    EXIT_USAGE = 2,
    EXIT_CONNECT = 3,
    VERSION_TEXT = 256,
    SPARE_DESCRIPTORS = 64, /* for listeners, the loop, what is refused */
};

/* What main owns while the server runs. */
struct program {
    uv_loop_t uv;
    struct log log;
    struct server server;
    uv_signal_t terminate, interrupt;
};

static int complain(const struct mw_error *err)
{
    fprintf(stderr, "msgwired: %s\n", err->text);
    return err->status == MW_EINVAL     ? EXIT_USAGE
           : err->status == MW_ECONNECT ? EXIT_CONNECT
                                        : EXIT_INTERNAL;
}

/* Prints all of it, or it is an error. */
static int print(struct mw_bytes text)
{
    struct mw_error err;

    if (fwrite(text.at, 1, text.len, stdout) == text.len &&
        fflush(stdout) == 0) {
        return EXIT_SUCCESS;
    }
    if (errno == EPIPE) {
        return EXIT_SUCCESS; /* who read it has seen enough */
    }
    mw_error_set(&err, MW_ESYSTEM, "can't write the output: %s",
                 strerror(errno));
    return complain(&err);
}

static int print_page(const struct options *options)
{
    struct mw_buffer text = {.limit = 64 << 10};
    struct mw_error err = {0};
    int status;
    enum mw_status rc =
        options->verb == OPTIONS_COMPLETION
            ? completion_append(options, &text, &err)
            : manual_append(options->verb == OPTIONS_MANUAL ? MW_PAGE_ROFF
                                                            : MW_PAGE_TEXT,
                            &text);

    if (rc != MW_OK && rc != MW_EINVAL) {
        mw_error_set(&err, rc, "no memory for the page");
    }
    status = rc == MW_OK ? print(mw_buffer_bytes(&text)) : complain(&err);
    mw_buffer_fini(&text);
    return status;
}

static int print_version(void)
{
    char line[VERSION_TEXT];

    snprintf(line, sizeof(line), "msgwired %s\n", mw_version_line());
    return print(mw_text(line));
}

/* The first asks for an orderly end, the second for an immediate one. */
static void on_signal(uv_signal_t *signal, int number)
{
    struct server *server = signal->data;

    (void)number;
    if (server->state == SERVER_RUNNING) {
        server_drain(server);
    } else {
        server_stop(server);
    }
}

static enum mw_status program_open(struct program *program,
                                   const struct options *options,
                                   struct mw_error *err)
{
    int rc = uv_loop_init(&program->uv);

    if (rc != 0) {
        return mw_error_set(err, MW_ESYSTEM, "no event loop: %s",
                            uv_strerror(rc));
    }
    log_open(&program->log, &program->uv, STDERR_FILENO, options->log_level);
    uv_signal_init(&program->uv, &program->terminate);
    uv_signal_init(&program->uv, &program->interrupt);
    program->terminate.data = &program->server;
    program->interrupt.data = &program->server;
    return MW_OK;
}

static void program_close(struct program *program)
{
    uv_close((uv_handle_t *)&program->terminate, NULL);
    uv_close((uv_handle_t *)&program->interrupt, NULL);
    uv_run(&program->uv, UV_RUN_DEFAULT); /* the server's last callbacks */
    log_close(&program->log);
    uv_run(&program->uv, UV_RUN_DEFAULT);
    uv_loop_close(&program->uv);
}

/* More connections than descriptors would be accepted only to be refused. */
static void fit_connections(struct options *options, struct log *log)
{
    size_t descriptors = mw_loop_descriptors();
    size_t most =
        descriptors > SPARE_DESCRIPTORS ? descriptors - SPARE_DESCRIPTORS : 1;

    if (options->limits.max_connections > most) {
        log_line(log, LEVEL_WARNING, LOG_SERVER,
                 "--max-connections is %zu, not %zu: this process may have "
                 "%zu descriptors",
                 most, options->limits.max_connections, descriptors);
        options->limits.max_connections = most;
    }
}

static bool has_ipv6(void)
{
    uv_interface_address_t *all;
    int count;
    bool found = false;

    if (uv_interface_addresses(&all, &count) != 0) {
        return false;
    }
    for (int i = 0; i < count; i++) {
        found |= all[i].address.address4.sin_family == AF_INET6;
    }
    uv_free_interface_addresses(all, count);
    return found;
}

static enum mw_status listen_all(struct program *program,
                                 const struct options *options,
                                 struct mw_error *err)
{
    struct addresses addresses;
    enum mw_status rc;

    if (options->listen.count == 0) {
        addresses_default(&options->link, has_ipv6(), getenv("XDG_RUNTIME_DIR"),
                          &addresses, &program->log);
    } else {
        rc = addresses_read(&options->listen, &options->link, options->public,
                            &addresses, err);
        if (rc != MW_OK) {
            return rc;
        }
    }
    for (size_t i = 0; i < addresses.count; i++) {
        rc = server_listen(&program->server, &addresses.at[i], err);
        if (rc != MW_OK) {
            return rc;
        }
    }
    return MW_OK;
}

/* Tells scripts that the server is ready, and where: with the real port, and
 * with what a client must know. */
static void print_ready(const struct server *server)
{
    char url[MW_LINK_TEXT];

    for (size_t i = 0; i < server->listeners_count; i++) {
        printf("listening %s\n",
               mw_link_invite(mw_listener_link(server->listeners[i]), url));
    }
    fflush(stdout);
}

static enum mw_status serve(struct program *program,
                            const struct options *options, struct mw_error *err)
{
    enum mw_status rc = listen_all(program, options, err);

    if (rc != MW_OK) {
        return rc;
    }
    uv_signal_start(&program->terminate, on_signal, SIGTERM);
    uv_signal_start(&program->interrupt, on_signal, SIGINT);
    print_ready(&program->server);
    server_run(&program->server);
    log_line(&program->log, LEVEL_INFO, LOG_SERVER, "stopped");
    return MW_OK;
}

static int run(struct options *options)
{
    struct program program;
    struct mw_error err;
    enum mw_status rc;

    rc = program_open(&program, options, &err);
    if (rc != MW_OK) {
        return complain(&err);
    }
    fit_connections(options, &program.log);
    rc = server_open(&program.server, &program.uv, options, &program.log, &err);
    if (rc == MW_OK) {
        rc = serve(&program, options, &err);
        server_close(&program.server);
    }
    program_close(&program);
    return rc == MW_OK ? EXIT_SUCCESS : complain(&err);
}

int main(int argc, char **argv)
{
    struct options options;
    struct mw_error err;

    process_prepare();
    memory_prepare();
    if (options_read(&options, argc - 1, argv + 1, &err) != MW_OK) {
        return complain(&err);
    }
    switch (options.verb) {
    case OPTIONS_HELP:
    case OPTIONS_MANUAL:
    case OPTIONS_COMPLETION:
        return print_page(&options);
    case OPTIONS_VERSION:
        return print_version();
    case OPTIONS_RUN:
        break;
    }
    return run(&options);
}
