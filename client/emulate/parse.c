#include "emulate/spec.h"

#include <msgwire/nearest.h>
#include <msgwire/options.h>

#include <stdio.h>

enum { WORD_MAX = 64, NAMES_TEXT = 96, PLACE_TEXT = 32 };

#define SECOND_NS UINT64_C(1000000000)
#define WHOLE_PPM UINT64_C(1000000)
#define GBIT      UINT64_C(1000000000)

typedef enum mw_status (*read_fn)(const char *text, uint64_t *value,
                                  struct mw_error *err);

static const struct property {
    const char *name;
    size_t at; /* of a uint64_t in struct emulate_spec */
    read_fn read;
    enum mw_option_kind kind;
    uint64_t min, max;
} properties[] = {
#define AT(field) offsetof(struct emulate_spec, field)
    {"delay", AT(delay_ns), mw_parse_duration, MW_OPTION_DURATION, 0,
     10 * SECOND_NS},
    {"jitter", AT(jitter_ns), mw_parse_duration, MW_OPTION_DURATION, 0,
     10 * SECOND_NS},
    {"loss", AT(loss_ppm), mw_parse_share, MW_OPTION_SHARE, 0, WHOLE_PPM},
    {"duplicate", AT(duplicate_ppm), mw_parse_share, MW_OPTION_SHARE, 0,
     WHOLE_PPM},
    {"reorder", AT(reorder_ppm), mw_parse_share, MW_OPTION_SHARE, 0, WHOLE_PPM},
    {"rate", AT(rate), mw_parse_bits, MW_OPTION_BITS, 1000, 100 * GBIT},
    {"limit", AT(limit), mw_parse_count, MW_OPTION_COUNT, 1, EMULATE_LIMIT_MAX},
    {"mtu", AT(mtu), mw_parse_count, MW_OPTION_COUNT, EMULATE_MTU_MIN,
     EMULATE_MTU_MAX},
#undef AT
};

enum { PROPERTIES = sizeof(properties) / sizeof(properties[0]) };

/* What is being read: one "name=value" in the text. */
struct word {
    struct mw_bytes whole, name;
    char value[WORD_MAX];
    size_t place; /* of its first byte, counted from 1 */
};

static const char *list_names(char out[NAMES_TEXT])
{
    size_t len = 0;

    out[0] = '\0';
    for (size_t i = 0; i < PROPERTIES; i++) {
        len += (size_t)snprintf(out + len, NAMES_TEXT - len, "%s%s",
                                i == 0 ? "" : " ", properties[i].name);
    }
    return out;
}

static enum mw_status refuse(const struct word *word, struct mw_error *err,
                             const char *expected)
{
    char shown[MW_EXCERPT];

    return mw_error_set(err, MW_EINVAL, "at byte %zu, %s: expected %s",
                        word->place, mw_excerpt(word->whole, shown), expected);
}

/* --- one value --- */

static enum mw_status refuse_range(const struct word *word,
                                   const struct property *property,
                                   struct mw_error *err)
{
    char min[MW_QUANTITY_TEXT], max[MW_QUANTITY_TEXT];
    char range[2 * MW_QUANTITY_TEXT + 8];

    snprintf(range, sizeof(range), "%s to %s",
             mw_write_quantity(property->kind, property->min, min),
             mw_write_quantity(property->kind, property->max, max));
    return refuse(word, err, range);
}

static enum mw_status read_value(const struct word *word,
                                 const struct property *property,
                                 struct emulate_spec *spec,
                                 struct mw_error *err)
{
    uint64_t value;
    enum mw_status rc = property->read(word->value, &value, err);

    if (rc != MW_OK) {
        mw_error_prefix(err, "at byte %zu, %s", word->place, property->name);
        return rc;
    }
    if (value < property->min || value > property->max) {
        return refuse_range(word, property, err);
    }
    memcpy((char *)spec + property->at, &value, sizeof(value));
    return MW_OK;
}

/* --- which of them --- */

static enum mw_status refuse_name(const struct word *word, struct mw_error *err)
{
    struct mw_nearest meant = mw_nearest_to(word->name);
    char expected[NAMES_TEXT + PLACE_TEXT], names[NAMES_TEXT];
    const char *name;

    for (size_t i = 0; i < PROPERTIES; i++) {
        mw_nearest_offer(&meant, properties[i].name);
    }
    name = meant.name;
    snprintf(expected, sizeof(expected), "one of %s%s%s%s", list_names(names),
             name != NULL ? " (did you mean " : "", name != NULL ? name : "",
             name != NULL ? "?)" : "");
    return refuse(word, err, expected);
}

static enum mw_status read_word(const struct word *word, unsigned *seen,
                                struct emulate_spec *spec, struct mw_error *err)
{
    for (size_t i = 0; i < PROPERTIES; i++) {
        if (!mw_bytes_equal(mw_text(properties[i].name), word->name)) {
            continue;
        }
        if ((*seen & 1u << i) != 0) {
            return refuse(word, err, "it only once");
        }
        *seen |= 1u << i;
        return read_value(word, &properties[i], spec, err);
    }
    return refuse_name(word, err);
}

static enum mw_status split(struct word *word, struct mw_error *err)
{
    const uint8_t *equals = memchr(word->whole.at, '=', word->whole.len);
    size_t len;

    if (equals == NULL) {
        return refuse(word, err, "a name, \"=\" and a value, as in delay=10ms");
    }
    word->name.at = word->whole.at;
    word->name.len = (size_t)(equals - word->whole.at);
    len = word->whole.len - word->name.len - 1;
    if (len >= sizeof(word->value)) {
        return refuse(word, err, "a shorter value");
    }
    memcpy(word->value, equals + 1, len);
    word->value[len] = '\0';
    return MW_OK;
}

/* --- the whole --- */

static enum mw_status check(const struct emulate_spec *spec, unsigned seen,
                            struct mw_error *err)
{
    if (seen == 0) {
        return mw_error_set(err, MW_EINVAL,
                            "expected what the link is like, such as "
                            "\"delay=10ms loss=1%%\"");
    }
    if (spec->jitter_ns > spec->delay_ns) {
        return mw_error_set(err, MW_EINVAL,
                            "jitter: expected at most the delay, for no packet "
                            "comes before it was sent");
    }
    if (spec->rate == 0 && spec->limit != 0) {
        return mw_error_set(err, MW_EINVAL,
                            "limit: expected a rate with it, for without one "
                            "nothing waits");
    }
    return MW_OK;
}

enum mw_status emulate_parse(const char *text, struct emulate_spec *spec,
                             struct mw_error *err)
{
    static const char between[] = " ,\t\n";
    struct emulate_spec read = {.mtu = EMULATE_MTU};
    const char *at = text + strspn(text, between);
    unsigned seen = 0;
    enum mw_status rc = MW_OK;

    while (rc == MW_OK && *at != '\0') {
        struct word word = {.whole = mw_bytes(at, strcspn(at, between)),
                            .place = (size_t)(at - text) + 1};

        rc = split(&word, err);
        if (rc == MW_OK) {
            rc = read_word(&word, &seen, &read, err);
        }
        at += word.whole.len;
        at += strspn(at, between);
    }
    if (rc == MW_OK) {
        rc = check(&read, seen, err);
    }
    if (rc == MW_OK) {
        *spec = read;
    }
    return rc;
}
