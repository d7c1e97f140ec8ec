#include <msgwire/colours.h>

#include <stdio.h>

enum { NAMES_TEXT = 128 };

/* Of the 256 colours, those of middle brightness: each has a contrast (WCAG
 * 2.1) of at least 4.8 to 1 on black, 3.8 on white, 3.4 on Solarized's dark
 * ground and 3.5 on its light one, where nothing can have more than 3.7 on
 * both. No bright yellow and no dark blue comes near. */
static const struct mw_colours_row rows[MW_INKS] = {
    [MW_INK_PLAIN] = {"plain", "", "brackets, commas, and what has no kind"},
    [MW_INK_KEY] = {"key", "38;5;32", "keys of maps"},      /* #0087d7 */
    [MW_INK_STRING] = {"string", "38;5;64", "strings"},     /* #5f8700 */
    [MW_INK_NUMBER] = {"number", "38;5;166", "numbers"},    /* #d75f00 */
    [MW_INK_BOOL] = {"bool", "38;5;133", "true and false"}, /* #af5faf */
    [MW_INK_NIL] = {"null", "38;5;244", "null"},            /* #808080 */
    [MW_INK_TYPED] = {"typed", "38;5;30",                   /* #008787 */
                      "binary, time, and what else JSON can't say"},
    [MW_INK_DIM] = {"dim", "38;5;244", "lengths, local time, offsets"},
    [MW_INK_TITLE] = {"title", "1", "headings"},
    [MW_INK_FAULT] = {"fault", "1;38;5;196", "what is wrong"}, /* #ff0000 */
};

const struct mw_colours_row *mw_colours_at(size_t ink)
{
    return ink < MW_INKS ? &rows[ink] : NULL;
}

void mw_colours_init(struct mw_colours *colours)
{
    *colours = (struct mw_colours){0};
    for (size_t ink = 0; ink < MW_INKS; ink++) {
        memcpy(colours->sgr[ink], rows[ink].usual, strlen(rows[ink].usual));
    }
}

/* Returns the kind of that name, or MW_INKS. */
static size_t find(struct mw_bytes name)
{
    size_t ink = 0;

    while (ink < MW_INKS && !mw_bytes_equal(name, mw_text(rows[ink].name))) {
        ink++;
    }
    return ink;
}

static enum mw_status refuse(struct mw_bytes pair, const char *expected,
                             struct mw_error *err)
{
    char text[MW_EXCERPT];

    return mw_error_set(err, MW_EINVAL, "%s: expected %s",
                        mw_excerpt(pair, text), expected);
}

static enum mw_status refuse_name(struct mw_bytes pair, struct mw_error *err)
{
    char names[NAMES_TEXT] = "one of";
    size_t len = strlen(names);

    for (size_t ink = 0; ink < MW_INKS; ink++) {
        len += (size_t)snprintf(names + len, sizeof(names) - len, "%s %s",
                                ink == 0 ? "" : ",", rows[ink].name);
    }
    return refuse(pair, names, err);
}

static enum mw_status read_pair(struct mw_colours *colours,
                                struct mw_bytes pair, struct mw_error *err)
{
    const uint8_t *equals = memchr(pair.at, '=', pair.len);
    struct mw_bytes name = pair, sgr;
    size_t ink;

    if (equals == NULL) {
        return refuse(pair, "name=colour, such as key=34;1", err);
    }
    name.len = (size_t)(equals - pair.at);
    sgr = mw_bytes(equals + 1, pair.len - name.len - 1);
    ink = find(name);
    if (ink == MW_INKS) {
        return refuse_name(pair, err);
    }
    if (sgr.len >= MW_COLOUR_TEXT) {
        return refuse(pair, "a shorter colour, such as 38;5;32", err);
    }
    for (size_t i = 0; i < sgr.len; i++) {
        if ((sgr.at[i] < '0' || sgr.at[i] > '9') && sgr.at[i] != ';') {
            return refuse(pair, "digits and semicolons, such as 34;1", err);
        }
    }
    memset(colours->sgr[ink], 0, MW_COLOUR_TEXT);
    memcpy(colours->sgr[ink], sgr.at, sgr.len);
    return MW_OK;
}

enum mw_status mw_colours_read(struct mw_colours *colours, const char *line,
                               struct mw_error *err)
{
    struct mw_colours chosen = *colours;

    while (*line != '\0') {
        struct mw_bytes pair = mw_bytes(line, strcspn(line, ":"));
        enum mw_status rc = MW_OK;

        if (pair.len > 0) { /* a colon too many does no harm */
            rc = read_pair(&chosen, pair, err);
        }
        if (rc != MW_OK) {
            return rc;
        }
        line += pair.len;
        line += *line == ':';
    }
    *colours = chosen;
    return MW_OK;
}
