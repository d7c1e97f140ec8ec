#include "bench/sockets.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    WORD = 8,       /* digits of 32 bits */
    LISTENS = 0x07, /* connected to no one */
    WORDS_BEHIND = 9,
};

bool sockets_address(const struct mw_endpoint *endpoint,
                     struct sockets_address *address)
{
    bool v4 = inet_pton(AF_INET, endpoint->host, address->ip) == 1;

    address->len = v4 ? 4 : 16;
    address->port = endpoint->port;
    return v4 || inet_pton(AF_INET6, endpoint->host, address->ip) == 1;
}

/* The table has each 32 bits as the number that they are in memory. */
static size_t read_ip(const char *digits, uint8_t ip[16])
{
    size_t len = strlen(digits) / WORD * 4;

    for (size_t at = 0; at < len; at += 4) {
        char word[WORD + 1] = {0};
        uint32_t bits;

        memcpy(word, digits + 2 * at, WORD);
        bits = (uint32_t)strtoul(word, NULL, 16);
        memcpy(ip + at, &bits, sizeof(bits));
    }
    return len;
}

static bool is_there(const uint8_t *ip, size_t len,
                     const struct sockets_address *address)
{
    static const uint8_t any[16];

    return memcmp(ip, any, len) == 0 ||
           (len == address->len && memcmp(ip, address->ip, len) == 0);
}

/* Skips words. Returns what follows them, or NULL. */
static const char *behind(const char *text, int words)
{
    for (; words > 0 && *text != '\0'; words--) {
        text += strspn(text, " ");
        text += strcspn(text, " ");
    }
    text += strspn(text, " ");
    return *text >= '0' && *text <= '9' ? text : NULL;
}

bool sockets_line(const char *line, const struct sockets_address *address,
                  uint64_t *dropped)
{
    char digits[2 * 16 + 1];
    unsigned port, state;
    uint8_t ip[16];
    size_t len;
    int end = 0;

    if (sscanf(line, " %*u: %32[0-9A-F]:%4x %*[0-9A-F]:%*x %2x%n", digits,
               &port, &state, &end) != 3 ||
        end == 0) {
        return false;
    }
    len = read_ip(digits, ip);
    line = behind(line + end, WORDS_BEHIND - 1);
    if (line == NULL || len == 0 || state != LISTENS || port != address->port ||
        !is_there(ip, len, address)) {
        return false;
    }
    *dropped += strtoull(line, NULL, 10);
    return true;
}
