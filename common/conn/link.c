/* Parameters are rows: what each is called, whom it is for, what it takes, and
 * where it goes. */
#include <msgwire/link.h>

#include "base/percent.h"
#include "conn/link_text.h"
#include "net/group.h"
#include "text/options_value.h"

#include <msgwire/nearest.h>

#include <stdio.h>

enum {
    ADDRESS_TEXT = 1024,
    VALUE_TEXT = 1024,
    NAME_TEXT = 32,
    TTL_MAX = 255,
    KEEPALIVE_MAX_S = 32767, /* TCP_KEEPIDLE, Linux */
    SOCKET_BUFFER_MAX = 1 << 30,
};

#define SECOND_NS UINT64_C(1000000000)

enum {
    TCP = 1 << MW_TCP,
    UDP = 1 << MW_UDP,
    UNIX = 1 << MW_UNIX,
    STREAMS = TCP | UNIX,
    IP = TCP | UDP,
    ANY = TCP | UDP | UNIX,
    BOTH = MW_LINK_EITHER,
};

/* What a value may be beyond the kinds of options. */
enum take { TAKE_NUMBER, TAKE_SECONDS, TAKE_SWITCH, TAKE_INVERSE, TAKE_TEXT };

static const char *const switches[] = {"off", "on", NULL};

static const struct param {
    const char *name;
    int schemes, sides;
    enum take take;
    enum mw_option_kind kind; /* numbers */
    uint64_t min, max;
    size_t at; /* a number of 32 bits, or a bool, in struct mw_link */
    mw__link_text_fn text;
} params[] = {
#define AT(field) offsetof(struct mw_link, field)
#define NUMBER(name, schemes, kind, min, max, field)                           \
    {                                                                          \
        name, schemes, BOTH, TAKE_NUMBER, kind, min, max, AT(field), NULL      \
    }
#define SWITCH(name, schemes, sides, take, field)                              \
    {                                                                          \
        name, schemes, sides, take, MW_OPTION_CHOICE, 0, 0, AT(field), NULL    \
    }
#define TEXT(name, schemes, sides, fn)                                         \
    {                                                                          \
        name, schemes, sides, TAKE_TEXT, MW_OPTION_TEXT, 0, 0, 0, fn           \
    }
    TEXT("framing", STREAMS, BOTH, mw__link_text_framing),
    NUMBER("values", STREAMS, MW_OPTION_COUNT, 1, MW_VALUES_MAX, values),
    NUMBER("preamble", STREAMS, MW_OPTION_SIZE, 0, MW_PREAMBLE_MAX, preamble),
    TEXT("greeting", STREAMS, BOTH, mw__link_text_greeting),
    SWITCH("nodelay", TCP, BOTH, TAKE_INVERSE, socket.delay),
    {"keepalive", TCP, BOTH, TAKE_SECONDS, MW_OPTION_DURATION, 0,
     KEEPALIVE_MAX_S *SECOND_NS, AT(socket.keepalive_s), NULL},
    TEXT("congestion", TCP, BOTH, mw__link_text_congestion),
    NUMBER("rcvbuf", ANY, MW_OPTION_SIZE, 0, SOCKET_BUFFER_MAX, socket.rcvbuf),
    NUMBER("sndbuf", ANY, MW_OPTION_SIZE, 0, SOCKET_BUFFER_MAX, socket.sndbuf),
    NUMBER("ttl", IP, MW_OPTION_COUNT, 1, TTL_MAX, socket.ttl),
    TEXT("interface", UDP, BOTH, mw__link_text_interface),
    SWITCH("loop", UDP, BOTH, TAKE_INVERSE, socket.no_loop),
    TEXT("bind", IP, MW_LINK_DIALS, mw__link_text_bind),
    {"backlog", STREAMS, MW_LINK_LISTENS, TAKE_NUMBER, MW_OPTION_COUNT, 1,
     UINT16_MAX, AT(socket.backlog), NULL},
    SWITCH("reuse-port", IP, MW_LINK_LISTENS, TAKE_SWITCH, socket.reuse_port),
    SWITCH("v6-only", IP, MW_LINK_LISTENS, TAKE_SWITCH, socket.v6_only),
    TEXT("unix-mode", UNIX, MW_LINK_LISTENS, mw__link_text_mode),
#undef AT
#undef NUMBER
#undef SWITCH
#undef TEXT
};

enum { PARAMS = sizeof(params) / sizeof(params[0]) };

static const char *const scheme_names[] = {
    [MW_TCP] = "tcp",
    [MW_UDP] = "udp",
    [MW_UNIX] = "unix",
};

static const struct param *find(struct mw_bytes name)
{
    for (size_t i = 0; i < PARAMS; i++) {
        if (mw_bytes_equal(mw_text(params[i].name), name)) {
            return &params[i];
        }
    }
    return NULL;
}

static bool is_for(const struct param *param, enum mw_scheme scheme, int side)
{
    return (param->schemes & 1 << scheme) != 0 && (param->sides & side) != 0;
}

/* --- one value --- */

