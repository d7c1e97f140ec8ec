#include <msgwire/message.h>

#include "base/endian.h"
#include "wire/packing.h"

enum { RESPONSE_HEAD = 8 }; /* bytes of `[1, msgid, nil, ` at most */

/* `[shape, ` of an array of `count` elements. */
static void pack_shape(msgpack_packer *packer, enum mw_shape shape,
                       size_t count)
{
    msgpack_pack_array(packer, count);
    msgpack_pack_int(packer, (int)shape);
}

enum mw_status mw_message_request(struct mw_buffer *out, uint32_t msgid,
                                  struct mw_bytes method,
                                  struct mw_bytes params)
{
    struct mw__packing to;
    msgpack_packer packer = mw__packing_begin(&to, out);

    pack_shape(&packer, MW_REQUEST, 4);
    msgpack_pack_uint32(&packer, msgid);
    mw__packing_str(&to, &packer, method);
    mw__packing_raw(&to, params);
    return mw__packing_end(&to);
}

enum mw_status mw_message_notification(struct mw_buffer *out,
                                       struct mw_bytes method,
                                       struct mw_bytes params)
{
    struct mw__packing to;
    msgpack_packer packer = mw__packing_begin(&to, out);

    pack_shape(&packer, MW_NOTIFICATION, 3);
    mw__packing_str(&to, &packer, method);
    mw__packing_raw(&to, params);
    return mw__packing_end(&to);
}

/* Bytes of `[1, msgid, `. */
static size_t response_len(uint32_t msgid)
{
    return msgid < 0x80          ? 3
           : msgid <= UINT8_MAX  ? 4
           : msgid <= UINT16_MAX ? 5
                                 : 7;
}

/* `[1, msgid, ` in msgpack's shortest form, by hand: it stands before every
 * answer. Returns its length. */
static size_t put_response(uint8_t at[RESPONSE_HEAD], uint32_t msgid)
{
    size_t len = response_len(msgid);

    at[0] = 0x94;
    at[1] = MW_RESPONSE;
    at[2] = (uint8_t)msgid;
    if (len == 4) {
        at[2] = 0xcc;
        at[3] = (uint8_t)msgid;
    } else if (len == 5) {
        at[2] = 0xcd;
        mw__put_be16(at + 3, (uint16_t)msgid);
    } else if (len == 7) {
        at[2] = 0xce;
        mw__put_be32(at + 3, msgid);
    }
    return len;
}

enum mw_status mw_message_response(struct mw_buffer *out, uint32_t msgid,
                                   struct mw_bytes result)
{
    size_t len = response_len(msgid) + 1 + result.len;
    enum mw_status rc = mw_buffer_reserve(out, len);
    uint8_t *at;

    if (rc == MW_OK) {
        at = out->at + out->len;
        at += put_response(at, msgid);
        *at++ = 0xc0;
        memcpy(at, result.at, result.len);
        out->len += len;
    }
    return rc;
}

enum mw_status mw_message_response_head(struct mw_buffer *out, uint32_t msgid)
{
    return mw_message_response(out, msgid, mw_bytes("", 0));
}

/* `{code, message, data}`; no data if it has no bytes. */
static void pack_error(struct mw__packing *to, msgpack_packer *packer, int code,
                       const char *text, struct mw_bytes data)
{
    msgpack_pack_map(packer, data.len > 0 ? 3 : 2);
    mw__packing_str(to, packer, mw_text("code"));
    msgpack_pack_int(packer, code);
    mw__packing_str(to, packer, mw_text("message"));
    mw__packing_str(to, packer, mw_text(text));
    if (data.len > 0) {
        mw__packing_str(to, packer, mw_text("data"));
        mw__packing_raw(to, data);
    }
}

enum mw_status mw_message_response_error(struct mw_buffer *out, uint32_t msgid,
                                         int code, const char *text,
                                         struct mw_bytes data)
{
    uint8_t head[RESPONSE_HEAD];
    struct mw__packing to;
    msgpack_packer packer = mw__packing_begin(&to, out);

    mw__packing_raw(&to, mw_bytes(head, put_response(head, msgid)));
    pack_error(&to, &packer, code, text, data);
    msgpack_pack_nil(&packer);
    return mw__packing_end(&to);
}

enum mw_status mw_message_error_notification(struct mw_buffer *out, int code,
                                             const char *text)
{
    struct mw__packing to;
    msgpack_packer packer = mw__packing_begin(&to, out);

    pack_shape(&packer, MW_NOTIFICATION, 3);
    mw__packing_str(&to, &packer, mw_text(MW_NAME_ERROR));
    msgpack_pack_array(&packer, 1);
    pack_error(&to, &packer, code, text, mw_bytes(NULL, 0));
    return mw__packing_end(&to);
}
