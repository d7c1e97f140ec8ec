/* Trees: paths with values go in one by one, one map comes out, its keys in
 * the order in which they came first. */
#ifndef CLIENT_INPUT_TREE_H
#define CLIENT_INPUT_TREE_H

#include "input/node.h"
#include "input/pair.h"

/* {.what = ...} is an empty one. */
struct tree {
    const char *what;        /* how a sentence calls a word: "PARAM" */
    struct node_set nodes;   /* the first is the map itself */
    struct mw_buffer values; /* of the leaves, end to end */
};

void tree_fini(struct tree *tree);

/* Puts a value where the path leads.
 *
 * path   borrows until tree_fini; of a pair that was read.
 * value  bytes of one value.
 * word   the number of the word that says so, from 1.
 *
 * Returns MW_OK; MW_EINVAL if another word has put something there that is
 * against it, or an index leaves a gap; MW_ENOMEM. After both it is of no more
 * use. */
enum mw_status tree_put(struct tree *tree, struct mw_bytes path,
                        struct mw_bytes value, int word, struct mw_error *err);

/* Appends the map; something must have been put.
 *
 * Returns MW_OK; MW_EDEEP; MW_ENOMEM. */
enum mw_status tree_append(const struct tree *tree, struct mw_buffer *out,
                           struct mw_error *err);

#endif
