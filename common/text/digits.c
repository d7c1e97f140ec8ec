#include <msgwire/digits.h>

const char *mw_digits(uint64_t number, char out[MW_DIGITS])
{
    char *to = out + MW_DIGITS - 1;
    int digits = 0;

    *to = '\0';
    do {
        if (digits > 0 && digits % 3 == 0) {
            *--to = ' ';
        }
        *--to = (char)('0' + number % 10);
        number /= 10;
        digits++;
    } while (number > 0);
    return to;
}
