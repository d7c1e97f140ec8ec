#include "pictures/live.h"

#include "figures/units.h"
#include "pictures/bars.h"
#include "pictures/fit.h"

#include <stdio.h>

enum { RATE = 8, TIME = 7, SHARE = 7, SPARK_LEAST = 4, SPARK_MOST = 20 };

static const uint64_t second_ns = 1000000000;
static const uint64_t pause_ns = 100000000; /* from one line to the next */

/* --- what has happened --- */

void live_init(struct live *live, struct progress *place,
               const struct mw_colours *colours)
{
    *live = (struct live){
        .place = place,
        .on = progress_is_seen(place),
        .colour = colours != NULL,
        .colours = colours,
    };
}

static void keep_name(struct live *live, const char *name)
{
    struct mw_buffer room = {0};
    const char *fitted;

    fit_string(name, LIVE_NAME, &room, &fitted); /* without memory: none */
    snprintf(live->name, sizeof(live->name), "%s", fitted);
    mw_buffer_fini(&room);
}

/* Nothing has been measured. */
static void forget(struct live *live)
{
    live->total = (struct bench_moment){0};
    live->spark_count = 0;
    live->in_spark = 0;
    live->per_spark = 1;
    live->moment_count = 0;
    live->due_ns = 0;
}

void live_begin(struct live *live, const struct live_run *run)
{
    live->run = *run;
    live->warming = false;
    keep_name(live, run->name);
    forget(live);
}

static uint64_t done_in(const struct live *live,
                        const struct bench_moment *moment)
{
    return live->run.one_way ? moment->sent : moment->answered;
}

/* When there are too many, neighbours become one. */
static void halve(struct live *live)
{
    for (size_t i = 0; i < LIVE_SPARKS / 2; i++) {
        live->sparks[i] = (live->sparks[2 * i] + live->sparks[2 * i + 1]) / 2;
    }
    live->spark_count = LIVE_SPARKS / 2;
    live->per_spark *= 2;
    live->in_spark = 0;
}

/* The last spark is the mean of the moments that it has so far. */
static void add_spark(struct live *live, double value)
{
    double *last;

    if (live->in_spark == 0 || live->in_spark == live->per_spark) {
        if (live->spark_count == LIVE_SPARKS) {
            halve(live);
        }
        live->sparks[live->spark_count++] = 0;
        live->in_spark = 0;
    }
    last = &live->sparks[live->spark_count - 1];
    live->in_spark++;
    *last += (value - *last) / (double)live->in_spark;
}

static void add_moment(struct live *live, const struct bench_moment *moment)
{
    double seconds = (double)moment->length_ns / (double)second_ns;

    live->recent[live->moment_count++ % LIVE_RECENT] = *moment;
    live->total.sent += moment->sent;
    live->total.failed += moment->failed;
    live->total.lost += moment->lost;
    if (seconds > 0) {
        add_spark(live, (double)done_in(live, moment) / seconds);
    }
}

/* --- the last second --- */

/* Its messages and length; the mean p50 and the highest p99 of those moments
 * that have one, 0 if none has. */
static struct bench_moment recent(const struct live *live, double *rate)
{
    size_t count =
        live->moment_count < LIVE_RECENT ? live->moment_count : LIVE_RECENT;
    struct bench_moment sum = {0};
    uint64_t done = 0, known = 0;

    for (size_t i = 0; i < count; i++) {
        const struct bench_moment *moment = &live->recent[i];

        sum.length_ns += moment->length_ns;
        done += done_in(live, moment);
        known += moment->p50_ns > 0;
        sum.p50_ns += moment->p50_ns;
        sum.p99_ns = moment->p99_ns > sum.p99_ns ? moment->p99_ns : sum.p99_ns;
    }
    sum.p50_ns /= known > 0 ? known : 1;
    *rate = sum.length_ns == 0
                ? 0
                : (double)done * (double)second_ns / (double)sum.length_ns;
    return sum;
}

/* --- the line --- */

/* What a line may tell, from what it tells last to what it always tells. */
enum part {
    PART_ROUND = 1,
    PART_SPARK,
    PART_P50,
    PART_NAME,
    PART_P99,
    PART_LEFT,
    PART_FAULTS,
    PART_RATE,
};

/* How much of it there is room for. */
struct fitting {
    enum part least; /* and all that follow it */
    size_t spark;    /* columns of the sparkline */
};

/* Text behind what is there, apart from it, `columns` wide or wider. */
static void part(struct mw_pen *pen, enum mw_ink ink, const char *text,
                 size_t columns)
{
    mw_pen_pad(pen, pen->column > 0 ? pen->column + 2 : 0);
    fit_right(pen, ink, text, pen->column + columns);
}

static void put_run(const struct live *live, enum part least,
                    struct mw_pen *pen)
{
    char text[UNITS_TEXT], rounds[64];

    if (least > PART_NAME) {
        return;
    }
    part(pen, MW_INK_TITLE, live->name, 0);
    if (live->run.size > 0) {
        units_write(UNITS_BYTES, (double)live->run.size, text);
        mw_pen_put(pen, MW_INK_PLAIN, mw_text(" "));
        mw_pen_put(pen, MW_INK_PLAIN, mw_text(text));
    }
    if (live->run.rounds > 1 && least <= PART_ROUND) {
        snprintf(rounds, sizeof(rounds), "%llu/%llu",
                 (unsigned long long)live->run.round,
                 (unsigned long long)live->run.rounds);
        part(pen, MW_INK_DIM, rounds, 0);
    }
}

