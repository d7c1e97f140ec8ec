#include "compare/own.h"

#include "compare/sibling.h"
#include "exit.h"

#include <uv.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    READY_MS = 10000, /* to listen */
    END_MS = 2000,    /* to heed SIGTERM */
    URL_MAX = MW_ENDPOINT_TEXT + OWN_PARAMS,
    LINE_MAX_LEN = URL_MAX + 16,
    TAIL = 4096, /* of what it said: its last line is wanted */
    WORDS = 2 * OWN_LISTENERS + 10,
};

static const char LISTENING[] = "listening ";

static enum mw_status cant(const char *what, struct mw_error *err)
{
    return mw_error_set(err, MW_ESYSTEM, "can't %s: %s", what, strerror(errno));
}

/* --- its end --- */

/* Waits for bytes or the end of what it prints. Returns false if it is late. */
static bool hears(const struct own *own, uint64_t deadline_ns)
{
    struct pollfd one = {.fd = own->prints, .events = POLLIN};
    int ready;

    do {
        uint64_t now = uv_hrtime();
        uint64_t left_ns = now < deadline_ns ? deadline_ns - now : 0;
        ready = poll(&one, 1, (int)((left_ns + 999999) / 1000000));
    } while (ready < 0 && errno == EINTR);
    return ready > 0;
}

static uint64_t deadline_in(unsigned ms)
{
    return uv_hrtime() + (uint64_t)ms * 1000000;
}

/* The last line of what it has said, without its name. */
static struct mw_bytes last_words(const struct own *own, char tail[TAIL])
{
    off_t size = lseek(own->said, 0, SEEK_END);
    ssize_t len =
        pread(own->said, tail, TAIL - 1, size < TAIL ? 0 : size - (TAIL - 1));
    const char *line;

    while (len > 0 && tail[len - 1] == '\n') {
        len--;
    }
    tail[len > 0 ? len : 0] = '\0';
    line = strrchr(tail, '\n');
    line = line == NULL ? tail : line + 1;
    return mw_text(strncmp(line, "msgwired: ", 10) == 0 ? line + 10 : line);
}

static enum mw_status status_of(int ended)
{
    switch (WIFEXITED(ended) ? WEXITSTATUS(ended) : EXIT_CLOSED) {
    case EXIT_USAGE:
        return MW_EINVAL;
    case EXIT_CONNECT:
        return MW_ECONNECT;
    case EXIT_CLOSED:
        return MW_ECLOSED;
    default:
        return MW_ESYSTEM;
    }
}

static void note_end(struct own *own, int ended)
{
    char tail[TAIL];
    struct mw_bytes words = last_words(own, tail);
    enum mw_status status = status_of(ended);

    if (words.len > 0) {
        mw_error_set(&own->why, status, "our own msgwired: %s",
                     (const char *)words.at);
    } else if (WIFSIGNALED(ended)) {
        mw_error_set(&own->why, status,
                     "our own msgwired was ended by signal %d (%s)",
                     WTERMSIG(ended), strsignal(WTERMSIG(ended)));
    } else {
        mw_error_set(&own->why, status, "our own msgwired ended with status %d",
                     WEXITSTATUS(ended));
    }
}

/* It prints no more, so it has ended, or is ended here. */
static enum mw_status reap(struct own *own, struct mw_error *err)
{
    int ended = 0;

    kill(own->pid, SIGKILL);
    while (waitpid(own->pid, &ended, 0) < 0 && errno == EINTR) {
    }
    own->pid = 0;
    note_end(own, ended);
    return mw_error_set(err, own->why.status, "%s", own->why.text);
}

enum mw_status own_check(struct own *own, unsigned within_ms,
                         struct mw_error *err)
{
    if (own->pid == 0) {
        return mw_error_set(err, own->why.status, "%s", own->why.text);
    }
    return hears(own, deadline_in(within_ms)) ? reap(own, err) : MW_OK;
}

