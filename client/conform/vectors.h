/* Vectors: the rows of schema/vectors/, as they were when this was built. */
#ifndef CLIENT_CONFORM_VECTORS_H
#define CLIENT_CONFORM_VECTORS_H

#include <msgwire/bytes.h>

/* The text of a file: rows of fields that are parted by tabs; a line that
 * begins with # is a comment. */
struct mw_bytes vectors_bad(void);
struct mw_bytes vectors_frames(void);
struct mw_bytes vectors_messages(void);
struct mw_bytes vectors_values(void);
struct mw_bytes vectors_widths(void);

enum { VECTORS_FIELDS = 8 };

struct vectors_row {
    struct mw_bytes field[VECTORS_FIELDS]; /* views; empty behind the last */
};

/* Takes the next row off the front of `text`, which is moved past it.
 *
 * Returns false when there is none left. */
bool vectors_next(struct mw_bytes *text, struct vectors_row *row);

bool vectors_is(struct mw_bytes field, const char *word);

/* Appends the bytes that a field has as hex; `-` has none.
 *
 * Returns as mw_buffer_reserve; MW_EVALUE if it is no hex. */
enum mw_status vectors_bytes(struct mw_bytes field, struct mw_buffer *out);

/* Returns the number that a field has in decimal. */
uint64_t vectors_number(struct mw_bytes field);

#endif
