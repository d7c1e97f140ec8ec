#include "text/quantity.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

enum { FRACTION_TEXT = 8 };

struct unit {
    const char *name;
    uint64_t size;
};

/* The units of each kind, the largest first. */
static const struct unit no_units[] = {{"", 1}, {0}};
static const struct unit size_units[] = {
    {"Gi", 1u << 30}, {"G", 1000000000}, {"Mi", 1u << 20}, {"M", 1000000},
    {"Ki", 1u << 10}, {"k", 1000},       {"", 1},          {0},
};
static const struct unit rate_units[] = {
    {"M", 1000000}, {"k", 1000}, {"", 1}, {0}};
static const struct unit duration_units[] = {
    {"h", 3600000000000},
    {"m", 60000000000},
    {"s", 1000000000},
    {"ms", 1000000},
    {"us", 1000},
    {"ns", 1},
    {0},
};
static const struct unit bits_units[] = {
    {"Gbit", 1000000000}, {"Mbit", 1000000}, {"kbit", 1000}, {"bit", 1}, {0}};
static const struct unit share_units[] = {{"%", 10000}, {0}};

static const struct kind {
    const struct unit *units;
    const char *expected;
} kinds[] = {
    [MW_OPTION_COUNT] = {no_units, "a whole number"},
    [MW_OPTION_SIZE] = {size_units, "a size such as 512, 64Ki or 16M"},
    [MW_OPTION_RATE] = {rate_units, "a rate such as 500, 20k or 1M"},
    [MW_OPTION_DURATION] = {duration_units,
                            "a duration such as 250ms, 10s or 2h"},
    [MW_OPTION_BITS] = {bits_units,
                        "bits a second such as 64kbit, 10Mbit or 1.5Gbit"},
    [MW_OPTION_SHARE] = {share_units, "a share such as 0.1%, 5% or 0"},
};

static const struct kind *kind_of(enum mw_option_kind kind)
{
    assert(kind < sizeof(kinds) / sizeof(kinds[0]) &&
           kinds[kind].units != NULL);
    return &kinds[kind];
}

/* A number's parts as they stand in the text. */
struct number {
    const char *whole, *fraction, *unit;
    size_t whole_len, fraction_len;
};

static bool split(const char *text, struct number *number)
{
    static const char digits[] = "0123456789";

    *number = (struct number){.whole = text, .unit = text};
    number->whole_len = strspn(text, digits);
    number->unit += number->whole_len;
    if (*number->unit == '.') {
        number->fraction = number->unit + 1;
        number->fraction_len = strspn(number->fraction, digits);
        number->unit = number->fraction + number->fraction_len;
    }
    return number->whole_len > 0 &&
           (number->fraction == NULL || number->fraction_len > 0);
}

/* A fraction needs a unit that can be parted. */
static const struct unit *find_unit(const struct kind *kind,
                                    const struct number *number)
{
    for (const struct unit *unit = kind->units; unit->name != NULL; unit++) {
        if (strcmp(unit->name, number->unit) == 0) {
            return number->fraction != NULL && unit->size == 1 ? NULL : unit;
        }
    }
    return NULL;
}

static bool whole_part(const struct number *number, uint64_t size,
                       uint64_t *value)
{
    uint64_t most = UINT64_MAX / size;

    *value = 0;
    for (size_t i = 0; i < number->whole_len; i++) {
        uint64_t digit = (uint64_t)(number->whole[i] - '0');
        if (*value > (most - digit) / 10) {
            return false;
        }
        *value = *value * 10 + digit;
    }
    *value *= size;
    return true;
}

/* Rounded to the nearest: twice the fraction of `size`, rounded down, is exact
 * to the half, however many digits there are. */
static uint64_t fraction_part(const struct number *number, uint64_t size)
{
    uint64_t twice = 0;

    for (size_t i = number->fraction_len; i > 0; i--) {
        uint64_t digit = (uint64_t)(number->fraction[i - 1] - '0');
        twice = (digit * 2 * size + twice) / 10;
    }
    return (twice + 1) / 2;
}

/* True if all digits are 0. */
static bool is_zero(const struct number *number)
{
    return strspn(number->whole, "0.") ==
           (size_t)(number->unit - number->whole);
}

const char *mw__quantity_read(enum mw_option_kind kind, const char *text,
                              uint64_t *value)
{
    struct number number;
    const struct unit *unit;
    uint64_t whole, fraction;

    if (strcmp(text, "0") == 0) {
        *value = 0;
        return NULL;
    }
    if (!split(text, &number)) {
        return "";
    }
    unit = find_unit(kind_of(kind), &number);
    if (unit == NULL) {
        return "";
    }
    fraction = fraction_part(&number, unit->size);
    if (!whole_part(&number, unit->size, &whole) ||
        whole > UINT64_MAX - fraction) {
        return "too large, ";
    }
    if (whole + fraction == 0 && !is_zero(&number)) {
        return "too small, ";
    }
    *value = whole + fraction;
    return NULL;
}

const char *mw__quantity_expected(enum mw_option_kind kind)
{
    return kind_of(kind)->expected;
}

/* Of a unit whose size is a power of ten, without zeros at the end. */
static void write_fraction(uint64_t rest, uint64_t size, char *out, size_t room)
{
    size_t len = 0;

    out[len++] = '.';
    while (rest > 0 && len + 1 < room) {
        size /= 10;
        out[len++] = (char)('0' + rest / size);
        rest %= size;
    }
    out[len] = '\0';
}

const char *mw__quantity_write(enum mw_option_kind kind, uint64_t value,
                               char out[MW_QUANTITY_TEXT])
{
    const struct unit *unit = kind_of(kind)->units;
    char fraction[FRACTION_TEXT] = "";

    while (value % unit->size != 0 && unit[1].name != NULL) {
        unit++;
    }
    if (value % unit->size != 0) {
        write_fraction(value % unit->size, unit->size, fraction,
                       sizeof(fraction));
    }
    snprintf(out, MW_QUANTITY_TEXT, "%" PRIu64 "%s%s", value / unit->size,
             fraction, value == 0 ? "" : unit->name);
    return out;
}
