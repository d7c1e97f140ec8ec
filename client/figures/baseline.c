#include "figures/baseline.h"

#include "figures/phrase.h"

#include <string.h>

/* --- counterparts --- */

static bool find_name(const struct study *study, const char *name,
                      size_t *target)
{
    for (size_t i = 0; i < study->target_count; i++) {
        if (strcmp(study->targets[i].name, name) == 0) {
            *target = i;
            return true;
        }
    }
    return false;
}

/* The only target of a scheme. */
static bool find_scheme(const struct study *study, const char *scheme,
                        size_t *target)
{
    size_t count = 0;

    for (size_t i = 0; i < study->target_count; i++) {
        if (strcmp(study->targets[i].scheme, scheme) == 0) {
            *target = i;
            count++;
        }
    }
    return count == 1;
}

static bool find_size(const struct study *study, const struct study_size *size,
                      size_t *index)
{
    for (size_t i = 0; i < study->size_count; i++) {
        if (study->sizes[i].bytes == size->bytes &&
            (size->bytes > 0 ||
             strcmp(study->sizes[i].text, size->text) == 0)) {
            *index = i;
            return true;
        }
    }
    return false;
}

bool baseline_find(const struct study *baseline, const struct study *study,
                   size_t *target, size_t *size)
{
    const struct study_target *wanted = &study->targets[*target];
    size_t own = *target;

    return (find_name(baseline, wanted->name, target) ||
            (find_scheme(study, wanted->scheme, &own) &&
             find_scheme(baseline, wanted->scheme, target))) &&
           find_size(baseline, &study->sizes[*size], size) &&
           study_cell(baseline, *target, *size) != NULL;
}

/* --- differences --- */

static enum mw_status end_line(struct mw_buffer *out, struct phrase *phrase)
{
    enum mw_status rc;

    phrase_put(phrase, "\n");
    rc = mw_buffer_append(out, mw_bytes(phrase->text, phrase->len));
    *phrase = (struct phrase){0};
    return rc;
}

/* Cells of one study without a counterpart in the other, one line each. */
static enum mw_status tell_missing(const struct study *in,
                                   const struct study *of, const char *where,
                                   struct mw_buffer *out)
{
    enum mw_status rc = MW_OK;

    for (size_t i = 0; i < of->target_count * of->size_count && rc == MW_OK;
         i++) {
        size_t target = i / of->size_count, size = i % of->size_count;
        const char *name = of->targets[target].name;
        const char *text = of->sizes[size].text;
        struct phrase phrase = {0};

        if (study_cell(of, target, size) != NULL &&
            !baseline_find(in, of, &target, &size)) {
            phrase_put(&phrase, "%s%s%s is only in %s", name,
                       *text ? " at size " : "", text, where);
            rc = end_line(out, &phrase);
        }
    }
    return rc;
}

/* The plan of its busy half; zeros if it is not in halves. */
static struct study_plan busy_of(const struct study *study)
{
    return study->busy == NULL ? (struct study_plan){.depth = 0}
                               : study->busy->plan;
}

enum mw_status baseline_differences(const struct study *baseline,
                                    const struct study *study,
                                    struct mw_buffer *sentences)
{
    const struct study_plan *old = &baseline->plan, *now = &study->plan;
    const struct {
        const char *what;
        uint64_t old, now;
    } counts[] = {
        {"connections", old->connections, now->connections},
        {"depth", old->depth, now->depth},
        {"connections under load", busy_of(baseline).connections,
         busy_of(study).connections},
        {"depth under load", busy_of(baseline).depth, busy_of(study).depth},
        {"rate", old->rate, now->rate},
        {"one-way", old->notify, now->notify},
    };
    enum mw_status rc = MW_OK;

    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
        struct phrase phrase = {0};

        if (counts[i].old != counts[i].now && rc == MW_OK) {
            phrase_put(&phrase, "the baseline has another plan: %s ",
                       counts[i].what);
            phrase_put_count(&phrase, counts[i].old);
            phrase_put(&phrase, ", now ");
            phrase_put_count(&phrase, counts[i].now);
            rc = end_line(sentences, &phrase);
        }
    }
    if (rc == MW_OK && strcmp(old->method, now->method) != 0) {
        struct phrase phrase = {0};

        phrase_put(&phrase, "the baseline has another plan: method %s, now %s",
                   old->method, now->method);
        rc = end_line(sentences, &phrase);
    }
    if (rc == MW_OK && strcmp(baseline->link.asked, study->link.asked) != 0) {
        struct phrase phrase = {0};

        phrase_put(&phrase, "the baseline has another link: \"%s\", now \"%s\"",
                   baseline->link.asked, study->link.asked);
        rc = end_line(sentences, &phrase);
    }
    rc = rc != MW_OK ? rc
                     : tell_missing(baseline, study, "this study", sentences);
    return rc != MW_OK
               ? rc
               : tell_missing(study, baseline, "the baseline", sentences);
}
