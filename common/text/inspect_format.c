/* Source: github.com/msgpack/msgpack spec.md, "Formats". */
#include "text/inspect_format.h"

const char *mw__inspect_format(uint8_t first)
{
    static const char *const names[] = {
        "nil",      "(never used)", "false",    "true",     "bin 8",
        "bin 16",   "bin 32",       "ext 8",    "ext 16",   "ext 32",
        "float 32", "float 64",     "uint 8",   "uint 16",  "uint 32",
        "uint 64",  "int 8",        "int 16",   "int 32",   "int 64",
        "fixext 1", "fixext 2",     "fixext 4", "fixext 8", "fixext 16",
        "str 8",    "str 16",       "str 32",   "array 16", "array 32",
        "map 16",   "map 32",
    };

    if (first < 0x80) {
        return "positive fixint";
    }
    if (first >= 0xe0) {
        return "negative fixint";
    }
    if (first >= 0xc0) {
        return names[first - 0xc0];
    }
    return first < 0x90 ? "fixmap" : first < 0xa0 ? "fixarray" : "fixstr";
}
