/* Sentences: what a study's figures say, in plain words. Each is true by its
 * numbers; where these do not tell, that is said, or nothing. */
#ifndef CLIENT_FIGURES_SENTENCES_H
#define CLIENT_FIGURES_SENTENCES_H

#include "figures/study.h"

enum { SENTENCE_TEXT = 1024 };

/* In the order in which they are told. */
enum sentence_kind {
    SENTENCE_DOUBT,   /* why the figures may not be what they seem */
    SENTENCE_FINDING, /* what they are, and how targets differ */
    SENTENCE_REASON,  /* why they are so */
};

struct sentence {
    enum sentence_kind kind;
    uint32_t targets; /* that it is of: a bit for each; 0: of all */
    uint32_t sizes;   /* as `targets` */
    char text[SENTENCE_TEXT];
};

/* Those of one study: doubts, findings, reasons. */
struct sentences {
    struct sentence *at;
    size_t count, cap;
};

/* Says what the study's figures tell; what is the same of several targets or
 * sizes is said once. Targets are compared with the first one.
 *
 * sentences  set; sentences_fini frees them, on failure too.
 *
 * Returns MW_OK; MW_ENOMEM. */
enum mw_status sentences_of(const struct study *study,
                            struct sentences *sentences, struct mw_error *err);
void sentences_fini(struct sentences *sentences);

#endif
