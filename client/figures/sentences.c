#include "figures/sentences.h"

#include "figures/rules.h"

#include <msgwire/digits.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a rule has said of one place or of several, and where. */
struct saying {
    uint32_t targets, sizes;
    bool names_targets; /* its text does, in its own way */
    char text[PHRASE_TEXT];
};

/* The sayings of one rule: at most one of each cell. */
struct sayings {
    struct saying *at;
    size_t count;
};

static void merge_saying(struct sayings *sayings, const struct saying *saying)
{
    for (size_t i = 0; i < sayings->count; i++) {
        struct saying *other = &sayings->at[i];

        if (other->targets == saying->targets &&
            strcmp(other->text, saying->text) == 0) {
            other->sizes |= saying->sizes;
            return;
        }
    }
    sayings->at[sayings->count++] = *saying;
}

/* Those of several targets, once their sizes are known. */
static void merge_targets(struct sayings *sayings)
{
    size_t kept = 0;

    for (size_t i = 0; i < sayings->count; i++) {
        struct saying saying = sayings->at[i];
        size_t k = 0;

        while (k < kept && (sayings->at[k].sizes != saying.sizes ||
                            strcmp(sayings->at[k].text, saying.text) != 0)) {
            k++;
        }
        if (k < kept) {
            sayings->at[k].targets |= saying.targets;
        } else {
            sayings->at[kept++] = saying;
        }
    }
    sayings->count = kept;
}

/* --- where a sentence is true --- */

static uint32_t all_of(size_t count)
{
    return (uint32_t)(((uint64_t)1 << count) - 1);
}

static size_t count_of(uint32_t bits)
{
    return (size_t)__builtin_popcount(bits);
}

static void put_targets(struct phrase *phrase, const struct study *study,
                        uint32_t targets)
{
    size_t told = 0;

    for (size_t i = 0; i < study->target_count; i++) {
        if (targets >> i & 1) {
            phrase_put_comma(phrase, told++, count_of(targets));
            phrase_put(phrase, "%s", study->targets[i].name);
        }
    }
}

static void put_sizes(struct phrase *phrase, const struct study *study,
                      uint32_t sizes)
{
    bool bytes = true;
    size_t told = 0;

    for (size_t i = 0; i < study->size_count; i++) {
        if (sizes >> i & 1) {
            phrase_put_comma(phrase, told++, count_of(sizes));
            if (study->sizes[i].bytes > 0) {
                phrase_put_count(phrase, study->sizes[i].bytes);
            } else {
                phrase_put(phrase, "%s", study->sizes[i].text);
            }
            bytes = study->sizes[i].bytes > 0;
        }
    }
    phrase_put(phrase, bytes ? " bytes" : "");
}

static uint64_t in_flight(const struct study_plan *plan)
{
    return plan->depth * (plan->connections > 1 ? plan->connections : 1);
}

/* "tcp and udp at 64 bytes: ", of which what holds for all is left out. */
static void put_place(struct phrase *phrase, const struct study *study,
                      const struct saying *saying)
{
    bool some_targets = saying->targets != 0 && !saying->names_targets &&
                        saying->targets != all_of(study->target_count);
    bool some_sizes =
        saying->sizes != 0 && saying->sizes != all_of(study->size_count);

    if (study->is_busy) {
        phrase_put(phrase, "with ");
        phrase_put_count(phrase, in_flight(&study->plan));
        phrase_put(phrase, " in flight");
        phrase_put(phrase, some_targets || some_sizes ? ", " : ": ");
    }
    if (some_targets) {
        put_targets(phrase, study, saying->targets);
    }
    if (some_sizes) {
        phrase_put(phrase, some_targets ? " at " : "at ");
        put_sizes(phrase, study, saying->sizes);
    }
    if (some_targets || some_sizes) {
        phrase_put(phrase, ": ");
    }
}

static enum mw_status add(struct sentences *sentences,
                          const struct study *study, enum sentence_kind kind,
                          const struct saying *saying)
{
    struct phrase place = {0};
    struct sentence *sentence;

    if (sentences->count == sentences->cap) {
        size_t cap = sentences->cap == 0 ? 16 : sentences->cap * 2;
        struct sentence *at = realloc(sentences->at, cap * sizeof(*at));

        if (at == NULL) {
            return MW_ENOMEM;
        }
        sentences->at = at;
        sentences->cap = cap;
    }
    put_place(&place, study, saying);
    sentence = &sentences->at[sentences->count++];
    *sentence = (struct sentence){
        .kind = kind, .targets = saying->targets, .sizes = saying->sizes};
    snprintf(sentence->text, sizeof(sentence->text), "%s%s", place.text,
             saying->text);
    return MW_OK;
}

