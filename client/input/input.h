/* Input: the bytes of a file or of stdin, some at a time. */
#ifndef CLIENT_INPUT_INPUT_H
#define CLIENT_INPUT_INPUT_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

enum { INPUT_CHUNK = 256 * 1024 };

struct input {
    int fd;
    struct mw_bytes rest; /* read and not yet used: a view into chunk */
    struct mw_buffer chunk;
    uint64_t offset; /* of rest's first byte in the input; see input_use */
};

/* Opens a file, or stdin for "-" and NULL.
 *
 * Returns MW_OK; MW_EINVAL if the file can't be opened. */
enum mw_status input_open(struct input *input, const char *name,
                          struct mw_error *err);
void input_close(struct input *input);

/* True if it was opened as stdin. */
bool input_is_stdin(const struct input *input);

/* Takes what stands in front of `rest`: it has been used. */
void input_use(struct input *input, struct mw_bytes rest);

/* Reads once and appends to `rest`, which may move.
 *
 * Returns MW_OK; MW_EAGAIN if a non-blocking descriptor has nothing now;
 * MW_ECLOSED at the end; MW_ENOMEM; MW_ESYSTEM. */
enum mw_status input_fill(struct input *input, struct mw_error *err);

/* Reads all that is left into `rest`.
 *
 * Returns MW_OK; MW_ETOOBIG if that is more than `limit` bytes; as input_fill
 * else. */
enum mw_status input_fill_all(struct input *input, size_t limit,
                              struct mw_error *err);

#endif
