#include "text/base64.h"

enum { BAD = 64 };

static const char alphabet[64 + 1] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void write_group(uint32_t group, uint8_t *out)
{
    out[0] = (uint8_t)alphabet[group >> 18];
    out[1] = (uint8_t)alphabet[group >> 12 & 63];
    out[2] = (uint8_t)alphabet[group >> 6 & 63];
    out[3] = (uint8_t)alphabet[group & 63];
}

void mw__base64_write(struct mw_bytes bytes, uint8_t *out)
{
    const uint8_t *at = bytes.at;
    size_t len = bytes.len;
    uint32_t rest;

    for (; len >= 3; len -= 3, at += 3, out += 4) {
        write_group((uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2], out);
    }
    if (len == 0) {
        return;
    }
    rest = (uint32_t)at[0] << 16 | (len == 2 ? (uint32_t)at[1] << 8 : 0);
    write_group(rest, out);
    out[3] = '=';
    if (len == 1) {
        out[2] = '=';
    }
}

/* 0 to 63, or BAD. */
static uint32_t sextet(uint8_t c)
{
    if (c >= 'A' && c <= 'Z') {
        return (uint32_t)c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
        return (uint32_t)c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
        return (uint32_t)c - '0' + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : BAD;
}

/* Four characters, of which the last `pads` are padding, to three bytes. */
static bool read_group(const uint8_t *at, size_t pads, uint8_t *out)
{
    uint32_t a = sextet(at[0]), b = sextet(at[1]);
    uint32_t c = pads < 2 ? sextet(at[2]) : 0;
    uint32_t d = pads < 1 ? sextet(at[3]) : 0;
    uint32_t group = a << 18 | b << 12 | c << 6 | d;

    if (((a | b | c | d) & BAD) != 0 ||
        (group & (((uint32_t)1 << 8 * pads) - 1)) != 0) {
        return false;
    }
    out[0] = (uint8_t)(group >> 16);
    if (pads < 2) {
        out[1] = (uint8_t)(group >> 8);
    }
    if (pads < 1) {
        out[2] = (uint8_t)group;
    }
    return true;
}

bool mw__base64_read(struct mw_bytes text, uint8_t *out, size_t *len)
{
    size_t pads = 0;

    *len = 0;
    if (text.len % 4 != 0) {
        return false;
    }
    while (pads < 2 && pads < text.len && text.at[text.len - 1 - pads] == '=') {
        pads++;
    }
    for (; text.len > 0; mw_bytes_skip(&text, 4)) {
        size_t cut = text.len == 4 ? pads : 0;
        if (!read_group(text.at, cut, out + *len)) {
            return false;
        }
        *len += 3 - cut;
    }
    return true;
}