static void put_time(const char *name, uint64_t ns, struct mw_pen *pen)
{
    char text[UNITS_TEXT];

    if (ns > 0) {
        part(pen, MW_INK_DIM, name, 0);
        mw_pen_put(pen, MW_INK_DIM, mw_text(" "));
        fit_right(pen, MW_INK_PLAIN,
                  units_write(UNITS_DURATION, (double)ns, text),
                  pen->column + TIME);
    }
}

/* "0.40 % lost" of datagrams, "3 failed" of the rest. */
static void put_faults(const struct live *live, struct mw_pen *pen)
{
    uint64_t sent = live->total.sent > 0 ? live->total.sent : 1;
    uint64_t failed = live->total.failed;
    char text[UNITS_TEXT];

    if (live->run.datagrams) {
        units_write(UNITS_PART, (double)live->total.lost / (double)sent, text);
        part(pen, live->total.lost > 0 ? MW_INK_FAULT : MW_INK_DIM, text,
             SHARE);
        mw_pen_put(pen, MW_INK_DIM, mw_text(" lost"));
    } else {
        failed += live->total.lost;
    }
    if (failed > 0 || !live->run.datagrams) {
        units_write(UNITS_COUNT, (double)failed, text);
        part(pen, failed > 0 ? MW_INK_FAULT : MW_INK_DIM, text, 0);
        mw_pen_put(pen, MW_INK_DIM, mw_text(" failed"));
    }
}

/* "8 s left", "2:05 left" */
static void put_left(uint64_t left_ns, struct mw_pen *pen)
{
    uint64_t seconds = left_ns / second_ns + (left_ns % second_ns > 0);
    char text[64];

    if (left_ns == UINT64_MAX) {
        return;
    }
    if (seconds < 60) {
        snprintf(text, sizeof(text), "%llu s left",
                 (unsigned long long)seconds);
    } else {
        snprintf(text, sizeof(text), "%llu:%02llu left",
                 (unsigned long long)(seconds / 60),
                 (unsigned long long)(seconds % 60));
    }
    part(pen, MW_INK_DIM, text, 0);
}

/* It has its columns from the beginning, so that what follows stays where it
 * is. */
static void put_sparks(const struct live *live, const struct fitting *fitting,
                       struct mw_pen *pen)
{
    size_t begin = pen->column > 0 ? pen->column + 2 : 0;

    if (live->warming) {
        part(pen, MW_INK_DIM, "warming up", 0);
    } else if (fitting->least <= PART_SPARK) {
        mw_pen_pad(pen, begin);
        bars_sparkline(pen, MW_INK_KEY, live->sparks, live->spark_count,
                       fitting->spark);
        mw_pen_pad(pen, begin + fitting->spark);
    }
}

static void put_line(const struct live *live, const struct fitting *fitting,
                     uint64_t left_ns, struct mw_pen *pen)
{
    enum part least = fitting->least;
    char text[UNITS_TEXT];
    double rate;
    struct bench_moment now = recent(live, &rate);

    put_run(live, least, pen);
    put_sparks(live, fitting, pen);
    part(pen, MW_INK_NUMBER, units_write(UNITS_RATE, rate, text), RATE);
    put_time("p50", least <= PART_P50 ? now.p50_ns : 0, pen);
    put_time("p99", least <= PART_P99 ? now.p99_ns : 0, pen);
    if (least <= PART_FAULTS) {
        put_faults(live, pen);
    }
    if (least <= PART_LEFT) {
        put_left(left_ns, pen);
    }
}

size_t live_write(const struct live *live, uint64_t left_ns, size_t columns,
                  struct mw_buffer *out)
{
    struct mw_pen pen = {
        .out = out, .colour = live->colour, .colours = live->colours};
    struct fitting fitting = {.spark = SPARK_LEAST};

    for (fitting.least = PART_ROUND; fitting.least <= PART_RATE;
         fitting.least++) {
        struct mw_pen measure = {.out = NULL};

        put_line(live, &fitting, left_ns, &measure);
        if (measure.column <= columns) {
            fitting.spark += columns - measure.column;
            fitting.spark =
                fitting.spark < SPARK_MOST ? fitting.spark : SPARK_MOST;
            put_line(live, &fitting, left_ns, &pen);
            return pen.column;
        }
    }
    return 0; /* no line is better than a number that is cut */
}

void live_moment(struct live *live, const struct bench_moment *moment,
                 uint64_t left_ns, bool warming)
{
    uint64_t now = moment->at_ns + moment->length_ns;
    struct mw_buffer line = {0};
    size_t columns;

    if (!live->on) {
        return;
    }
    if (warming != live->warming) {
        forget(live);
        live->warming = warming;
    }
    add_moment(live, moment);
    if (now < live->due_ns) {
        return;
    }
    columns = live_write(live, left_ns, progress_columns(live->place), &line);
    progress_put(live->place, mw_buffer_bytes(&line), columns);
    mw_buffer_fini(&line);
    live->due_ns = now + pause_ns;
}

void live_end(struct live *live)
{
    if (live->on) {
        progress_clear(live->place);
    }
}
