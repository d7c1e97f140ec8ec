#include "compare/outputs.h"

#include "figures/baseline.h"
#include "figures/ruling.h"
#include "figures/study_csv.h"
#include "figures/study_json.h"
#include "input/input.h"
#include "output/output.h"
#include "output/replace.h"
#include "pictures/page.h"
#include "pictures/report.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- where they go --- */

static const struct form {
    const char *option;
    size_t offset; /* of the file's name in struct options */
    enum mw_status (*write)(const struct study *study, struct mw_buffer *out,
                            struct mw_error *err);
} forms[] = {
    {"--json", offsetof(struct options, json), study_json_write},
    {"--csv", offsetof(struct options, csv), study_csv_write},
    {"--html", offsetof(struct options, html), pictures_page},
};

enum { FORMS = sizeof(forms) / sizeof(forms[0]) };

static const char *file_of(const struct form *form, const struct options *opt)
{
    const char *file;

    memcpy(&file, (const char *)opt + form->offset, sizeof(file));
    return file;
}

static bool is_stdout(const char *file)
{
    return file != NULL && strcmp(file, "-") == 0;
}

static enum mw_status check_stdout(const struct options *opt,
                                   struct mw_error *err)
{
    const struct form *first = NULL;

    for (size_t i = 0; i < FORMS; i++) {
        if (!is_stdout(file_of(&forms[i], opt))) {
            continue;
        }
        if (first != NULL) {
            return mw_error_set(err, MW_EINVAL,
                                "%s -: expected a file, %s goes to stdout",
                                forms[i].option, first->option);
        }
        first = &forms[i];
    }
    return MW_OK;
}

/* A file is written beside itself, so what counts is its folder. */
static void folder_of(const char *file, char folder[PATH_MAX])
{
    const char *slash = strrchr(file, '/');

    snprintf(folder, PATH_MAX, "%.*s", (int)(slash - file), file);
    if (slash == NULL) {
        snprintf(folder, PATH_MAX, ".");
    } else if (slash == file) {
        snprintf(folder, PATH_MAX, "/");
    }
}

/* Returns 0 or what keeps it from being written. */
static int why_not(const char *file)
{
    char folder[PATH_MAX];
    struct stat found;

    if (stat(file, &found) == 0 && !S_ISREG(found.st_mode)) {
        if (S_ISDIR(found.st_mode)) {
            return EISDIR;
        }
        return access(file, W_OK) == 0 ? 0 : errno;
    }
    folder_of(file, folder);
    if (stat(folder, &found) == 0 && !S_ISDIR(found.st_mode)) {
        return ENOTDIR;
    }
    return access(folder, W_OK) == 0 ? 0 : errno;
}

static enum mw_status check_file(const struct form *form, const char *file,
                                 struct mw_error *err)
{
    int why = why_not(file);

    return why == 0
               ? MW_OK
               : mw_error_set(err, MW_EINVAL, "%s %s: can't write there: %s",
                              form->option, file, strerror(why));
}

/* --- before anything is measured --- */

static enum mw_status read_baseline(struct study *baseline, const char *file,
                                    struct mw_error *err)
{
    struct input input;
    enum mw_status rc = input_open(&input, file, err);

    if (rc == MW_OK) {
        rc = input_fill_all(&input, STUDY_JSON_MAX, err);
        if (rc == MW_OK) {
            rc = study_json_read_lean(input.rest, baseline, err);
        }
        input_close(&input);
        mw_error_prefix(rc == MW_OK ? NULL : err, "%s", file);
    }
    mw_error_prefix(rc == MW_OK ? NULL : err, "--baseline");
    return rc;
}

static enum mw_status read_conditions(struct gates *gates,
                                      const struct mw_option_list *list,
                                      bool required, struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    for (size_t i = 0; rc == MW_OK && i < list->count; i++) {
        rc = gates_add(gates, list->items[i], required, err);
        if (rc != MW_OK) {
            mw_error_prefix(err, "--%s", required ? "require" : "fail-if");
        }
    }
    return rc;
}

static enum mw_status read_gates(struct outputs *outputs,
                                 const struct options *opt,
                                 struct mw_error *err)
{
    enum mw_status rc =
        read_conditions(&outputs->gates, &opt->fail_if, false, err);

    if (rc == MW_OK) {
        rc = read_conditions(&outputs->gates, &opt->require, true, err);
    }
    if (rc == MW_OK && opt->baseline == NULL &&
        gates_need_baseline(&outputs->gates)) {
        rc = mw_error_set(err, MW_EINVAL,
                          "expected --baseline FILE: a condition compares with "
                          "it");
    }
    return rc;
}

enum mw_status outputs_open(struct outputs *outputs, const struct job *job,
                            struct mw_error *err)
{
    const struct options *opt = job->opt;
    enum mw_status rc = check_stdout(opt, err);

    *outputs = (struct outputs){.job = job};
    for (size_t i = 0; rc == MW_OK && i < FORMS; i++) {
        const char *file = file_of(&forms[i], opt);
        if (file != NULL && !is_stdout(file)) {
            rc = check_file(&forms[i], file, err);
        }
    }
    if (rc == MW_OK) {
        rc = read_gates(outputs, opt, err);
    }
    if (rc == MW_OK && opt->baseline != NULL) {
        rc = read_baseline(&outputs->baseline, opt->baseline, err);
    }
    return rc;
}

void outputs_close(struct outputs *outputs)
{
    study_fini(&outputs->baseline);
}

