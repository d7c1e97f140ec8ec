/* Figures for people: three digits and a unit, "12.3 µs" or "1.30 M/s". */
#ifndef CLIENT_FIGURES_UNITS_H
#define CLIENT_FIGURES_UNITS_H

enum { UNITS_TEXT = 32 };

enum units_kind {
    UNITS_DURATION, /* nanoseconds: "870 ns", "12.3 µs", "1.30 ms", "2.05 s" */
    UNITS_RATE,     /* a second: "950/s", "1.30 M/s" */
    UNITS_BYTES,    /* "64 B", "1.40 kB", "60.0 kB" */
    UNITS_BYTE_RATE, /* a second: "12.5 MB/s" */
    UNITS_BIT_RATE,  /* a second: "10.0 Mbit/s" */
    UNITS_COUNT,     /* "640", "1.30 M" */
    UNITS_PART,      /* of 1: "0.412 %", "12.3 %"; never a false 100 % */
};

/* Writes a figure.
 *
 * value  not negative; what is not finite is written as "-".
 *
 * Returns `out`, terminated. */
const char *units_write(enum units_kind kind, double value,
                        char out[UNITS_TEXT]);

#endif
