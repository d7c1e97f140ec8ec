/* The tally: are these bytes exactly one value? By counting alone.
 *
 * A value that is right needs no stack: each container adds what it promises,
 * each value pays one, and the end must come when nothing is owed. It says yes
 * only for what the walk accepts, and leaves to the walk whatever is wrong, and
 * what holds more containers than there may be levels. */
#ifndef MSGWIRE_WIRE_TALLY_H
#define MSGWIRE_WIRE_TALLY_H

#include <msgwire/bytes.h>

/* Returns true if the bytes are surely one value, nested at most `max_depth`
 * levels deep; false if the walk has to find out. */
bool mw__tally(struct mw_bytes bytes, unsigned max_depth);

#endif
