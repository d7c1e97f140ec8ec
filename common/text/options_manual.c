#include <msgwire/options.h>

#include "text/options_row.h"
#include "text/options_value.h"
#include "text/roff.h"

#include <stdio.h>

/* \fB-t\fR, \fB--timeout\fR \fIDURATION\fR */
static void put_names(struct mw__roff *roff, const struct mw_option *option)
{
    const char letter[] = {'-', option->letter};
    char name[MW__OPTIONS_VALUE_TEXT];

    if (option->letter != 0) {
        mw__roff_put(roff, MW__ROFF_BOLD, mw_bytes(letter, sizeof(letter)));
        mw__roff_put(roff, MW__ROFF_ROMAN, mw_text(", "));
    }
    snprintf(name, sizeof(name), "--%s%s", option->negatable ? "[no-]" : "",
             option->name);
    mw__roff_put(roff, MW__ROFF_BOLD, mw_text(name));
    if (option->kind != MW_OPTION_FLAG) {
        mw__roff_put(roff, MW__ROFF_ROMAN, mw_text(" "));
        mw__roff_put(roff, MW__ROFF_ITALIC, mw_text(option->value));
    }
    if (option->kind == MW_OPTION_LIST) {
        mw__roff_put(roff, MW__ROFF_ROMAN, mw_text("..."));
    }
    mw__roff_newline(roff);
}

static void put_sentence(struct mw__roff *roff, const struct mw_option *option,
                         const void *defaults)
{
    char text[MW__OPTIONS_ROW_TEXT], note[MW__OPTIONS_ROW_TEXT];
    char whole[2 * MW__OPTIONS_ROW_TEXT + 2];
    const char *behind = mw__options_row_note(option, defaults, note);

    snprintf(whole, sizeof(whole), "%s%s%s",
             mw__options_row_sentence(option, text), *behind != '\0' ? " " : "",
             behind);
    mw__roff_sentence(roff, whole);
}

enum mw_status mw_options_manual(const struct mw_option *option,
                                 const void *defaults, const char *remark,
                                 struct mw_buffer *out)
{
    struct mw__roff roff = {.out = out};
    size_t before = out->len;

    mw__roff_request(&roff, "TP", NULL);
    put_names(&roff, option);
    put_sentence(&roff, option, defaults);
    if (remark != NULL) {
        mw__roff_words(&roff, remark);
    }
    if (roff.rc != MW_OK) {
        out->len = before;
    }
    return roff.rc;
}
