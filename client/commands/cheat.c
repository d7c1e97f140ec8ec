/* cheat: recipes to start from. */
#include "command.h"
#include "guide/recipes.h"

#include <unistd.h>

static enum mw_status append(struct mw_buffer *out)
{
    const struct recipe *recipe;
    enum mw_status rc = MW_OK;

    for (size_t i = 0; rc == MW_OK && (recipe = recipes_at(i)) != NULL; i++) {
        mw_buffer_append(out, mw_text(i > 0 ? "\n# " : "# "));
        mw_buffer_append(out, mw_text(recipe->title));
        rc = mw_buffer_append(out, mw_text("\n"));
        for (const char *const *line = recipe->lines; *line != NULL; line++) {
            mw_buffer_append(out, mw_text(*line));
            rc = mw_buffer_append(out, mw_text("\n"));
        }
    }
    return rc;
}

static enum mw_status cheat_run(const struct job *job, struct mw_error *err)
{
    struct output out = {.fd = STDOUT_FILENO};
    enum mw_status rc = append(&out.buffer);

    (void)job;
    if (rc == MW_OK) {
        rc = output_flush(&out, err);
    }
    mw_buffer_fini(&out.buffer);
    return rc;
}

static const struct mw_option cheat_options[] = {OPTIONS_END};

const struct command command_cheat = {
    .name = "cheat",
    .group = GROUP_HELP,
    .words = "",
    .summary = "prints recipes to start from",
    .options = cheat_options,
    .defaults = &options_none,
    .words_max = 0,
    .exits = EXITS_NONE,
    .examples =
        (const char *const[]){
            "msgwire cheat",
            "msgwire cheat | grep -A3 Neovim",
            NULL,
        },
    .run = cheat_run,
};
