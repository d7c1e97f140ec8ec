#include <msgwire/nearest.h>

#include <string.h>

enum { NAME_MAX_LEN = 63 };

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* One row of the table below: the fronts of `a` of i letters. */
static void next_row(struct mw_bytes a, struct mw_bytes b, size_t i,
                     unsigned *const rows[3])
{
    const unsigned *before = rows[0], *above = rows[1];
    unsigned *row = rows[2];

    row[0] = (unsigned)i;
    for (size_t j = 1; j <= b.len; j++) {
        unsigned change = above[j - 1] + (a.at[i - 1] != b.at[j - 1]);

        row[j] = least(change, least(above[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] &&
            a.at[i - 2] == b.at[j - 1]) {
            row[j] = least(row[j], before[j - 2] + 1);
        }
    }
}

/* How many letters to change, add, drop or swap with their neighbour to make
 * one word of the other (the optimal string alignment distance). The table is
 * that of all fronts of both; three rows of it are kept. */
static unsigned distance(struct mw_bytes a, struct mw_bytes b)
{
    unsigned table[3][NAME_MAX_LEN + 1];

    for (size_t j = 0; j <= b.len; j++) {
        table[0][j] = (unsigned)j;
    }
    for (size_t i = 1; i <= a.len; i++) {
        next_row(a, b, i,
                 (unsigned *const[]){table[(i + 1) % 3], table[(i + 2) % 3],
                                     table[i % 3]});
    }
    return table[a.len % 3][b.len];
}

/* Every third letter may be wrong, and one always. */
struct mw_nearest mw_nearest_to(struct mw_bytes word)
{
    unsigned wrong = (unsigned)word.len / 3;

    return (struct mw_nearest){.word = word,
                               .distance = (wrong > 1 ? wrong : 1) + 1};
}

void mw_nearest_offer(struct mw_nearest *search, const char *name)
{
    struct mw_bytes word = search->word, other = mw_text(name);
    unsigned far;

    if (word.len < 2 || word.len > NAME_MAX_LEN || other.len > NAME_MAX_LEN) {
        return;
    }
    far = distance(word, other);
    if (far > 1 && word.len < other.len &&
        memcmp(word.at, other.at, word.len) == 0) {
        far = 1; /* the word is the name's begin */
    }
    if (far < search->distance) {
        search->distance = far;
        search->name = name;
    }
}
