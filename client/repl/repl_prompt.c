#include "repl/repl_prompt.h"

/* Without the editor what was typed so far stays the terminal's; the prompt
 * says that it waits again. */
static void draw(void *data)
{
    struct repl_prompt *prompt = data;

    if (prompt->asking && !prompt->drawn) {
        fputs(prompt->text, prompt->out);
        fflush(prompt->out);
        prompt->drawn = true;
    }
}

enum mw_status repl_prompt_open(struct repl_prompt *prompt, struct line *line,
                                const struct repl_editor_config *config,
                                struct mw_error *err)
{
    struct repl_editor_config with_keys = *config;
    enum mw_status rc;

    *prompt = (struct repl_prompt){.out = config->out};
    rc = repl_keys_open(&prompt->keys, line, err);
    if (rc != MW_OK || config->out == NULL) {
        return rc;
    }
    prompt->keys.before_wait = draw;
    prompt->keys.data = prompt;
    with_keys.keys = &prompt->keys;
    prompt->editor = repl_editor_new(&with_keys);
    return MW_OK;
}

static enum repl_key ask_plainly(struct repl_prompt *prompt,
                                 struct mw_buffer *out, bool *cut)
{
    enum repl_key key;

    prompt->asking = prompt->out != NULL;
    prompt->drawn = false;
    key = repl_keys_line(&prompt->keys, out, cut);
    prompt->asking = false;
    if (key != REPL_KEY_BYTE && prompt->out != NULL) {
        fputs("\n", prompt->out);
        fflush(prompt->out);
    }
    return key;
}

/* The terminal does not tell what Ctrl-C has cleared: only behind another one
 * there can't have been anything. */
static enum repl_key plain_line(struct repl_prompt *prompt, bool goes_on,
                                struct mw_buffer *out, bool *cut)
{
    enum repl_key key = ask_plainly(prompt, out, cut);

    return key == REPL_KEY_INTERRUPT && !goes_on ? ask_plainly(prompt, out, cut)
                                                 : key;
}

enum repl_key repl_prompt_line(struct repl_prompt *prompt, const char *text,
                               bool goes_on, struct mw_buffer *out, bool *cut)
{
    prompt->text = text;
    *cut = false;
    return prompt->editor == NULL
               ? plain_line(prompt, goes_on, out, cut)
               : repl_editor_line(prompt->editor, text, goes_on, out);
}

void repl_prompt_clear(struct repl_prompt *prompt)
{
    if (prompt->editor != NULL) {
        repl_editor_clear(prompt->editor);
    } else if (prompt->asking && prompt->drawn) {
        fputs("\n", prompt->out);
        fflush(prompt->out);
        prompt->drawn = false;
    }
}

void repl_prompt_close(struct repl_prompt *prompt)
{
    repl_editor_free(prompt->editor);
    repl_keys_close(&prompt->keys);
}
