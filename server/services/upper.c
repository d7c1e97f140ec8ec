/* upper: strings upper-cased by Unicode's simple case mapping.
 * Source: unicode.org UnicodeData.txt, Simple_Uppercase_Mapping. */
#include "put.h"
#include "reply.h"
#include "service.h"

#include <msgwire/value.h>

#include <utf8proc.h>

#include <stdio.h>

enum {
    SHARP_S = 0xdf,
    UTF8_MAX = 4,
    KEEP_SCRATCH = 64 << 10, /* more than this is given back after use */
};

/* utf8proc capitalises the sharp s; Unicode's simple mapping leaves it. */
static int32_t upper_of(int32_t code)
{
    return code == SHARP_S ? SHARP_S : utf8proc_toupper(code);
}

static uint8_t upper_of_ascii(uint8_t byte)
{
    return byte >= 'a' && byte <= 'z' ? (uint8_t)(byte - 'a' + 'A') : byte;
}

/* Moves ASCII from `in` to `to`, as far as it goes, upper-cased. */
static uint8_t *upper_ascii(struct mw_bytes *in, uint8_t *to)
{
    size_t len = 0;

    while (len < in->len && in->at[len] < 0x80) {
        to[len] = upper_of_ascii(in->at[len]);
        len++;
    }
    mw_bytes_skip(in, len);
    return to + len;
}

/* Moves one character from `in` to `to`. Returns NULL if it is not UTF-8. */
static uint8_t *upper_character(struct mw_bytes *in, uint8_t *to)
{
    int32_t code;
    ssize_t len = utf8proc_iterate(in->at, (utf8proc_ssize_t)in->len, &code);

    if (len <= 0) {
        return NULL;
    }
    mw_bytes_skip(in, (size_t)len);
    return to + utf8proc_encode_char(upper_of(code), to);
}

/* Fills `out` with the upper-cased text. Those that grow do so from two bytes
 * to three; so half as many again is room enough.
 *
 * Returns MW_OK; MW_EVALUE if the text is not UTF-8; as mw_buffer_reserve. */
static enum mw_status upper_text(struct mw_bytes text, struct mw_buffer *out)
{
    enum mw_status rc;
    uint8_t *to;

    out->len = 0;
    rc = mw_buffer_reserve(out, text.len + text.len / 2 + UTF8_MAX);
    if (rc != MW_OK) {
        return rc;
    }
    to = upper_ascii(&text, out->at);
    while (text.len > 0) {
        to = upper_character(&text, to);
        if (to == NULL) {
            return MW_EVALUE;
        }
        to = upper_ascii(&text, to);
    }
    out->len = (size_t)(to - out->at);
    return MW_OK;
}

static void refuse(const struct call *call, uint32_t index, const char *what)
{
    char path[sizeof("params[4294967295]")];

    snprintf(path, sizeof(path), "params[%u]", index);
    reply_undo(call);
    reply_error(call, MW_CODE_INVALID_PARAMS, path, "%s: expected %s", path,
                what);
}

/* Upper-cases `count` strings into the answer that was begun, and ends it. */
static void upper_each(const struct call *call, struct mw_bytes in,
                       uint32_t count, struct put *put)
{
    struct mw_buffer *scratch = &call->host->scratch;
    struct mw_value value;
    enum mw_status rc;

    for (uint32_t i = 0; i < count && put->status == MW_OK; i++) {
        if (mw_value_next(&in, &value) != MW_OK || value.type != MW_STR) {
            refuse(call, i, "a str");
            return;
        }
        rc = upper_text(value.payload, scratch);
        if (rc == MW_EVALUE) {
            refuse(call, i, "UTF-8");
            return;
        }
        put->status = rc;
        put_str(put, mw_buffer_bytes(scratch));
    }
    reply_end(call, put->status);
}

void service_upper(const struct call *call)
{
    struct put put = {reply_begin(call), MW_OK};
    struct mw_bytes in = call->params;
    struct mw_value array;

    if (put.out == NULL || mw_value_next(&in, &array) != MW_OK) {
        return;
    }
    put_array(&put, array.as.count);
    upper_each(call, in, array.as.count, &put);
    if (call->host->scratch.cap > KEEP_SCRATCH) {
        mw_buffer_fini(&call->host->scratch);
    }
}
