/* Rows of help: terms on the left, their sentences in one column. */
#ifndef MSGWIRE_TEXT_ROWS_H
#define MSGWIRE_TEXT_ROWS_H

#include <msgwire/pen.h>

enum { MW__ROWS_COLUMNS = 80 };

struct mw__rows {
    struct mw_pen pen;
    size_t column; /* where all sentences begin */
};

/* Makes room for a term; one that is too long for the column will have its
 * sentence on the next line. Comes for each row before the first is put. */
void mw__rows_measure(struct mw__rows *rows, const char *term);

/* Puts a term: the pen then stands where its sentence begins, or before. */
void mw__rows_term(struct mw__rows *rows, const char *term);

/* Puts the sentence, or more of it, on as many lines as it needs. */
void mw__rows_words(struct mw__rows *rows, const char *text);

#endif
