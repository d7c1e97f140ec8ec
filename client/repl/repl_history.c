#include "repl/repl_history.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    FILE_MAX = 8 << 20,             /* more of a file is not read */
    GROWN = 2 * REPL_HISTORY_LINES, /* lines that make it worth a cut */
};

void repl_history_path(char *out, size_t size)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    int len = 0;

    out[0] = '\0';
    if (state != NULL && state[0] == '/') {
        len = snprintf(out, size, "%s/msgwire/history", state);
    } else if (home != NULL && home[0] == '/') {
        len = snprintf(out, size, "%s/.local/state/msgwire/history", home);
    }
    if (len < 0 || (size_t)len >= size) {
        out[0] = '\0';
    }
}

/* Opens it if it is a file: what waits for a writer would hold us up. */
static int open_file(const char *path, int flags)
{
    int fd = path[0] == '\0'
                 ? -1
                 : open(path, flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0600);
    struct stat about;

    if (fd >= 0 && (fstat(fd, &about) < 0 || !S_ISREG(about.st_mode))) {
        close(fd);
        return -1;
    }
    return fd;
}

static void make_folders(const char *path)
{
    char folder[4096];

    snprintf(folder, sizeof(folder), "%s", path);
    for (char *at = folder + 1; *at != '\0'; at++) {
        if (*at == '/') {
            *at = '\0';
            mkdir(folder, 0700);
            *at = '/';
        }
    }
}

/* --- reading --- */

static void read_all(int fd, struct mw_buffer *out)
{
    ssize_t got = 1;

    while (got > 0 && mw_buffer_reserve(out, 65536) == MW_OK) {
        got = read(fd, out->at + out->len, 65536);
        out->len += got > 0 ? (size_t)got : 0;
    }
}

/* Returns the last `count` lines. */
static struct mw_bytes last_lines(struct mw_bytes text, size_t count)
{
    size_t at = text.len;

    while (at > 0) {
        count -= at < text.len && text.at[at - 1] == '\n';
        if (count == 0) {
            break;
        }
        at--;
    }
    return mw_bytes(text.at + at, text.len - at);
}

static size_t count_lines(struct mw_bytes text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++) {
        count += text.at[i] == '\n';
    }
    return count;
}

/* Replaces the file as a whole, or not at all. */
static void rewrite(const char *path, struct mw_bytes text)
{
    char fresh[4096];
    int len = snprintf(fresh, sizeof(fresh), "%s.%ld", path, (long)getpid());
    bool written;
    int fd;

    fd = len < 0 || (size_t)len >= sizeof(fresh)
             ? -1
             : open_file(fresh, O_WRONLY | O_CREAT | O_EXCL);
    if (fd < 0) {
        return;
    }
    written = write(fd, text.at, text.len) == (ssize_t)text.len;
    if (close(fd) < 0 || !written || rename(fresh, path) < 0) {
        unlink(fresh);
    }
}

/* What a foreign hand wrote there must not move the cursor. */
static void append_lines(struct mw_bytes text, struct mw_buffer *out)
{
    for (size_t i = 0; i < text.len; i++) {
        uint8_t byte = text.at[i];
        byte = byte == '\n' ? '\0' : byte < ' ' || byte == 0x7f ? '?' : byte;
        if (mw_buffer_append(out, mw_bytes(&byte, 1)) != MW_OK) {
            return;
        }
    }
}

void repl_history_load(const char *path, struct mw_buffer *out)
{
    struct mw_buffer whole = {.limit = FILE_MAX};
    int fd = open_file(path, O_RDONLY);
    struct mw_bytes last;

    if (fd < 0) {
        return;
    }
    read_all(fd, &whole);
    close(fd);
    while (whole.len > 0 && whole.at[whole.len - 1] != '\n') {
        whole.len--; /* a line that was cut */
    }
    last = last_lines(mw_buffer_bytes(&whole), REPL_HISTORY_LINES);
    if (count_lines(mw_buffer_bytes(&whole)) > GROWN) {
        rewrite(path, last);
    }
    append_lines(last, out);
    mw_buffer_fini(&whole);
}

/* --- writing --- */

void repl_history_add(const char *path, struct mw_bytes line)
{
    struct mw_buffer text = {0};
    ssize_t written;
    int fd;

    if (path[0] == '\0' || line.len > REPL_HISTORY_LONGEST) {
        return;
    }
    make_folders(path);
    fd = open_file(path, O_WRONLY | O_CREAT | O_APPEND);
    if (fd < 0) {
        return;
    }
    if (mw_buffer_append(&text, line) == MW_OK &&
        mw_buffer_append(&text, mw_text("\n")) == MW_OK) {
        for (size_t i = 0; i + 1 < text.len; i++) {
            text.at[i] = text.at[i] == '\n' ? ' ' : text.at[i];
        }
        fchmod(fd, 0600);
        written = write(fd, text.at, text.len);
        (void)written; /* then this line is not kept */
    }
    close(fd);
    mw_buffer_fini(&text);
}
