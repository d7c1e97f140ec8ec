#include "text/time.h"

enum {
    DAY = 86400,
    NS_DIGITS = 9,
    NS_MAX = 999999999,
    ERA_DAYS = 146097,  /* of 400 years, after which the calendar repeats */
    EPOCH_DAY = 719468, /* 1970-01-01, counted from 0000-03-01 */
};

static const int64_t first = -62135596800; /* 0001-01-01T00:00:00Z */
static const int64_t last = 253402300799;  /* 9999-12-31T23:59:59Z */

struct date {
    int64_t year;
    int64_t month, day; /* from 1 */
};

/* Years are counted from March, so that the leap day is a year's last. */
static int64_t day_of(struct date date)
{
    int64_t year = date.month <= 2 ? date.year - 1 : date.year;
    int64_t month = date.month <= 2 ? date.month + 9 : date.month - 3;
    int64_t leaps = year / 4 - year / 100 + year / 400;

    return year * 365 + leaps + (153 * month + 2) / 5 + date.day - 1 -
           EPOCH_DAY;
}

static struct date date_of(int64_t day)
{
    int64_t since = day + EPOCH_DAY;
    int64_t era = since / ERA_DAYS;
    int64_t rest = since % ERA_DAYS;
    int64_t year = (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
    int64_t in_year = rest - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * in_year + 2) / 153;

    return (struct date){
        .year = era * 400 + year + (month >= 10),
        .month = month < 10 ? month + 3 : month - 9,
        .day = in_year - (153 * month + 2) / 5 + 1,
    };
}

static int64_t days_in(int64_t year, int64_t month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30,
                                  31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return days[month - 1] + (month == 2 && leap);
}

bool mw__time_has_text(struct mw__time time)
{
    return time.seconds >= first && time.seconds <= last &&
           time.nanoseconds <= NS_MAX;
}

/* Appends `digits` digits and the mark after them. */
static char *put(char *out, int64_t value, int digits, char mark)
{
    for (int i = digits - 1; i >= 0; i--) {
        out[i] = (char)('0' + value % 10);
        value /= 10;
    }
    out[digits] = mark;
    return out + digits + 1;
}

size_t mw__time_write(struct mw__time time, char out[MW__TIME_TEXT])
{
    int64_t second = (time.seconds % DAY + DAY) % DAY;
    struct date date = date_of((time.seconds - second) / DAY);
    char *at = out;

    at = put(at, date.year, 4, '-');
    at = put(at, date.month, 2, '-');
    at = put(at, date.day, 2, 'T');
    at = put(at, second / 3600, 2, ':');
    at = put(at, second / 60 % 60, 2, ':');
    at = put(at, second % 60, 2, '.');
    at = put(at, time.nanoseconds, NS_DIGITS, 'Z') - 1;
    while (at[-1] == '0' && time.nanoseconds != 0) {
        at--;
    }
    if (time.nanoseconds == 0) {
        at -= NS_DIGITS + 1;
    }
    *at++ = 'Z';
    return (size_t)(at - out);
}

static bool is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

/* Takes exactly `digits` digits, a number from `least` to `most`. */
static bool take_number(struct mw_bytes *text, size_t digits, int64_t least,
                        int64_t most, int64_t *value)
{
    *value = 0;
    for (size_t i = 0; i < digits; i++) {
        if (i >= text->len || !is_digit(text->at[i])) {
            return false;
        }
        *value = *value * 10 + (text->at[i] - '0');
    }
    mw_bytes_skip(text, digits);
    return *value >= least && *value <= most;
}

/* Takes one of two characters. */
static bool take(struct mw_bytes *text, uint8_t a, uint8_t b)
{
    if (text->len == 0 || (text->at[0] != a && text->at[0] != b)) {
        return false;
    }
    mw_bytes_skip(text, 1);
    return true;
}

static bool take_date(struct mw_bytes *text, int64_t *seconds)
{
    struct date date;

    if (!take_number(text, 4, 1, 9999, &date.year) || !take(text, '-', '-') ||
        !take_number(text, 2, 1, 12, &date.month) || !take(text, '-', '-') ||
        !take_number(text, 2, 1, days_in(date.year, date.month), &date.day)) {
        return false;
    }
    *seconds = day_of(date) * DAY;
    return true;
}

static bool take_clock(struct mw_bytes *text, int64_t *seconds)
{
    int64_t hour, minute, second;

    if (!take_number(text, 2, 0, 23, &hour) || !take(text, ':', ':') ||
        !take_number(text, 2, 0, 59, &minute) || !take(text, ':', ':') ||
        !take_number(text, 2, 0, 59, &second)) {
        return false;
    }
    *seconds += hour * 3600 + minute * 60 + second;
    return true;
}

/* Takes ".5" and the like, or nothing. */
static bool take_fraction(struct mw_bytes *text, uint32_t *nanoseconds)
{
    size_t digits = 0;
    int64_t value;

    *nanoseconds = 0;
    if (!take(text, '.', '.')) {
        return true;
    }
    while (digits < text->len && is_digit(text->at[digits])) {
        digits++;
    }
    if (digits < 1 || digits > NS_DIGITS ||
        !take_number(text, digits, 0, NS_MAX, &value)) {
        return false;
    }
    for (; digits < NS_DIGITS; digits++) {
        value *= 10;
    }
    *nanoseconds = (uint32_t)value;
    return true;
}

/* Takes "Z" or "+hh:mm". */
static bool take_offset(struct mw_bytes *text, int64_t *seconds)
{
    int64_t sign = text->len > 0 && text->at[0] == '-' ? 1 : -1;
    int64_t hour, minute;

    if (take(text, 'Z', 'z')) {
        return true;
    }
    if (!take(text, '+', '-') || !take_number(text, 2, 0, 23, &hour) ||
        !take(text, ':', ':') || !take_number(text, 2, 0, 59, &minute)) {
        return false;
    }
    *seconds += sign * (hour * 3600 + minute * 60);
    return true;
}

bool mw__time_read(struct mw_bytes text, struct mw__time *time)
{
    return take_date(&text, &time->seconds) && take(&text, 'T', 't') &&
           take_clock(&text, &time->seconds) &&
           take_fraction(&text, &time->nanoseconds) &&
           take_offset(&text, &time->seconds) && text.len == 0;
}
