/* A host and an outlet without a connection: requests go in and answers come
 * out as typed JSON. */
#ifndef FAKE_OUTLET_H
#define FAKE_OUTLET_H

#include "support.h"

#include <msgwire/json.h>
#include <msgwire/pack.h>

#include <stdio.h>

#include "session.h"

struct fake {
    struct host host;
    struct mw_limits limits;
    struct mw_counters counters;
    struct mw_buffer body; /* what is being said */
    struct mw_buffer said; /* the last answer, whole */
    struct mw_buffer json; /* the same as text, terminated */
    size_t most;           /* longest answer that is carried; 0: any */
    size_t count;          /* answers given */
    int failed;            /* the code the conversation ended with */
    bool datagram, deaf;
};

static inline struct mw_buffer *fake_begin(void *ctx)
{
    struct fake *fake = ctx;

    assert_int_equal(fake->body.len, 0);
    return fake->deaf ? NULL : &fake->body;
}

static inline void fake_undo(void *ctx)
{
    struct fake *fake = ctx;

    fake->body.len = 0;
}

static inline enum mw_status fake_end(void *ctx)
{
    struct fake *fake = ctx;
    struct mw_buffer last;

    if (fake->most != 0 && fake->body.len > fake->most) {
        fake_undo(fake);
        return fake->datagram ? MW_ELIMIT : MW_ETOOBIG;
    }
    last = fake->said;
    fake->said = fake->body; /* no copy: memory may be short on purpose */
    fake->body = last;
    fake->count++;
    fake_undo(fake);
    return MW_OK;
}

static inline void fake_fail(void *ctx, int code, const struct mw_error *why)
{
    struct fake *fake = ctx;

    assert_int_not_equal(why->text[0], 0);
    fake->failed = code;
}

static inline bool fake_is_datagram(const void *ctx)
{
    return ((const struct fake *)ctx)->datagram;
}

static const struct outlet fake_outlet = {
    .begin = fake_begin,
    .end = fake_end,
    .undo = fake_undo,
    .fail = fake_fail,
    .is_datagram = fake_is_datagram,
};

static inline void fake_init(struct fake *fake)
{
    *fake = (struct fake){.limits = mw_limits_default()};
    fake->host.limits = &fake->limits;
    fake->host.counters = &fake->counters;
}

static inline void fake_fini(struct fake *fake)
{
    mw_buffer_fini(&fake->host.scratch);
    mw_buffer_fini(&fake->body);
    mw_buffer_fini(&fake->said);
    mw_buffer_fini(&fake->json);
}

/* Lets the session take this body. Returns the answer as JSON, "" for none;
 * gone with the next one. */
static inline const char *fake_take(struct fake *fake, struct mw_bytes body)
{
    size_t before = fake->count;

    fake->json.len = 0;
    session_take(&fake->host, &fake_outlet, fake, body);
    assert_int_equal(fake->body.len, 0); /* begun is ended or undone */
    if (fake->count == before) {
        return "";
    }
    assert_int_equal(fake->count, before + 1);
    assert_int_equal(
        mw_json_write(mw_buffer_bytes(&fake->said), NULL, &fake->json, NULL),
        MW_OK);
    assert_int_equal(mw_buffer_append(&fake->json, mw_bytes("", 1)), MW_OK);
    return (const char *)fake->json.at;
}

/* The same for a body given as typed JSON. */
static inline const char *fake_ask(struct fake *fake, const char *json)
{
    struct mw_buffer body = {0};
    const char *answer;

    assert_int_equal(mw_json_read(mw_text(json), NULL, &body, NULL), MW_OK);
    answer = fake_take(fake, mw_buffer_bytes(&body));
    mw_buffer_fini(&body);
    return answer;
}

#endif
