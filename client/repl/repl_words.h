/* Words: what was typed, cut as a shell cuts it, but for JSON.
 *
 *     'as it is'  "with \" and \\ in it"  a\ word    quotes
 *     {"a": [1, "b c"]}  key:=[1, 2]                 JSON stands as it is, its
 *                                                    quotes and blanks too
 *
 * A quote or a bracket that is still open asks for another line. */
#ifndef CLIENT_REPL_REPL_WORDS_H
#define CLIENT_REPL_REPL_WORDS_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

enum { REPL_WORDS_MAX = 4096 };

enum repl_words_state {
    REPL_WORDS_BETWEEN,
    REPL_WORDS_PLAIN,
    REPL_WORDS_ESCAPE, /* behind a backslash */
    REPL_WORDS_SINGLE, /* within '' */
    REPL_WORDS_DOUBLE, /* within "" */
    REPL_WORDS_DOUBLE_ESCAPE,
    REPL_WORDS_JSON, /* within brackets */
    REPL_WORDS_JSON_STRING,
    REPL_WORDS_JSON_ESCAPE,
};

/* {0} has none. */
struct repl_words {
    char **at; /* `count` words, each with its terminator */
    int count;

    /* How far the cutting has come. */
    struct mw_buffer text; /* the words' text */
    enum repl_words_state state;
    size_t begun;                  /* where in `text` the last word begins */
    size_t depth;                  /* brackets that are open */
    size_t line, column;           /* of the next byte, from 0 */
    size_t open_line, open_column; /* where the open one was opened */
    char opener;
};

/* Takes another line, without its newline, and cuts on.
 *
 * Returns MW_OK, and `at` is set; MW_EAGAIN if a quote or bracket is open, and
 * the sentence says which; MW_EINVAL for what no word can hold, or too many;
 * MW_ENOMEM. */
enum mw_status repl_words_feed(struct repl_words *words, struct mw_bytes line,
                               struct mw_error *err);

/* Frees; there are none again. */
void repl_words_fini(struct repl_words *words);

#endif
