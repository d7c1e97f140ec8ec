#include "completion.h"

#include "given.h"

static enum mw_status append_words(const struct options *options,
                                   struct mw_buffer *out)
{
    int before = options->words_count - 1;
    struct mw_complete complete = {
        .typed = before < 0 ? "" : options->words[before],
        .out = out,
    };

    given_complete(&complete, options->words, before < 0 ? 0 : before);
    return complete.rc;
}

enum mw_status completion_append(const struct options *options,
                                 struct mw_buffer *out, struct mw_error *err)
{
    char shown[MW_EXCERPT];

    if (strcmp(options->completion, "words") == 0) {
        return append_words(options, out);
    }
    for (int i = 0; mw_shells[i] != NULL && options->words_count == 0; i++) {
        if (strcmp(options->completion, mw_shells[i]) == 0) {
            return mw_complete_script((enum mw_shell)i, "msgwired",
                                      "--completion words --", out);
        }
    }
    return mw_error_set(err, MW_EINVAL,
                        "--completion %s: expected bash, zsh or fish",
                        mw_excerpt(mw_text(options->completion), shown));
}
