/* Output: bytes on their way to stdout, many lines in one write. */
#ifndef CLIENT_OUTPUT_OUTPUT_H
#define CLIENT_OUTPUT_OUTPUT_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

struct output {
    int fd;
    struct mw_buffer buffer; /* append here; output_flush writes it */
};

/* Writes all there is, waiting for a slow reader.
 *
 * Returns MW_OK; MW_ECANCELED without a sentence if nobody reads any more;
 * MW_ESYSTEM. In all three the buffer is empty then. */
enum mw_status output_flush(struct output *out, struct mw_error *err);

#endif
