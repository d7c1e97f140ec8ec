/* Roff: text in the source of a manual page, for groff and mandoc alike. */
#ifndef MSGWIRE_TEXT_ROFF_H
#define MSGWIRE_TEXT_ROFF_H

#include <msgwire/bytes.h>

enum mw__roff_font { MW__ROFF_ROMAN, MW__ROFF_BOLD, MW__ROFF_ITALIC };

/* A source being written; after the first failure nothing is appended. */
struct mw__roff {
    struct mw_buffer *out;
    enum mw_status rc;
};

/* A request with an argument that may hold anything: .SH "EXIT STATUS".
 *
 * argument  NULL: none. */
void mw__roff_request(struct mw__roff *roff, const char *name,
                      const char *argument);

/* Text that is shown as it is, in a font; nothing in it is a request. */
void mw__roff_put(struct mw__roff *roff, enum mw__roff_font font,
                  struct mw_bytes text);

void mw__roff_newline(struct mw__roff *roff);

/* The words of a paragraph, each sentence on a line of its own, or on lines of
 * about 80 bytes; options among them are bold. */
void mw__roff_words(struct mw__roff *roff, const char *text);

/* As mw__roff_words, for what is neither begun nor ended as a sentence: its
 * first letter is made large, and a full stop put behind it. */
void mw__roff_sentence(struct mw__roff *roff, const char *text);

#endif
