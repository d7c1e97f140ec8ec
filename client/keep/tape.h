/* A tape: records out of a file, one after another, and what makes a file good
 * to be gone on with. */
#ifndef CLIENT_KEEP_TAPE_H
#define CLIENT_KEEP_TAPE_H

#include "input/input.h"
#include "keep/record.h"

struct tape {
    struct input input;
    bool is_pipe;    /* or a terminal: it may have none yet */
    uint64_t number; /* of the record at hand, from 1 */
    uint64_t end;    /* bytes of whole records so far */
    size_t cut;      /* at the end: bytes of a last one that is not whole */
};

/* Opens a file, or stdin for "-". Returns as input_open. */
enum mw_status tape_open(struct tape *tape, const char *name,
                         struct mw_error *err);
void tape_close(struct tape *tape);

/* Reads the next record.
 *
 * record  its views are good until the next call.
 *
 * Returns MW_OK; MW_EAGAIN if a pipe has none yet; MW_ECLOSED at the end;
 * MW_EVALUE with the record's number and first byte, of what is no recording;
 * MW_ENOMEM; MW_ESYSTEM. */
enum mw_status tape_next(struct tape *tape, struct record *record,
                         struct mw_error *err);

/* Opens the file that a recording is to be written to, behind what it has. A
 * file that has something already is refused unless it is to be appended to;
 * then a last record that is not whole is cut off.
 *
 * name  "-": stdout.
 * cut   set to how many bytes were cut off.
 *
 * Returns MW_OK; MW_EINVAL with what is wrong; MW_EVALUE if it is no
 * recording; MW_ESYSTEM. */
enum mw_status tape_create(const char *name, bool append, int *fd, size_t *cut,
                           struct mw_error *err);

/* After a write that failed half way: cuts the file behind its last whole
 * record, if it is a file. */
void tape_mend(int fd);

#endif
