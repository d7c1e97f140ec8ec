#include "keep/tempo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double SLOWEST = 0.001, FASTEST = 1e6;
static const double WAIT_MAX = 1e18; /* ns: 31 years */

/* A plain decimal: no sign, exponent or white space, whatever the locale. */
static bool read_speed(const char *text, double *speed)
{
    static const char digits[] = "0123456789";
    size_t whole = strspn(text, digits), decimals = 0;
    double scale = 1;

    *speed = 0;
    for (size_t i = 0; i < whole; i++) {
        *speed = *speed * 10 + (text[i] - '0');
    }
    if (text[whole] == '.') {
        decimals = strspn(text + whole + 1, digits);
        for (size_t i = 0; i < decimals; i++) {
            scale /= 10;
            *speed += (text[whole + 1 + i] - '0') * scale;
        }
        whole += 1;
    }
    return decimals + whole > 0 && text[whole + decimals] == '\0' &&
           text[whole + decimals - 1] != '.' && text[0] != '.';
}

enum mw_status tempo_init(struct tempo *tempo, const char *text,
                          struct mw_error *err)
{
    char shown[MW_EXCERPT];

    *tempo = (struct tempo){.speed = 1};
    if (text == NULL) {
        return MW_OK;
    }
    if (strcmp(text, "max") == 0) {
        tempo->speed = 0;
        return MW_OK;
    }
    if (!read_speed(text, &tempo->speed) || tempo->speed < SLOWEST ||
        tempo->speed > FASTEST) {
        return mw_error_set(err, MW_EINVAL,
                            "--speed %s: expected a number such as 2 or 0.5 "
                            "(0.001 to 1000000), or max",
                            mw_excerpt(mw_text(text), shown));
    }
    return MW_OK;
}

uint64_t tempo_wait_ns(struct tempo *tempo, uint64_t time_ns, uint64_t now_ns)
{
    double behind;

    if (!tempo->begun) {
        tempo->begun = true;
        tempo->first_ns = time_ns;
        tempo->from_ns = now_ns;
    }
    if (tempo->speed == 0 || time_ns <= tempo->first_ns) {
        return 0;
    }
    behind = (double)(time_ns - tempo->first_ns) / tempo->speed -
             (double)(now_ns - tempo->from_ns);
    return behind <= 0 ? 0 : (uint64_t)(behind < WAIT_MAX ? behind : WAIT_MAX);
}
