/* Shows a made-up study.
 *
 *     sample report KIND [COLUMNS [colour]]    as a report
 *     sample page KIND                         as a page
 *     sample live                              on the live line: each line of
 *                                              stdin is a tenth of a second
 *
 * KIND is one, open, many, link, halves or hostile. */
#include "pictures/live.h"
#include "pictures/page.h"
#include "pictures/report.h"

#include "unit/pictures/samples.h"

#include <unistd.h>

static int make(struct study *study, const char *kind)
{
    if (strcmp(kind, "one") == 0 || strcmp(kind, "open") == 0) {
        sample_one(study, strcmp(kind, "open") == 0);
    } else if (strcmp(kind, "many") == 0) {
        sample_many(study, 5, 5, false);
    } else if (strcmp(kind, "link") == 0) {
        sample_many(study, 3, 3, true);
    } else if (strcmp(kind, "halves") == 0) {
        sample_halves(study, 2, 3);
    } else if (strcmp(kind, "hostile") == 0) {
        sample_hostile(study);
    } else {
        return -1;
    }
    return 0;
}

static int show(int argc, char **argv)
{
    static struct study study;
    struct mw_colours colours;
    struct mw_buffer out = {0};
    struct mw_error err;
    enum mw_status rc;

    if (argc < 3 || make(&study, argv[2]) < 0) {
        return 2;
    }
    mw_colours_init(&colours);
    if (strcmp(argv[1], "page") == 0) {
        rc = pictures_page(&study, &out, &err);
    } else {
        rc = pictures_report(&study, argc > 4 ? &colours : NULL,
                             argc > 3 ? (size_t)atoi(argv[3]) : 0, &out, &err);
    }
    if (rc != MW_OK) {
        fprintf(stderr, "%s\n", err.text);
    }
    fwrite(out.at, 1, out.len, stdout);
    mw_buffer_fini(&out);
    study_fini(&study);
    return rc == MW_OK ? 0 : 1;
}

static int live(void)
{
    const struct live_run run = {
        .name = "udp", .size = 512, .round = 2, .rounds = 5, .datagrams = true};
    struct progress place = {.fd = STDERR_FILENO, .wanted = true};
    struct bench_moment moment = {.length_ns = BENCH_MOMENT_NS,
                                  .sent = 8420,
                                  .answered = 8400,
                                  .lost = 20,
                                  .p50_ns = 12300,
                                  .p99_ns = 40100};
    struct mw_colours colours;
    struct live line;

    mw_colours_init(&colours);
    live_init(&line, &place, &colours);
    live_begin(&line, &run);
    setvbuf(stdin, NULL, _IONBF, 0);
    for (int c; (c = getchar()) != EOF;) {
        if (c == '\n') {
            live_moment(&line, &moment,
                        UINT64_C(100) * BENCH_MOMENT_NS - moment.at_ns, false);
            moment.at_ns += BENCH_MOMENT_NS;
        }
    }
    live_end(&line);
    return 0;
}

int main(int argc, char **argv)
{
    return argc == 2 && strcmp(argv[1], "live") == 0 ? live()
                                                     : show(argc, argv);
}
