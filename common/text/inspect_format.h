/* The spec's name of the format that a first byte announces. */
#ifndef MSGWIRE_TEXT_INSPECT_FORMAT_H
#define MSGWIRE_TEXT_INSPECT_FORMAT_H

#include <stdint.h>

/* Returns "fixstr", "uint 8", "array 16", ... */
const char *mw__inspect_format(uint8_t first);

#endif
