#include "input/input.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { NAME_MOST = 100 };

enum mw_status input_open(struct input *input, const char *name,
                          struct mw_error *err)
{
    *input = (struct input){.fd = STDIN_FILENO};
    if (name == NULL || strcmp(name, "-") == 0) {
        return MW_OK;
    }
    input->fd = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (input->fd < 0) { /* what is cut still says why */
        return mw_error_set(err, MW_EINVAL, "can't open %.*s%s: %s", NAME_MOST,
                            name, strlen(name) > NAME_MOST ? "..." : "",
                            strerror(errno));
    }
    return MW_OK;
}

bool input_is_stdin(const struct input *input)
{
    return input->fd == STDIN_FILENO;
}

void input_close(struct input *input)
{
    if (!input_is_stdin(input)) {
        close(input->fd);
    }
    mw_buffer_fini(&input->chunk);
}

void input_use(struct input *input, struct mw_bytes rest)
{
    input->offset += input->rest.len - rest.len;
    input->rest = rest;
}

/* Moves the rest to the front once it is not there: a value longer than a
 * chunk moves once, then stays. */
static enum mw_status make_room(struct input *input, struct mw_error *err)
{
    struct mw_buffer *chunk = &input->chunk;
    enum mw_status rc;

    if (input->rest.len > 0) {
        mw_buffer_drop(chunk, (size_t)(input->rest.at - chunk->at));
    } else {
        chunk->len = 0;
    }
    rc = mw_buffer_reserve(chunk, INPUT_CHUNK);
    input->rest = mw_buffer_bytes(chunk);
    if (rc != MW_OK) {
        return mw_error_set(err, rc, "no memory for a value of %zu bytes",
                            chunk->len);
    }
    return MW_OK;
}

enum mw_status input_fill(struct input *input, struct mw_error *err)
{
    struct mw_buffer *chunk = &input->chunk;
    enum mw_status rc = make_room(input, err);
    ssize_t got;

    if (rc != MW_OK) {
        return rc;
    }
    do {
        got = read(input->fd, chunk->at + chunk->len, INPUT_CHUNK);
    } while (got < 0 && errno == EINTR);
    if (got < 0 && errno == EAGAIN) {
        return MW_EAGAIN;
    }
    if (got < 0) { /* the name of a folder was the wrong word */
        return mw_error_set(err, errno == EISDIR ? MW_EINVAL : MW_ESYSTEM,
                            "can't read the input: %s", strerror(errno));
    }
    chunk->len += (size_t)got;
    input->rest = mw_buffer_bytes(chunk);
    return got == 0 ? MW_ECLOSED : MW_OK;
}

enum mw_status input_fill_all(struct input *input, size_t limit,
                              struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    while (rc == MW_OK && input->rest.len <= limit) {
        rc = input_fill(input, err);
    }
    if (rc == MW_OK) {
        return mw_error_set(err, MW_ETOOBIG,
                            "the input is longer than %zu bytes", limit);
    }
    return rc == MW_ECLOSED ? MW_OK : rc;
}
