/* Parameters are rows: what each is called, whom it is for, what it takes, and
 * where it goes. */
#include "conn/link_param.h"

#include "conn/link_text.h"
#include "text/options_value.h"

#include <msgwire/nearest.h>

#include <stdio.h>

enum {
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

static const struct mw__link_param {
    const char *name;
    int schemes, sides;
    enum take take;
    enum mw_option_kind kind; /* numbers */
    uint64_t min, max;
    size_t at; /* a number of 32 bits, or a bool, in struct mw_link */
    mw__link_text_fn text;
    const char *expected; /* texts */
} params[] = {
#define AT(field) offsetof(struct mw_link, field)
#define NUMBER(name_, schemes_, sides_, kind_, min_, max_, field_)             \
    {                                                                          \
        .name = (name_), .schemes = (schemes_), .sides = (sides_),             \
        .take = TAKE_NUMBER, .kind = MW_OPTION_##kind_, .min = (min_),         \
        .max = (max_), .at = AT(field_)                                        \
    }
#define SWITCH(name_, schemes_, sides_, take_, field_)                         \
    {                                                                          \
        .name = (name_), .schemes = (schemes_), .sides = (sides_),             \
        .take = (take_), .kind = MW_OPTION_CHOICE, .at = AT(field_)            \
    }
#define TEXT(name_, schemes_, sides_, fn_, expected_)                          \
    {                                                                          \
        .name = (name_), .schemes = (schemes_), .sides = (sides_),             \
        .take = TAKE_TEXT, .kind = MW_OPTION_TEXT, .text = (fn_),              \
        .expected = (expected_)                                                \
    }
    TEXT("framing", STREAMS, BOTH, mw__link_text_framing,
         "a name, such as none"),
    NUMBER("values", STREAMS, BOTH, COUNT, 1, MW_VALUES_MAX, values),
    NUMBER("preamble", STREAMS, BOTH, SIZE, 0, MW_PREAMBLE_MAX, preamble),
    TEXT("greeting", STREAMS, BOTH, mw__link_text_greeting,
         "text, or 0x and hex digits"),
    SWITCH("nodelay", TCP, BOTH, TAKE_INVERSE, socket.delay),
    {.name = "keepalive",
     .schemes = TCP,
     .sides = BOTH,
     .take = TAKE_SECONDS,
     .kind = MW_OPTION_DURATION,
     .max = KEEPALIVE_MAX_S * SECOND_NS,
     .at = AT(socket.keepalive_s)},
    TEXT("congestion", TCP, BOTH, mw__link_text_congestion,
         "a name, such as cubic"),
    NUMBER("rcvbuf", ANY, BOTH, SIZE, 0, SOCKET_BUFFER_MAX, socket.rcvbuf),
    NUMBER("sndbuf", ANY, BOTH, SIZE, 0, SOCKET_BUFFER_MAX, socket.sndbuf),
    NUMBER("ttl", IP, BOTH, COUNT, 1, TTL_MAX, socket.ttl),
    TEXT("interface", UDP, BOTH, mw__link_text_interface,
         "an interface's name"),
    SWITCH("loop", UDP, BOTH, TAKE_INVERSE, socket.no_loop),
    TEXT("bind", IP, MW_LINK_DIALS, mw__link_text_bind,
         "an address of this machine"),
    NUMBER("backlog", STREAMS, MW_LINK_LISTENS, COUNT, 1, UINT16_MAX,
           socket.backlog),
    SWITCH("reuse-port", IP, MW_LINK_LISTENS, TAKE_SWITCH, socket.reuse_port),
    SWITCH("v6-only", IP, MW_LINK_LISTENS, TAKE_SWITCH, socket.v6_only),
    TEXT("unix-mode", UNIX, MW_LINK_LISTENS, mw__link_text_mode,
         "octal permissions, such as 0660"),
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

const struct mw__link_param *mw__link_param_named(struct mw_bytes name)
{
    for (size_t i = 0; i < PARAMS; i++) {
        if (mw_bytes_equal(mw_text(params[i].name), name)) {
            return &params[i];
        }
    }
    return NULL;
}

static bool is_for(const struct mw__link_param *param, enum mw_scheme scheme,
                   int side)
{
    return (param->schemes & 1 << scheme) != 0 && (param->sides & side) != 0;
}

/* --- one value --- */

static void store(const struct mw__link_param *param, uint64_t number,
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

enum mw_status mw__link_param_put(const struct mw__link_param *param,
                                  const char *shown, const char *value,
                                  struct mw_link *link, struct mw_error *err)
{
    const struct mw_option option = {
        .kind = param->kind,
        .value = param->expected,
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

/* --- which of them --- */

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
        return mw_error_set(
            err, MW_EINVAL, "unknown parameter %s%s", shown,
            scheme == MW_UNIX ? " (in a path \"?\" is written %3F)" : "");
    }
    return mw_error_set(err, MW_EINVAL,
                        "unknown parameter %s (did you mean %s?)", shown,
                        meant.name);
}

static enum mw_status refuse_place(const struct mw__link_param *param,
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
            size_t len = strlen(schemes);
            snprintf(schemes + len, sizeof(schemes) - len, "%s%s",
                     len > 0 ? " and " : "", scheme_names[i]);
        }
    }
    return mw_error_set(err, MW_EINVAL, "parameter %s is only for %s, not %s",
                        param->name, schemes, scheme_names[scheme]);
}

enum mw_status mw__link_param_find(struct mw_bytes name, enum mw_scheme scheme,
                                   int side,
                                   const struct mw__link_param **param,
                                   struct mw_error *err)
{
    *param = mw__link_param_named(name);
    if (*param == NULL) {
        return refuse_unknown(name, scheme, side, err);
    }
    return is_for(*param, scheme, side) ? MW_OK
                                        : refuse_place(*param, scheme, err);
}

const char *mw__link_param_name(const struct mw__link_param *param)
{
    return param->name;
}