static void store(const struct param *param, uint64_t number,
                  struct mw_link *link)
{
    char *at = (char *)link + param->at;
    uint32_t narrow = (uint32_t)number;
    bool on = (number != 0) != (param->take == TAKE_INVERSE);

    switch (param->take) {
    case TAKE_SECONDS: /* rounded up: a short time must not become "never" */
        narrow = (uint32_t)((number + SECOND_NS - 1) / SECOND_NS);
        memcpy(at, &narrow, sizeof(narrow));
        break;
    case TAKE_NUMBER:
        memcpy(at, &narrow, sizeof(narrow));
        break;
    case TAKE_SWITCH:
    case TAKE_INVERSE:
        memcpy(at, &on, sizeof(on));
        break;
    case TAKE_TEXT:
        break;
    }
}

/* The sentence begins with `shown`, the name as it was typed. */
static enum mw_status put(struct mw_link *link, const struct param *param,
                          const char *shown, const char *value,
                          struct mw_error *err)
{
    const struct mw_option option = {
        .kind = param->kind,
        .value = "on or off",
        .choices = switches,
        .min = param->min,
        .max = param->max,
    };
    union {
        uint64_t number;
        int choice;
        const char *text;
    } got = {0};
    enum mw_status rc;

    if (param->take == TAKE_TEXT && value != NULL && *value != '\0') {
        return param->text(link, shown, value, err);
    }
    rc = mw__options_value_put(&option, shown, value, &got, err);
    if (rc == MW_OK) {
        store(param,
              param->kind == MW_OPTION_CHOICE ? (uint64_t)got.choice
                                              : got.number,
              link);
    }
    return rc;
}

enum mw_status mw_link_set(struct mw_link *link, const char *name,
                           const char *value, struct mw_error *err)
{
    const struct param *param = find(mw_text(name + strspn(name, "-")));

    if (param == NULL) {
        return mw_error_set(err, MW_EINVAL, "no parameter %s", name);
    }
    return put(link, param, name, value, err);
}

/* --- the text --- */

static enum mw_status refuse_unknown(struct mw_bytes name,
                                     enum mw_scheme scheme, int side,
                                     struct mw_error *err)
{
    struct mw_nearest meant = mw_nearest_to(name);
    char shown[MW_EXCERPT];

    if (name.len == 0) {
        return mw_error_set(err, MW_EINVAL,
                            "expected a parameter such as rcvbuf=64Ki after "
                            "\"?\" or \"&\"");
    }
    for (size_t i = 0; i < PARAMS; i++) {
        if (is_for(&params[i], scheme, side)) {
            mw_nearest_offer(&meant, params[i].name);
        }
    }
    mw_excerpt(name, shown);
    if (meant.name == NULL) {
        return mw_error_set(err, MW_EINVAL, "unknown parameter %s", shown);
    }
    return mw_error_set(err, MW_EINVAL,
                        "unknown parameter %s (did you mean %s?)", shown,
                        meant.name);
}

static enum mw_status refuse_place(const struct param *param,
                                   enum mw_scheme scheme, struct mw_error *err)
{
    char schemes[32] = "";

    if ((param->schemes & 1 << scheme) != 0) {
        return mw_error_set(
            err, MW_EINVAL, "parameter %s is only for who %s", param->name,
            param->sides == MW_LINK_DIALS ? "connects" : "listens");
    }
    for (int i = MW_TCP; i <= MW_UNIX; i++) {
        if ((param->schemes & 1 << i) != 0) {
            strcat(schemes, schemes[0] != '\0' ? " and " : "");
            strcat(schemes, scheme_names[i]);
        }
    }
    return mw_error_set(err, MW_EINVAL, "parameter %s is only for %s, not %s",
                        param->name, schemes, scheme_names[scheme]);
}

/* name=value */
static enum mw_status read_param(struct mw_link *link, int side,
                                 struct mw_bytes text, struct mw_error *err)
{
    enum mw_scheme scheme = link->endpoint.scheme;
    const uint8_t *equals =
        text.len > 0 ? memchr(text.at, '=', text.len) : NULL;
    struct mw_bytes name = text;
    const struct param *param;
    char value[VALUE_TEXT] = "", shown[NAME_TEXT];
    enum mw_status rc = MW_OK;
    size_t len;

    if (equals != NULL) {
        name.len = (size_t)(equals - text.at);
        mw_bytes_skip(&text, name.len + 1);
        rc = mw__percent_read(text, value, sizeof(value), &len, err);
    }
    param = find(name);
    if (param == NULL) {
        return refuse_unknown(name, scheme, side, err);
    }
    if (!is_for(param, scheme, side)) {
        return refuse_place(param, scheme, err);
    }
    snprintf(shown, sizeof(shown), "parameter %s", param->name);
    if (rc == MW_ETOOBIG) {
        return mw_error_set(err, MW_EINVAL,
                            "%s: its value has %zu bytes, at most %d are "
                            "expected",
                            shown, len, VALUE_TEXT - 1);
    }
    if (rc != MW_OK) {
        mw_error_prefix(err, "%s", shown);
        return rc;
    }
    return put(link, param, shown, value, err);
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
static enum mw_status check(const struct mw_link *link, struct mw_error *err)
{
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
        rc = check(&parsed, err);
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
