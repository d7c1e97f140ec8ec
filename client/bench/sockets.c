#include "bench/sockets.h"

#include <arpa/inet.h>
#include <stdlib.h>

enum {
    WORD = 8, /* digits of 32 bits */
    LOCAL = 1,
    STATE = 3,
    DROPS = 12,     /* which words of a line they are */
    LISTENS = 0x07, /* a state: connected to no one */
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
static void read_ip(const char *digits, size_t len, uint8_t ip[16])
{
    for (size_t at = 0; at < len; at += 4) {
        char word[WORD + 1] = {0};
        uint32_t bits;

        memcpy(word, digits + 2 * at, WORD);
        bits = (uint32_t)strtoul(word, NULL, 16);
        memcpy(ip + at, &bits, sizeof(bits));
    }
}

static bool is_there(const uint8_t *ip, size_t len,
                     const struct sockets_address *address)
{
    static const uint8_t any[16];

    return memcmp(ip, any, len) == 0 ||
           (len == address->len && memcmp(ip, address->ip, len) == 0);
}

/* Returns where word `nth` begins, from 0, or where the line ends. */
static const char *word_at(const char *line, int nth)
{
    line += strspn(line, " ");
    for (; nth > 0; nth--) {
        line += strcspn(line, " ");
        line += strspn(line, " ");
    }
    return line;
}

bool sockets_line(const char *line, const struct sockets_address *address,
                  uint64_t *dropped)
{
    const char *local = word_at(line, LOCAL), *drops = word_at(line, DROPS);
    size_t len = strspn(local, "0123456789ABCDEF");
    uint8_t ip[16];

    if ((len != WORD && len != (size_t)4 * WORD) || local[len] != ':' ||
        *drops < '0' || *drops > '9') {
        return false;
    }
    read_ip(local, len / 2, ip);
    if (strtoul(word_at(line, STATE), NULL, 16) != LISTENS ||
        strtoul(local + len + 1, NULL, 16) != address->port ||
        !is_there(ip, len / 2, address)) {
        return false;
    }
    *dropped += strtoull(drops, NULL, 10);
    return true;
}
