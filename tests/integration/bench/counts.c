/* Runs one measurement and tells every count of it, as one line of JSON:
 *
 *     counts URL RATE COUNT TIMEOUT-MS SIZES
 *
 * RATE 0 is a closed loop. What can't begin is told on stderr, with status 1.
 */
#include "bench/plan.h"
#include "bench/run.h"
#include "bench/workload.h"
#include "figures/fields.h"

#include <msgwire/options.h>

#include <stdio.h>
#include <stdlib.h>

enum { WORDS = 6, MS = 1000000 };

static enum mw_status measure(char **words, struct bench_result *result,
                              struct mw_error *err)
{
    const struct workload_rules rules = {.sizes = words[5], .seed = 1};
    struct mw_link link = {.framing = NULL};
    struct workload workload = {0};
    struct bench_plan plan = {
        .workload = &workload,
        .connections = 1,
        .depth = 1,
        .rate = strtoull(words[2], NULL, 10),
        .jitter = true,
        .count = strtoull(words[3], NULL, 10),
        .timeout_ns = strtoull(words[4], NULL, 10) * MS,
    };
    enum mw_status rc = mw_link_parse(words[1], MW_LINK_DIALS, &link, err);

    if (rc == MW_OK) {
        rc = workload_open(&workload, &rules, err);
    }
    if (rc == MW_OK) {
        rc = bench_run(&plan, &link, NULL, result, err);
    }
    workload_fini(&workload);
    return rc;
}

static void tell(const struct field *field, const struct bench_result *result)
{
    for (; field->name != NULL; field++) {
        uint64_t value;

        if (field_get(field, result, &value)) {
            printf("\"%s\": %llu, ", field->name, (unsigned long long)value);
        }
    }
}

static void tell_all(const struct bench_result *result)
{
    printf("{");
    tell(fields_of_result, result);
    printf("\"datagrams\": {");
    tell(fields_of_datagrams, result);
    printf("\"counted\": true}}\n");
}

int main(int argc, char **argv)
{
    struct bench_result result;
    struct mw_error err;
    enum mw_status rc;

    if (argc != WORDS || bench_result_init(&result, &err) != MW_OK) {
        return 2;
    }
    rc = measure(argv, &result, &err);
    if (rc == MW_OK) {
        tell_all(&result);
    } else {
        fprintf(stderr, "%s\n", err.text);
    }
    bench_result_fini(&result);
    return rc != MW_OK;
}