/* --- after it --- */

static enum mw_status write_report(const struct job *job,
                                   const struct study *study,
                                   struct mw_buffer *out, struct mw_error *err)
{
    bool colour = screen_wants_colour(
        STDOUT_FILENO, (enum screen_colour)job->opt->output.colour);
    size_t width =
        isatty(STDOUT_FILENO) == 1 ? screen_size(STDOUT_FILENO).columns : 0;

    return pictures_report(study, colour ? &job->colours : NULL, width, out,
                           err);
}

/* Gives one form to its file, or to stdout. */
static enum mw_status give(const char *file, struct mw_buffer *text,
                           struct mw_error *err)
{
    struct output out = {.fd = STDOUT_FILENO, .buffer = *text};
    enum mw_status rc;

    if (is_stdout(file)) {
        rc = output_flush(&out, err);
        *text = out.buffer;
        return rc;
    }
    return replace_file(file, mw_buffer_bytes(text), REPLACE_FOR_ALL, err);
}

static enum mw_status write_form(const struct form *form, const char *file,
                                 const struct study *study,
                                 struct mw_error *err)
{
    struct mw_buffer text = {0};
    enum mw_status rc = form->write(study, &text, err);

    if (rc == MW_OK) {
        rc = give(file, &text, err);
    }
    if (rc != MW_OK && rc != MW_ECANCELED) {
        mw_error_prefix(err, "%s %s", form->option, file);
    }
    mw_buffer_fini(&text);
    return rc;
}

/* True if a form is on stdout, in the place of the report. */
static bool form_is_printed(const struct options *opt)
{
    bool printed = false;

    for (size_t i = 0; i < FORMS; i++) {
        printed |= is_stdout(file_of(&forms[i], opt));
    }
    return printed;
}

enum mw_status outputs_say(const struct outputs *outputs, const char *sentence,
                           struct mw_error *err)
{
    struct output out = {.fd = STDOUT_FILENO};
    enum mw_status rc;

    if (form_is_printed(outputs->job->opt)) {
        report_say(&outputs->job->report, mw_text(sentence));
        return MW_OK;
    }
    rc = mw_buffer_append(&out.buffer, mw_text(sentence));
    if (rc == MW_OK) {
        rc = mw_buffer_append(&out.buffer, mw_text("\n\n"));
    }
    rc = rc == MW_OK ? output_flush(&out, err)
                     : mw_error_set(err, rc, "no memory for a sentence");
    mw_buffer_fini(&out.buffer);
    return rc;
}

static enum mw_status print_report(const struct outputs *outputs,
                                   const struct study *study,
                                   struct mw_error *err)
{
    struct mw_buffer text = {0};
    enum mw_status rc;

    if (form_is_printed(outputs->job->opt) || study->run_count == 0) {
        return MW_OK; /* a report of nothing is none */
    }
    rc = write_report(outputs->job, study, &text, err);
    if (rc == MW_OK) {
        rc = give("-", &text, err);
    }
    mw_buffer_fini(&text);
    return rc;
}

/* --- conditions --- */

/* Says each line of what figures have to say. */
static void say_lines(const struct outputs *outputs,
                      const struct mw_buffer *lines)
{
    struct mw_bytes left = mw_buffer_bytes(lines);

    while (left.len > 0) {
        const uint8_t *end = memchr(left.at, '\n', left.len);
        size_t len = end == NULL ? left.len : (size_t)(end - left.at);
        report_say(&outputs->job->report, mw_bytes(left.at, len));
        mw_bytes_skip(&left, end == NULL ? len : len + 1);
    }
}

static enum mw_status tell_baseline(const struct outputs *outputs,
                                    const struct study *study)
{
    struct mw_buffer lines = {0};
    enum mw_status rc = baseline_differences(&outputs->baseline, study, &lines);

    if (rc == MW_OK) {
        say_lines(outputs, &lines);
    }
    mw_buffer_fini(&lines);
    return rc;
}

static enum mw_status pass_gates(const struct outputs *outputs,
                                 const struct study *study,
                                 struct mw_error *err)
{
    bool compares = outputs->job->opt->baseline != NULL;
    struct ruling ruling;
    enum mw_status rc = compares ? tell_baseline(outputs, study) : MW_OK;

    if (rc != MW_OK) {
        return mw_error_set(err, rc, "no memory to compare with the baseline");
    }
    rc = ruling_of(&outputs->gates, study, compares ? &outputs->baseline : NULL,
                   &ruling, err);
    if (rc == MW_OK && ruling.missed > 0) {
        say_lines(outputs, &ruling.sentences);
        rc = mw_error_set(err, MW_EMISSED, "%s", "");
    }
    ruling_fini(&ruling);
    return rc;
}

/* --- all of it --- */

/* What was measured took its time: one that can't be written does not keep the
 * others from being written. */
enum mw_status outputs_write(struct outputs *outputs, const struct study *study,
                             struct mw_error *err)
{
    enum mw_status rc = MW_OK, one;

    for (size_t i = 0; i < FORMS; i++) {
        const char *file = file_of(&forms[i], outputs->job->opt);
        if (file != NULL) {
            one = write_form(&forms[i], file, study, rc == MW_OK ? err : NULL);
            rc = rc == MW_OK ? one : rc;
        }
    }
    one = print_report(outputs, study, rc == MW_OK ? err : NULL);
    rc = rc == MW_OK ? one : rc;
    return rc == MW_OK ? pass_gates(outputs, study, err) : rc;
}
