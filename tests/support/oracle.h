/* What msgpack-c says of the same bytes, and values packed anew. */
#ifndef ORACLE_H
#define ORACLE_H

#include <msgwire/bytes.h>

/* What msgpack-c builds at most; deeper it answers "no memory". */
enum { ORACLE_DEPTH = 32 };

/* True if msgpack-c finds exactly one value, and the cursor reads the same
 * types, numbers, bytes and counts from it as msgpack-c has in its tree. */
bool oracle_agrees(struct mw_bytes bytes);

/* True if msgpack-c finds exactly one value. It is not asked, and the answer
 * is false, about bytes that could make it reserve memory by a lie: those that
 * hold the head of a 32-bit count. */
bool oracle_takes(struct mw_bytes bytes);

/* Appends the values in `bytes`, read by the cursor, packed anew. Returns
 * false if the cursor can't read them. */
bool oracle_repack(struct mw_bytes bytes, struct mw_buffer *out);

#endif
