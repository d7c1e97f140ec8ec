/* Completion: what may stand where a word of a command line is being typed.
 *
 * A shell's script asks the program itself, so that what is offered is what
 * the program takes. The answer is a line for each word: "WORD<TAB>MEANING".
 * A line ":files<TAB>BEFORE" asks the shell for names of files, which stand
 * behind BEFORE in the word. */
#ifndef MSGWIRE_COMPLETE_H
#define MSGWIRE_COMPLETE_H

#include <msgwire/bytes.h>
#include <msgwire/export.h>
#include <msgwire/options.h>

/* An answer being written; after the first failure nothing is appended. */
struct mw_complete {
    const char *typed; /* the word so far; may be empty */
    struct mw_buffer *out;
    enum mw_status rc;

    /* Offers values that only the program knows, by what --help calls them,
     * such as "METHOD"; may be NULL. */
    void (*offer)(struct mw_complete *complete, const char *value);
};

/* Offers a word, if it begins with what is typed.
 *
 * meaning  a few words; may be empty. */
MW_API void mw_complete_word(struct mw_complete *complete, const char *word,
                             const char *meaning);

/* Asks for names of files behind the first `before` bytes that are typed. */
MW_API void mw_complete_files(struct mw_complete *complete, size_t before);

/* Offers what addresses begin with, and the files of Unix sockets. */
MW_API void mw_complete_address(struct mw_complete *complete);

/* Offers options and their values.
 *
 * words  count words in front of the one that is typed.
 *
 * Returns -1 if it is an option or the value of one; else how many words that
 * are neither stand in front of it. */
MW_API int mw_complete_options(struct mw_complete *complete,
                               const struct mw_option *table,
                               char *const *words, int count);

enum mw_shell { MW_BASH, MW_ZSH, MW_FISH };

/* The names of the shells, then NULL. */
extern MW_API const char *const mw_shells[];

/* Appends a shell's script.
 *
 * program  the program's name.
 * ask      what, behind the program's name and in front of the words, makes it
 *          answer: "completion words --". */
MW_API enum mw_status mw_complete_script(enum mw_shell shell,
                                         const char *program, const char *ask,
                                         struct mw_buffer *out);

#endif
