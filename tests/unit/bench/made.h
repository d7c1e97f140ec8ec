/* Messages that a template makes, as typed JSON. */
#ifndef MADE_H
#define MADE_H

#include "support.h"

#include "bench/template.h"

#include <msgwire/json.h>
#include <msgwire/limits.h>
#include <msgwire/walk.h>

/* The values of the JSON texts, end to end, make a template. */
static inline enum mw_status made_read(struct template *template,
                                       const char *json, struct mw_error *err)
{
    struct mw_buffer values = {0};
    struct mw_json_reader *reader = mw_json_reader_new(NULL);
    struct mw_bytes text = mw_text(json);
    enum mw_status rc;

    while (mw_json_reader_feed(reader, &text, &values, NULL) == MW_OK) {
    }
    mw_json_reader_end(reader, &values, NULL);
    rc = template_read(template, mw_bytes(NULL, 0), mw_buffer_bytes(&values),
                       err);
    mw_json_reader_free(reader);
    mw_buffer_fini(&values);
    return rc;
}

static inline struct template made_template(const char *json)
{
    struct mw_error err = {0};
    struct template template;

    if (made_read(&template, json, &err) != MW_OK) {
        fail_msg("%s: %s", json, err.text);
    }
    return template;
}

/* The message's bytes: exactly as many as it takes; the caller frees. */
static inline struct mw_buffer made_message(const struct template *template,
                                            const struct template_fill *fill)
{
    struct mw_buffer out = {0};
    size_t room = template_room(template, fill);

    assert_true(room <= template->largest);
    assert_int_equal(mw_buffer_reserve(&out, room), MW_OK);
    out.len = (size_t)(template_write(template, fill, out.at) - out.at);
    assert_true(out.len <= room);
    return out;
}

/* The one value of the message as JSON, terminated; the caller frees. */
static inline struct mw_buffer made_json(const struct template *template,
                                         const struct template_fill *fill)
{
    struct mw_buffer message = made_message(template, fill), json = {0};
    struct mw_error err = {0};

    if (mw_walk_whole(mw_buffer_bytes(&message), MW_DEPTH_MAX, &err) != MW_OK ||
        mw_json_write(mw_buffer_bytes(&message), NULL, &json, &err) != MW_OK) {
        fail_msg("%s", err.text);
    }
    mw_buffer_append(&json, mw_bytes("", 1));
    mw_buffer_fini(&message);
    return json;
}

#endif
