#include "bench/ledger.h"

#include <stdlib.h>

enum fate { FATE_NONE, FATE_PENDING, FATE_ANSWERED, FATE_LOST, FATE_LATE };

enum mw_status ledger_init(struct ledger *ledger, size_t window,
                           struct mw_error *err)
{
    size_t rounded = 1;

    while (rounded < window) {
        rounded *= 2;
    }
    *ledger = (struct ledger){
        .window = rounded,
        .fates = calloc(rounded, sizeof(*ledger->fates)),
        .peaks = calloc(rounded, sizeof(*ledger->peaks)),
    };
    if (ledger->fates == NULL || ledger->peaks == NULL) {
        ledger_fini(ledger);
        return mw_error_set(err, MW_ENOMEM,
                            "no memory to remember %zu datagrams", rounded);
    }
    return MW_OK;
}

void ledger_fini(struct ledger *ledger)
{
    free(ledger->fates);
    free(ledger->peaks);
    *ledger = (struct ledger){0};
}

static uint8_t *fate_of(const struct ledger *ledger, uint64_t number)
{
    return &ledger->fates[number & (ledger->window - 1)];
}

void ledger_send(struct ledger *ledger)
{
    uint8_t *fate = fate_of(ledger, ledger->next);

    ledger->counts.lost += *fate == FATE_PENDING;
    *fate = FATE_PENDING;
    ledger->counts.sent++;
    ledger->next++;
}

static bool is_remembered(const struct ledger *ledger, uint64_t number)
{
    return number < ledger->next && ledger->next - number <= ledger->window;
}

void ledger_give_up(struct ledger *ledger, uint64_t number)
{
    uint8_t *fate = fate_of(ledger, number);

    if (is_remembered(ledger, number) && *fate == FATE_PENDING) {
        *fate = FATE_LOST;
        ledger->counts.lost++;
    }
}

void ledger_give_up_all(struct ledger *ledger)
{
    uint64_t number =
        ledger->next > ledger->window ? ledger->next - ledger->window : 0;

    while (number < ledger->next) {
        ledger_give_up(ledger, number++);
    }
}

/* --- order --- */

static struct ledger_peak *peak_at(const struct ledger *ledger, uint64_t nth)
{
    return &ledger->peaks[nth & (ledger->window - 1)];
}

/* Returns the first answer with a higher number that came. The first such is
 * always a peak; and of those above a number in the window none is forgotten,
 * since their own numbers are in the window too. It is mostly a recent one:
 * steps that double lead back beyond it, halves to it. */
static uint64_t first_above(const struct ledger *ledger, uint64_t number)
{
    uint64_t above = ledger->peak_count - 1, below = 0, step = 1;

    if (ledger->peak_count > ledger->window) {
        below = ledger->peak_count - ledger->window;
    }
    while (above - below >= step &&
           peak_at(ledger, above - step)->number > number) {
        above -= step;
        step *= 2;
    }
    if (above - below >= step) {
        below = above - step + 1;
    }
    while (below < above) {
        uint64_t middle = below + (above - below) / 2;

        if (peak_at(ledger, middle)->number > number) {
            above = middle;
        } else {
            below = middle + 1;
        }
    }
    return peak_at(ledger, above)->nth;
}

static void note_order(struct ledger *ledger, uint64_t number)
{
    struct ledger_counts *counts = &ledger->counts;
    uint64_t nth = counts->answered++, peaks = ledger->peak_count;

    if (peaks == 0 || peak_at(ledger, peaks - 1)->number < number) {
        *peak_at(ledger, peaks) = (struct ledger_peak){number, nth};
        ledger->peak_count++;
    } else {
        uint64_t extent = nth - first_above(ledger, number);

        counts->reordered++;
        if (extent > counts->reordered_most) {
            counts->reordered_most = extent;
        }
    }
}

/* --- answers --- */

static enum ledger_word judge(struct ledger *ledger, uint64_t number)
{
    struct ledger_counts *counts = &ledger->counts;
    uint8_t *fate = fate_of(ledger, number);

    switch ((enum fate) * fate) {
    case FATE_PENDING:
        *fate = FATE_ANSWERED;
        note_order(ledger, number);
        return LEDGER_FIRST;
    case FATE_LOST:
        *fate = FATE_LATE;
        counts->lost--;
        counts->late++;
        return LEDGER_LATE;
    case FATE_NONE:
    case FATE_ANSWERED:
    case FATE_LATE:
        break;
    }
    counts->duplicated++;
    return LEDGER_DUPLICATE;
}

/* The newest number with these last 32 bits is the one that is meant. */
enum ledger_word ledger_answer(struct ledger *ledger, uint32_t msgid,
                               uint64_t *number)
{
    uint64_t newest = ledger->next - 1;
    uint32_t ago = (uint32_t)newest - msgid;

    if (ledger->next == 0 || ago > newest) {
        ledger->counts.unsent++;
        return LEDGER_UNSENT;
    }
    *number = newest - ago;
    if (!is_remembered(ledger, *number)) {
        ledger->counts.forgotten++;
        return LEDGER_FORGOTTEN;
    }
    return judge(ledger, *number);
}

void ledger_add(struct ledger_counts *sum, const struct ledger_counts *counts)
{
    sum->sent += counts->sent;
    sum->answered += counts->answered;
    sum->lost += counts->lost;
    sum->late += counts->late;
    sum->duplicated += counts->duplicated;
    sum->unsent += counts->unsent;
    sum->forgotten += counts->forgotten;
    sum->reordered += counts->reordered;
    if (counts->reordered_most > sum->reordered_most) {
        sum->reordered_most = counts->reordered_most;
    }
}
