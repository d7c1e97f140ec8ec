/* Octets: the bytes of a file or of stdin, which may be written there as hex
 * text, or as a dump with offsets. */
#ifndef CLIENT_INPUT_OCTETS_H
#define CLIENT_INPUT_OCTETS_H

#include "input/hex.h"
#include "input/hexdump.h"
#include "input/input.h"

struct octets {
    struct mw_bytes rest; /* read and not yet used: a view */
    bool ended;           /* nothing comes behind it */
    bool text, dump;      /* how they are written */
    bool judged;          /* whether it is a dump is known */
    struct input input;
    struct hex hex;
    struct hexdump hexdump;
    struct mw_buffer bytes; /* read from text */
    struct mw_error fault;  /* in the text; what was before it comes first */
};

/* Opens a file, or stdin for "-" and NULL.
 *
 * text  they are written as hex text.
 *
 * Returns as input_open. */
enum mw_status octets_open(struct octets *octets, const char *name, bool text,
                           struct mw_error *err);
void octets_close(struct octets *octets);

/* Appends to `rest`, which may move, or says that it has ended.
 *
 * Returns MW_OK; MW_EVALUE with the place of what is no hex; as input_fill. */
enum mw_status octets_fill(struct octets *octets, struct mw_error *err);

/* Returns how many there will be in all; 0 if that is not known. */
uint64_t octets_total(const struct octets *octets);

#endif
