/* A batch: values that go out together, end to end in one frame. */
#ifndef CLIENT_INPUT_BATCH_H
#define CLIENT_INPUT_BATCH_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

struct batch {
    struct mw_buffer bytes;
    uint32_t count; /* values in it */
    uint32_t most;  /* 0 and 1: each value goes by itself */
};

/* limit  bytes that they may have together; 0: no limit. */
void batch_init(struct batch *batch, uint32_t most, size_t limit);
void batch_fini(struct batch *batch);

/* Adds a value. Returns MW_OK; MW_ETOOBIG or MW_ENOMEM with a sentence. */
enum mw_status batch_add(struct batch *batch, struct mw_bytes value,
                         struct mw_error *err);

/* Takes the last value, of so many bytes, back. */
void batch_take_back(struct batch *batch, size_t len);

/* True if no more go into it. */
bool batch_is_full(const struct batch *batch);

/* Begins the next one. */
void batch_clear(struct batch *batch);

#endif
