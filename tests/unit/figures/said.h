/* What a made-up study is heard to say. */
#ifndef SAID_H
#define SAID_H

#include "sample_study.h"

#include "figures/sentences.h"

#include <stdio.h>
#include <stdlib.h>

/* True if one of the study's sentences has this in it. */
static inline bool is_said(const struct study *study, const char *what)
{
    struct sentences sentences;
    bool said = false;

    assert_int_equal(sentences_of(study, &sentences, NULL), MW_OK);
    for (size_t i = 0; i < sentences.count; i++) {
        said |= strstr(sentences.at[i].text, what) != NULL;
    }
    sentences_fini(&sentences);
    return said;
}

/* The study says exactly this sentence. */
static inline void assert_said(const struct study *study, const char *expected)
{
    struct sentences sentences;
    bool said = false;

    assert_int_equal(sentences_of(study, &sentences, NULL), MW_OK);
    for (size_t i = 0; i < sentences.count; i++) {
        said |= strcmp(sentences.at[i].text, expected) == 0;
    }
    for (size_t i = 0; i < sentences.count && !said; i++) {
        print_message("said: %s\n", sentences.at[i].text);
    }
    sentences_fini(&sentences);
    assert_true(said);
}

/* A study of one target and one run says this sentence and no other; the
 * result is taken. NULL: it says nothing. */
static inline void assert_run_says(const char *target,
                                   struct bench_result *result,
                                   const char *expected)
{
    struct sentences sentences;
    struct study study;

    sample_study(&study, &target, 1);
    sample_add(&study, 0, 0, 0, result);
    assert_int_equal(sentences_of(&study, &sentences, NULL), MW_OK);
    assert_int_equal(sentences.count, expected != NULL);
    if (expected != NULL) {
        assert_string_equal(sentences.at[0].text, expected);
    }
    sentences_fini(&sentences);
    study_fini(&study);
}

#endif
