#include "keep/tape.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- reading --- */

enum mw_status tape_open(struct tape *tape, const char *name,
                         struct mw_error *err)
{
    enum mw_status rc;
    struct stat about;

    *tape = (struct tape){.number = 0};
    rc = input_open(&tape->input, name, err);
    tape->is_pipe = rc == MW_OK && fstat(tape->input.fd, &about) == 0 &&
                    !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode);
    return rc;
}

void tape_close(struct tape *tape)
{
    input_close(&tape->input);
}

static enum mw_status say_where(const struct tape *tape, struct mw_error *err)
{
    mw_error_prefix(err, "record %llu at byte %llu",
                    (unsigned long long)tape->number + 1,
                    (unsigned long long)tape->end);
    if (err != NULL) {
        err->status = MW_EVALUE;
    }
    return MW_EVALUE;
}

/* Never waits: who plays it has connections to look after. */
static bool has_more(const struct tape *tape)
{
    struct pollfd one = {.fd = tape->input.fd, .events = POLLIN};

    return poll(&one, 1, 0) > 0;
}

static enum mw_status fill(struct tape *tape, struct mw_error *err)
{
    enum mw_status rc = MW_EAGAIN;

    if (!tape->is_pipe || has_more(tape)) {
        rc = input_fill(&tape->input, err);
    }
    if (rc == MW_ECLOSED) {
        tape->cut = tape->input.rest.len;
    }
    return rc;
}

enum mw_status tape_next(struct tape *tape, struct record *record,
                         struct mw_error *err)
{
    for (;;) {
        struct mw_bytes rest = tape->input.rest;
        enum mw_status rc = record_next(&rest, record, err);

        if (rc == MW_OK) {
            tape->end += tape->input.rest.len - rest.len;
            tape->number++;
            input_use(&tape->input, rest);
            return MW_OK;
        }
        if (rc != MW_EAGAIN) {
            return say_where(tape, err);
        }
        rc = fill(tape, err);
        if (rc != MW_OK) {
            return rc;
        }
    }
}

/* --- writing --- */

static enum mw_status system_fault(struct mw_error *err, const char *name)
{
    return mw_error_set(err, errno == ENOSPC ? MW_ESYSTEM : MW_EINVAL,
                        "can't write %s: %s", name, strerror(errno));
}

/* How much of the file is whole records. It is read anew, by its descriptor:
 * its name may be another file's by now. */
static enum mw_status measure(int fd, struct tape *tape, struct mw_error *err)
{
    struct record record;
    char path[32];
    enum mw_status rc;

    snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    rc = tape_open(tape, path, err);

    if (rc != MW_OK) {
        return rc;
    }
    while ((rc = tape_next(tape, &record, err)) == MW_OK) {
    }
    tape_close(tape);
    return rc == MW_ECLOSED ? MW_OK : rc;
}

/* A file without one whole record may be anything, and is not touched. */
static enum mw_status go_on_with(const char *name, int fd, size_t *cut,
                                 struct mw_error *err)
{
    struct tape tape;
    enum mw_status rc = measure(fd, &tape, err);

    if (rc != MW_OK || tape.number == 0) {
        if (rc == MW_OK) {
            mw_error_set(err, MW_EVALUE, "no whole record is in it");
        }
        mw_error_prefix(err, "%s is no recording to go on with", name);
        return MW_EVALUE;
    }
    if (tape.cut > 0 && ftruncate(fd, (off_t)tape.end) != 0) {
        return system_fault(err, name);
    }
    *cut = tape.cut;
    return MW_OK;
}

static enum mw_status check(const char *name, int fd, bool append, size_t *cut,
                            struct mw_error *err)
{
    struct stat about;

    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode) ||
        about.st_size == 0) {
        return MW_OK;
    }
    if (!append) {
        return mw_error_set(err, MW_EINVAL,
                            "%s has something in it already: expected a new "
                            "file, or --append",
                            name);
    }
    return go_on_with(name, fd, cut, err);
}

enum mw_status tape_create(const char *name, bool append, int *fd, size_t *cut,
                           struct mw_error *err)
{
    enum mw_status rc;

    *cut = 0;
    *fd = STDOUT_FILENO;
    if (strcmp(name, "-") == 0) {
        return MW_OK;
    }
    *fd = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (*fd < 0) {
        return system_fault(err, name);
    }
    rc = check(name, *fd, append, cut, err);
    if (rc != MW_OK) {
        close(*fd);
    }
    return rc;
}

void tape_mend(int fd)
{
    struct tape tape;
    struct stat about;

    if (fstat(fd, &about) == 0 && S_ISREG(about.st_mode) &&
        measure(fd, &tape, NULL) == MW_OK && tape.cut > 0) {
        (void)!ftruncate(fd, (off_t)tape.end);
    }
}
