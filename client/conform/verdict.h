/* Verdicts, printed: a line each for people, with the bytes of a broken rule
 * below it; a value each for programs. */
#ifndef CLIENT_CONFORM_VERDICT_H
#define CLIENT_CONFORM_VERDICT_H

#include "conform/judge.h"
#include "output/render.h"

struct verdict_printer {
    struct render render;
    const struct mw_link *link; /* borrows: how what went is shown */
};

/* Prints one at once. Returns as render_flush. */
enum mw_status verdict_print(struct verdict_printer *printer,
                             const struct verdict *verdict,
                             struct mw_error *err);

/* Writes how many there were of each kind: "31 rules hold, 2 are broken". */
void verdict_sum(const struct judge *judge, char *out, size_t len);

#endif