static void remove_folder(struct own *own)
{
    for (size_t i = 0; i < own->count; i++) {
        if (own->endpoints[i].scheme == MW_UNIX) {
            unlink(own->endpoints[i].path);
        }
    }
    if (own->folder[0] != '\0') {
        rmdir(own->folder);
        own->folder[0] = '\0';
    }
}

static void close_one(int *fd)
{
    if (*fd > 0) {
        close(*fd);
        *fd = 0;
    }
}

void own_stop(struct own *own)
{
    if (own->pid != 0) {
        kill(own->pid, SIGTERM);
        hears(own, deadline_in(END_MS));
        reap(own, NULL);
    }
    close_one(&own->prints);
    close_one(&own->said);
    remove_folder(own);
}

/* --- its start --- */

/* A command line, and what its words look into. */
struct line {
    char *words[WORDS];
    size_t count;
    char urls[OWN_LISTENERS][URL_MAX];
    char max_frame[24];
};

static void add_word(struct line *line, const char *word)
{
    line->words[line->count++] = (char *)(uintptr_t)word;
}

static void add_option(struct line *line, const char *name, const char *value)
{
    add_word(line, name);
    add_word(line, value);
}

/* Returns false if it is too long to be read by anyone. */
static bool add_listener(struct line *line, size_t index,
                         const struct mw_endpoint *endpoint, const char *params)
{
    char text[MW_ENDPOINT_TEXT];
    int len;

    mw_endpoint_format(endpoint, text);
    len = snprintf(line->urls[index], URL_MAX, "%s%s", text, params);

    add_option(line, "--listen", line->urls[index]);
    return len < URL_MAX;
}

static enum mw_status make_folder(struct own *own, struct mw_error *err)
{
    const char *above = getenv("TMPDIR");

    if (own->folder[0] != '\0') {
        return MW_OK;
    }
    if (above == NULL || strlen(above) > MW_PATH_MAX / 2) {
        above = "/tmp";
    }
    snprintf(own->folder, sizeof(own->folder), "%s/msgwire-XXXXXX", above);
    if (mkdtemp(own->folder) == NULL) {
        own->folder[0] = '\0';
        return mw_error_set(err, MW_ESYSTEM, "can't make a folder in %s: %s",
                            above, strerror(errno));
    }
    return MW_OK;
}

/* Where one listener is to be: a port is the system's choice. */
static enum mw_status choose(struct own *own, const struct own_wish *wish,
                             size_t index, struct mw_error *err)
{
    struct mw_endpoint *endpoint = &own->endpoints[index];
    enum mw_status rc = MW_OK;

    *endpoint = (struct mw_endpoint){.scheme = wish->listeners[index].scheme};
    if (endpoint->scheme == MW_UNIX) {
        rc = make_folder(own, err);
        snprintf(endpoint->path, sizeof(endpoint->path), "%.80s/%zu.sock",
                 own->folder, index);
    } else {
        snprintf(endpoint->host, sizeof(endpoint->host), "%s",
                 wish->host == NULL ? "127.0.0.1" : wish->host);
    }
    return rc;
}

static enum mw_status write_line(struct own *own, const struct own_wish *wish,
                                 struct line *line, struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    add_option(line, "--log-level", "warning");
    if (wish->far_ns >= 0) {
        add_word(line, "--public"); /* where nobody is but us */
    }
    if (wish->framing != NULL) {
        add_option(line, "--framing", wish->framing);
    }
    if (wish->max_frame > 0) {
        snprintf(line->max_frame, sizeof(line->max_frame), "%llu",
                 (unsigned long long)wish->max_frame);
        add_option(line, "--max-frame", line->max_frame);
    }
    for (size_t i = 0; rc == MW_OK && i < own->count; i++) {
        const char *params = wish->listeners[i].params;
        rc = choose(own, wish, i, err);
        if (rc == MW_OK && !add_listener(line, i, &own->endpoints[i], params)) {
            rc = mw_error_set(err, MW_EINVAL,
                              "%.40s...: expected at most %d "
                              "bytes of parameters",
                              params, OWN_PARAMS);
        }
    }
    return rc;
}

