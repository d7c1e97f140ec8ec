#include <msgwire/error.h>

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

/* What was cut in the middle of a character loses that character's bytes. */
static void trim_cut_character(char *text, size_t size)
{
    size_t len = strlen(text);

    if (len + 1 == size) {
        text[mw__utf8_whole(mw_bytes(text, len))] = '\0';
    }
}

enum mw_status mw_error_set(struct mw_error *err, enum mw_status status,
                            const char *fmt, ...)
{
    va_list args;

    if (err == NULL) {
        return status;
    }
    err->status = status;
    va_start(args, fmt);
    vsnprintf(err->text, sizeof(err->text), fmt, args);
    va_end(args);
    trim_cut_character(err->text, sizeof(err->text));
    return status;
}

void mw_error_prefix(struct mw_error *err, const char *fmt, ...)
{
    char text[MW_ERROR_TEXT];
    va_list args;
    size_t len;

    if (err == NULL) {
        return;
    }
    memcpy(text, err->text, sizeof(text));
    va_start(args, fmt);
    vsnprintf(err->text, sizeof(err->text), fmt, args);
    va_end(args);
    len = strlen(err->text);
    snprintf(err->text + len, sizeof(err->text) - len, ": %s", text);
    trim_cut_character(err->text, sizeof(err->text));
}

const char *mw_excerpt(struct mw_bytes bytes, char out[MW_EXCERPT])
{
    static const char hex[] = "0123456789abcdef";
    size_t count = bytes.len < 64 ? bytes.len : 64;
    char *to = out;

    for (size_t i = 0; i < count; i++) {
        uint8_t byte = bytes.at[i];
        if (byte >= 0x20 && byte < 0x7f && byte != '\\') {
            *to++ = (char)byte;
        } else {
            *to++ = '\\';
            *to++ = 'x';
            *to++ = hex[byte >> 4];
            *to++ = hex[byte & 15];
        }
    }
    memcpy(to, bytes.len > count ? "..." : "", bytes.len > count ? 4 : 1);
    return out;
}

const char *mw_status_name(enum mw_status status)
{
    switch (status) {
    case MW_OK:
        return "done";
    case MW_EAGAIN:
        return "not whole yet";
    case MW_EINVAL:
        return "wrong argument";
    case MW_ENOMEM:
        return "out of memory";
    case MW_EFRAME:
        return "framing broken";
    case MW_EVALUE:
        return "bad data";
    case MW_EDEEP:
        return "nested too deep";
    case MW_ETOOBIG:
        return "too long";
    case MW_ELIMIT:
        return "limit reached";
    case MW_ECONNECT:
        return "can't connect";
    case MW_ETIMEOUT:
        return "timed out";
    case MW_ECLOSED:
        return "closed by the peer";
    case MW_EREMOTE:
        return "answered with an error";
    case MW_ECANCELED:
        return "cancelled";
    case MW_ESYSTEM:
        return "refused by the system";
    case MW_EMISSED:
        return "a threshold was missed";
    }
    return "unknown";
}
