#include "output/output.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

/* Someone else may have made the descriptor non-blocking: it is shared with
 * whoever started us. */
static void wait_writable(int fd)
{
    struct pollfd one = {.fd = fd, .events = POLLOUT};

    poll(&one, 1, -1);
}

static enum mw_status write_all(int fd, struct mw_bytes bytes,
                                struct mw_error *err)
{
    while (bytes.len > 0) {
        ssize_t written = write(fd, bytes.at, bytes.len);
        if (written >= 0) {
            mw_bytes_skip(&bytes, (size_t)written);
        } else if (errno == EAGAIN) {
            wait_writable(fd);
        } else if (errno == EPIPE) {
            return mw_error_set(err, MW_ECANCELED, "%s", "");
        } else if (errno != EINTR) {
            return mw_error_set(err, MW_ESYSTEM, "can't write the output: %s",
                                strerror(errno));
        }
    }
    return MW_OK;
}

enum mw_status output_flush(struct output *out, struct mw_error *err)
{
    struct mw_bytes bytes = mw_buffer_bytes(&out->buffer);

    out->buffer.len = 0;
    return write_all(out->fd, bytes, err);
}
