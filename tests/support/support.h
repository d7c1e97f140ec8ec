/* What all tests share: cmocka with its headers in order, vectors, and
 * allocations that fail on demand. */
#ifndef SUPPORT_H
#define SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <msgwire/bytes.h>

enum { VECTOR_FIELDS = 8 };

/* One row of a file in schema/vectors: fields parted by tabs. */
struct vector {
    const char *file;
    int line;
    size_t count;
    const char *field[VECTOR_FIELDS];
};

typedef void (*vector_fn)(const struct vector *row, void *arg);

/* Calls `fn` for each row of schema/vectors/<file>; fails the test if the file
 * can't be read or has no rows. Comment lines begin with '#'. */
void vectors_each(const char *file, vector_fn fn, void *arg);

/* As vectors_each, for a file that shared.py has made from ../shared/data.
 * Where that folder is absent the test is skipped. */
void shared_each(const char *file, vector_fn fn, void *arg);

/* The bytes of hex text, white space allowed, "-" for none; the caller frees
 * with mw_buffer_fini. Fails the test if it is no hex. */
struct mw_buffer from_hex(const char *hex);

/* Lower-case hex of the bytes, in a buffer with a terminator behind its end;
 * the caller frees. */
struct mw_buffer to_hex(struct mw_bytes bytes);

/* A copy that stands alone in memory, so that a read beyond its end is found;
 * the caller frees `at` with free(). */
struct mw_bytes alone(struct mw_bytes bytes);

/* Ends the test as skipped, and says why: a reason in a few words. */
void skip_because(const char *why);

/* The whole file's bytes (the caller frees), or at == NULL if it is absent. */
struct mw_buffer read_file(const char *path);

/* Lets the next `count` allocations succeed and all after them fail; SIZE_MAX
 * ends that. In the programs under test, linked with --wrap=mw__realloc. */
void alloc_fail_after(size_t count);

/* As alloc_fail_after, but only the one behind them fails. */
void alloc_fail_one_after(size_t count);

/* True if one has failed since either was called. */
bool alloc_has_failed(void);

#endif