/* --- rules --- */

/* Where rules are tried: how targets differ comes before what each is. */
enum scope { SCOPE_STUDY, SCOPE_PAIR, SCOPE_CELL };

static bool see(const struct study *study, enum scope scope, size_t target,
                size_t size, struct sight *sight)
{
    size_t reference = scope == SCOPE_PAIR ? 0 : target;

    *sight = (struct sight){
        .study = study,
        .pair = {target, reference, size},
        .target = &study->targets[target],
        .reference = &study->targets[reference],
        .cell = study_cell(study, target, size),
    };
    return sight->cell != NULL &&
           (scope != SCOPE_PAIR ||
            (target > 0 && study_cell(study, 0, size) != NULL));
}

/* What is said of the whole names no place. */
static struct saying place_of(enum scope scope, const struct figure_pair *pair)
{
    uint32_t targets = (uint32_t)1 << pair->target;

    if (scope == SCOPE_STUDY) {
        return (struct saying){0};
    }
    return (struct saying){
        .targets = targets | (uint32_t)1 << pair->reference,
        .sizes = (uint32_t)1 << pair->size,
        .names_targets = scope == SCOPE_PAIR,
    };
}

static void try_rule(const struct study *study, enum scope scope, rule_fn say,
                     struct sayings *sayings)
{
    for (size_t i = 0; i < study->target_count * study->size_count; i++) {
        size_t target = i / study->size_count, size = i % study->size_count;
        struct phrase phrase = {0};
        struct saying saying;
        struct sight sight;

        if (see(study, scope, target, size, &sight) && say(&sight, &phrase)) {
            saying = place_of(scope, &sight.pair);
            memcpy(saying.text, phrase.text, sizeof(saying.text));
            merge_saying(sayings, &saying);
        }
    }
    if (scope == SCOPE_CELL) {
        merge_targets(sayings);
    }
}

static enum mw_status apply_one(const struct study *study, enum scope scope,
                                const struct rule *rule,
                                struct sentences *sentences)
{
    size_t most = study->target_count * study->size_count;
    struct sayings sayings = {malloc((most + 1) * sizeof(*sayings.at)), 0};
    enum mw_status rc = sayings.at == NULL ? MW_ENOMEM : MW_OK;

    if (rc == MW_OK) {
        try_rule(study, scope, rule->say, &sayings);
    }
    for (size_t i = 0; i < sayings.count && rc == MW_OK; i++) {
        rc = add(sentences, study, rule->kind, &sayings.at[i]);
    }
    free(sayings.at);
    return rc;
}

/* What is said of cells is said of both halves. */
static enum mw_status apply(const struct study *study, enum scope scope,
                            const struct rule *rule,
                            struct sentences *sentences)
{
    enum mw_status rc = apply_one(study, scope, rule, sentences);

    if (rc == MW_OK && scope == SCOPE_CELL && study->busy != NULL) {
        rc = apply_one(study->busy, scope, rule, sentences);
    }
    return rc;
}

/* All that is of one kind, from the whole to the single. */
static enum mw_status tell(const struct study *study, enum sentence_kind kind,
                           struct sentences *sentences)
{
    static const struct rule *const tables[] = {
        [SCOPE_STUDY] = rules_study,
        [SCOPE_PAIR] = rules_pair,
        [SCOPE_CELL] = rules_cell,
    };
    enum mw_status rc = MW_OK;

    for (int scope = SCOPE_STUDY; scope <= SCOPE_CELL; scope++) {
        const struct rule *rule = tables[scope];

        for (; rule->say != NULL && rc == MW_OK; rule++) {
            if (rule->kind == kind) {
                rc = apply(study, (enum scope)scope, rule, sentences);
            }
        }
    }
    return rc;
}

enum mw_status sentences_of(const struct study *study,
                            struct sentences *sentences, struct mw_error *err)
{
    enum mw_status rc;

    *sentences = (struct sentences){0};
    rc = tell(study, SENTENCE_DOUBT, sentences);
    rc = rc != MW_OK ? rc : tell(study, SENTENCE_FINDING, sentences);
    rc = rc != MW_OK ? rc : tell(study, SENTENCE_REASON, sentences);
    return rc == MW_OK ? rc : mw_error_set(err, rc, "no memory for sentences");
}

void sentences_fini(struct sentences *sentences)
{
    free(sentences->at);
    *sentences = (struct sentences){0};
}
