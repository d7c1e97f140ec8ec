#include <msgwire/link.h>

#include "base/percent.h"
#include "conn/link_param.h"
#include "net/group.h"

#include <stdio.h>

enum { ADDRESS_TEXT = 1024, VALUE_TEXT = 1024, NAME_TEXT = 32 };

enum mw_status mw_link_set(struct mw_link *link, const char *name,
                           const char *value, struct mw_error *err)
{
    const struct mw__link_param *param =
        mw__link_param_named(mw_text(name + strspn(name, "-")));

    if (param == NULL) {
        return mw_error_set(err, MW_EINVAL, "no parameter %s", name);
    }
    return mw__link_param_put(param, name, value, link, err);
}

/* Reads the escapes of a value.
 *
 * shown  how a sentence calls the parameter. */
static enum mw_status read_value(struct mw_bytes text, const char *shown,
                                 char out[VALUE_TEXT], struct mw_error *err)
{
    size_t len;
    enum mw_status rc = mw__percent_read(text, out, VALUE_TEXT, &len, err);

    if (rc == MW_ETOOBIG) {
        return mw_error_set(err, MW_EINVAL,
                            "%s: its value has %zu bytes, at most %d are "
                            "expected",
                            shown, len, VALUE_TEXT - 1);
    }
    if (rc != MW_OK) {
        mw_error_prefix(err, "%s", shown);
    }
    return rc;
}

/* name=value */
static enum mw_status read_param(struct mw_link *link, int side,
                                 struct mw_bytes text, struct mw_error *err)
{
    const uint8_t *equals =
        text.len > 0 ? memchr(text.at, '=', text.len) : NULL;
    size_t name_len = equals != NULL ? (size_t)(equals - text.at) : text.len;
    const struct mw__link_param *param;
    char value[VALUE_TEXT], shown[NAME_TEXT];
    enum mw_status rc;

    rc = mw__link_param_find(mw_bytes(text.at, name_len), link->endpoint.scheme,
                             side, &param, err);
    if (rc != MW_OK) {
        return rc;
    }
    snprintf(shown, sizeof(shown), "parameter %s", mw__link_param_name(param));
    mw_bytes_skip(&text, name_len + (equals != NULL));
    rc = read_value(text, shown, value, err);
    return rc == MW_OK ? mw__link_param_put(param, shown, value, link, err)
                       : rc;
}

static enum mw_status read_params(struct mw_link *link, int side,
                                  const char *text, struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    while (rc == MW_OK && *text != '\0') {
        size_t len = strcspn(text + 1, "&");
        rc = read_param(link, side, mw_bytes(text + 1, len), err);
        text += 1 + len;
    }
    return rc;
}

/* What no row by itself can say. */
static enum mw_status check(const struct mw_link *link, enum mw_link_side side,
                            struct mw_error *err)
{
    if (side == MW_LINK_DIALS && link->endpoint.scheme != MW_UNIX &&
        link->endpoint.port == 0) {
        return mw_error_set(err, MW_EINVAL,
                            "expected a port of 1 to 65535 to connect to, "
                            "got 0");
    }
    if (link->endpoint.scheme != MW_UDP && link->values > 1 &&
        link->framing != NULL && !mw_framing_has_prefix(link->framing)) {
        return mw_error_set(err, MW_EINVAL,
                            "framing %s has one value in a frame, %u need a "
                            "framing with a prefix",
                            mw_framing_name(link->framing),
                            (unsigned)link->values);
    }
    return MW_OK;
}

enum mw_status mw_link_parse(const char *text, enum mw_link_side side,
                             struct mw_link *link, struct mw_error *err)
{
    struct mw_link parsed = *link;
    size_t len = strcspn(text, "?");
    char address[ADDRESS_TEXT];
    enum mw_status rc;

    if (len >= sizeof(address)) {
        return mw_error_set(err, MW_EINVAL,
                            "an address has at most %d bytes, this one has "
                            "%zu",
                            ADDRESS_TEXT - 1, len);
    }
    memcpy(address, text, len);
    address[len] = '\0';
    rc = mw_endpoint_parse(address, &parsed.endpoint, err);
    if (rc == MW_OK) {
        rc = read_params(&parsed, (int)side, text + len, err);
    }
    if (rc == MW_OK) {
        rc = check(&parsed, side, err);
    }
    if (rc == MW_OK) {
        *link = parsed;
    }
    return rc;
}

/* --- the way back --- */

/* Appends "?name=value" or "&name=value". */
static void invite_with(char out[MW_LINK_TEXT], const char *name,
                        const char *value)
{
    size_t len = strlen(out);

    snprintf(out + len, MW_LINK_TEXT - len, "%c%s=%s",
             strchr(out, '?') == NULL ? '?' : '&', name, value);
}

static void invite_with_number(char out[MW_LINK_TEXT], const char *name,
                               size_t number)
{
    char text[24];

    snprintf(text, sizeof(text), "%zu", number);
    invite_with(out, name, text);
}

const char *mw_link_invite(const struct mw_link *link, char out[MW_LINK_TEXT])
{
    char interface[MW__GROUP_INTERFACE];

    mw_endpoint_format(&link->endpoint, out);
    if (link->endpoint.scheme == MW_UDP) {
        if (mw__group_interface_name(&link->endpoint, &link->socket,
                                     interface)) {
            invite_with(out, "interface", interface);
        }
        return out;
    }
    if (link->framing != NULL && link->framing != mw_framing_at(0)) {
        invite_with(out, "framing", mw_framing_name(link->framing));
    }
    if (link->values > 1) {
        invite_with_number(out, "values", link->values);
    }
    if (link->greeting_len > 0) {
        invite_with_number(out, "preamble", link->greeting_len);
    }
    return out;
}

bool mw_link_is_local(const struct mw_link *link)
{
    return mw_endpoint_is_local(&link->endpoint) ||
           mw__group_is_local(&link->endpoint, &link->socket);
}
