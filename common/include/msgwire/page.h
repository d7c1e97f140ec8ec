/* Pages: the same calls make what --help prints and what `man` shows. */
#ifndef MSGWIRE_PAGE_H
#define MSGWIRE_PAGE_H

#include <msgwire/bytes.h>
#include <msgwire/export.h>
#include <msgwire/options.h>

enum mw_page_form {
    MW_PAGE_TEXT, /* 80 columns, for a terminal */
    MW_PAGE_ROFF, /* the source of a manual page: man(7) */
};

enum mw_page_part { MW_PAGE_NOTHING, MW_PAGE_HEADING, MW_PAGE_BLOCK };

/* A page being written. {.form, .out} is an empty one; after the first failure
 * nothing more is appended. */
struct mw_page {
    enum mw_page_form form;
    struct mw_buffer *out;
    enum mw_status rc;
    enum mw_page_part last; /* what stands above */
};

/* A term and what it means; a paragraph where there is no term. The last row
 * of a list has neither. */
struct mw_page_row {
    const char *term;
    const char *text;
};

/* What a manual page begins with; text begins with nothing.
 *
 * name     "msgwire"
 * section  "1" for commands, "7" for conventions, "8" for servers
 * purpose  one phrase, lower case, no full stop */
MW_API void mw_page_begin(struct mw_page *page, const char *name,
                          const char *section, const char *purpose);

/* A section's name, in lower case: "exit status". */
MW_API void mw_page_heading(struct mw_page *page, const char *name);

/* A smaller heading, as it is. */
MW_API void mw_page_subheading(struct mw_page *page, const char *text);

/* A paragraph; its words are parted by spaces. */
MW_API void mw_page_text(struct mw_page *page, const char *text);

/* Rows: terms on the left, what they mean in one column. In a manual page each
 * meaning begins with a large letter and ends with a full stop. */
MW_API void mw_page_rows(struct mw_page *page, const struct mw_page_row *rows);

/* Lines to be typed, as they are; the last is NULL. */
MW_API void mw_page_example(struct mw_page *page, const char *const *lines);

/* A table of options; `defaults` may be NULL. */
MW_API void mw_page_options(struct mw_page *page, const struct mw_option *table,
                            const void *defaults);

#endif
