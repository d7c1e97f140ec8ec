/* Pairs: words that put a value into the one map that all pairs make.
 *
 *     name=text   name:=json        name[key][0][]=text, ...
 *     name=@file  name:=@file
 *
 * A path of a name and steps in brackets leads into maps and arrays. */
#ifndef CLIENT_INPUT_PAIR_H
#define CLIENT_INPUT_PAIR_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

enum pair_kind {
    PAIR_TEXT,       /* PATH=TEXT */
    PAIR_JSON,       /* PATH:=JSON */
    PAIR_TEXT_FILE,  /* PATH=@FILE */
    PAIR_VALUE_FILE, /* PATH:=@FILE */
};

/* Views into the word. */
struct pair {
    struct mw_bytes path;
    enum pair_kind kind;
    const char *value; /* the text, the JSON or the name of the file */
};

/* Reads a word; `pair->path` is empty if it is no pair.
 *
 * Returns MW_OK; MW_EINVAL if it is a pair with a bracket that stays open. */
enum mw_status pair_read(const char *word, struct pair *pair,
                         struct mw_error *err);

enum pair_step_kind {
    PAIR_KEY,   /* the name, or [key]: of a map */
    PAIR_INDEX, /* [digits]: of an array */
    PAIR_NEXT,  /* []: behind the last of an array */
};

struct pair_step {
    enum pair_step_kind kind;
    struct mw_bytes shown; /* as it is written, with its brackets */
    struct mw_bytes key;
    uint64_t index; /* UINT64_MAX for what is more */
};

/* Takes the first step off a path that is not empty. */
void pair_step(struct mw_bytes *path, struct pair_step *step);

#endif
