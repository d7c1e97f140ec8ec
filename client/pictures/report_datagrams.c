#include "pictures/report_part.h"

#include "pictures/sheet.h"

/* What can become of a datagram but an answer; 0 for most of them. */
static const size_t accounts[] = {
    offsetof(struct bench_datagrams, lost),
    offsetof(struct bench_datagrams, dropped_there),
    offsetof(struct bench_datagrams, dropped_here),
    offsetof(struct bench_datagrams, refused_here),
    offsetof(struct bench_datagrams, late),
    offsetof(struct bench_datagrams, duplicated),
    offsetof(struct bench_datagrams, reordered),
    offsetof(struct bench_datagrams, too_long),
};

enum { ACCOUNTS = sizeof(accounts) / sizeof(accounts[0]) };

/* Names, what was sent, and from here on the accounts. */
enum { D_NAME, D_SENT, D_ACCOUNTS };

static const char *const heads[] = {
    "datagrams",    "sent",         "lost", "dropped there",
    "dropped here", "refused here", "late", "twice",
    "out of order", "too long",     NULL};
static const unsigned char to_fit[] = {
    D_ACCOUNTS + 7, D_ACCOUNTS + 3, D_ACCOUNTS + 4, D_ACCOUNTS + 2,
    D_ACCOUNTS + 1, D_SENT,         D_ACCOUNTS + 6, GRID_COLUMNS};

static uint64_t account_of(const struct bench_datagrams *datagrams,
                           size_t account)
{
    uint64_t count;

    memcpy(&count, (const char *)datagrams + accounts[account], sizeof(count));
    return count;
}

static void row(struct sheet *sheet, size_t target, size_t size)
{
    const struct bench_result *cell =
        study_cell(sheet->page->study, target, size);

    sheet_name(sheet, target);
    sheet_count(sheet, cell->sent);
    for (size_t i = 0; i < ACCOUNTS; i++) {
        sheet_count(sheet, account_of(&cell->datagrams, i));
    }
}

/* Where all were answered there is nothing to tell. */
static bool has(const struct study *study, size_t target, size_t size)
{
    const struct bench_result *cell = study_cell(study, target, size);
    bool some = false;

    for (size_t i = 0; cell != NULL && i < ACCOUNTS; i++) {
        some |= account_of(&cell->datagrams, i) > 0;
    }
    return some && study->targets[target].datagrams;
}

/* Accounts that are 0 everywhere. */
static uint32_t hidden(const struct study *study)
{
    uint32_t columns = 0;

    for (size_t i = 0; i < ACCOUNTS; i++) {
        bool some = false;

        for (size_t run = 0; run < study->run_count; run++) {
            some |= account_of(&study->runs[run].result->datagrams, i) > 0;
        }
        columns |= some ? 0 : UINT32_C(1) << (D_ACCOUNTS + i);
    }
    return columns;
}

static void put_half(const struct report_page *page, const struct study *half,
                     const char *const *names)
{
    struct report_page of_half = *page;
    struct sheet_kind kind = {
        .heads = names, .row = row, .has = has, .to_fit = to_fit};

    of_half.study = half;
    sheet_write(&of_half, &kind, hidden(half));
}

void report_datagrams(const struct report_page *page)
{
    const char *busy[sizeof(heads) / sizeof(heads[0])];

    put_half(page, page->study, heads);
    if (page->study->busy != NULL) {
        memcpy(busy, heads, sizeof(heads));
        busy[D_NAME] = "under load";
        put_half(page, page->study->busy, busy);
    }
}