/* What the new process does before it is the server. It has a group of its own
 * so that a terminal's Ctrl-C is ours alone. */
static void become(char **words, const struct own_wish *wish, int out, int err)
{
    sigset_t none;

    setpgid(0, 0);
    dup2(open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    signal(SIGPIPE, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (wish->far_ns < 0 || setns(wish->far_ns, CLONE_NEWNET) == 0) {
        execv(words[0], words);
    }
    dprintf(STDERR_FILENO, "can't start %s: %s\n", words[0], strerror(errno));
    _exit(EXIT_INTERNAL);
}

static enum mw_status spawn(struct own *own, const struct own_wish *wish,
                            struct line *line, struct mw_error *err)
{
    pid_t parent = getpid();
    int pipes[2];

    own->said = memfd_create("msgwired", MFD_CLOEXEC);
    if (own->said < 0 || pipe2(pipes, O_CLOEXEC) != 0) {
        return cant("start our own msgwired", err);
    }
    own->prints = pipes[0];
    own->pid = fork();
    if (own->pid == 0) {
        /* The parent may have gone before this. */
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent) {
            become(line->words, wish, pipes[1], own->said);
        }
        _exit(EXIT_INTERNAL);
    }
    close(pipes[1]);
    if (own->pid < 0) {
        own->pid = 0;
        return cant("start our own msgwired", err);
    }
    return MW_OK;
}

/* --- until it listens --- */

/* Reads one line, without its end. */
static enum mw_status read_line(struct own *own, uint64_t deadline_ns,
                                char line[LINE_MAX_LEN], struct mw_error *err)
{
    size_t len = 0;

    while (len < LINE_MAX_LEN - 1) {
        if (!hears(own, deadline_ns)) {
            return mw_error_set(err, MW_ETIMEOUT,
                                "our own msgwired did not listen within %d s",
                                READY_MS / 1000);
        }
        if (read(own->prints, line + len, 1) != 1) {
            return reap(own, err);
        }
        if (line[len] == '\n') {
            break;
        }
        len++;
    }
    line[len] = '\0';
    return MW_OK;
}

/* The address with its real port; its parameters are known. */
static enum mw_status hear_address(struct own *own, size_t index,
                                   uint64_t deadline_ns, struct mw_error *err)
{
    char line[LINE_MAX_LEN];
    enum mw_status rc = read_line(own, deadline_ns, line, err);
    size_t skip = sizeof(LISTENING) - 1;

    if (rc != MW_OK) {
        return rc;
    }
    if (strncmp(line, LISTENING, skip) != 0) {
        return mw_error_set(err, MW_ESYSTEM,
                            "our own msgwired printed %.40s, expected %sURL",
                            line, LISTENING);
    }
    line[strcspn(line, "?")] = '\0';
    return mw_endpoint_parse(line + skip, &own->endpoints[index], err);
}

static enum mw_status hear_all(struct own *own, struct mw_error *err)
{
    uint64_t deadline_ns = deadline_in(READY_MS);
    enum mw_status rc = MW_OK;

    for (size_t i = 0; rc == MW_OK && i < own->count; i++) {
        rc = hear_address(own, i, deadline_ns, err);
    }
    return rc;
}

static enum mw_status find_program(char file[PATH_MAX], struct mw_error *err)
{
    char self[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);

    self[len < 0 ? 0 : len] = '\0';
    return sibling_find("msgwired", self, getenv("PATH"), file, err);
}

enum mw_status own_start(struct own *own, const struct own_wish *wish,
                         struct mw_error *err)
{
    char file[PATH_MAX];
    struct line line = {{file}, .count = 1};
    enum mw_status rc = find_program(file, err);

    *own = (struct own){.count = wish->count};
    if (rc == MW_OK) {
        rc = write_line(own, wish, &line, err);
    }
    if (rc == MW_OK) {
        rc = spawn(own, wish, &line, err);
    }
    if (rc == MW_OK) {
        rc = hear_all(own, err);
    }
    if (rc != MW_OK) {
        own_stop(own);
    }
    return rc;
}
