#include <msgwire/endpoint.h>

#include "base/percent.h"
#include "net/address.h"
#include "net/endpoint.h"

#include <msgwire/limits.h>

#include <stdio.h>

/* A scheme is what stands before its rest: "tcp://..." or "unix:...". */
static const struct scheme {
    const char *prefix;
    enum mw_scheme scheme;
} schemes[] = {
    {"tcp://", MW_TCP},
    {"udp://", MW_UDP},
    {"unix:", MW_UNIX},
};

enum { SCHEMES = sizeof(schemes) / sizeof(*schemes) };

/* Any part of an address, shown harmless. */
static const char *shown(const char *text, char out[MW_EXCERPT])
{
    return mw_excerpt(mw_text(text), out);
}

/* "tcp:/host" was meant to be "tcp://host"; "ftp://host" is no scheme. */
static enum mw_status refuse_scheme(const char *text, size_t len,
                                    struct mw_error *err)
{
    char part[MW_EXCERPT];

    for (size_t i = 0; i < SCHEMES; i++) {
        const char *prefix = schemes[i].prefix;
        if (strchr(prefix, '/') != NULL && strncmp(text, prefix, len) == 0 &&
            prefix[len] == ':') {
            return mw_error_set(err, MW_EINVAL,
                                "expected \"//\" after \"%.*s:\"", (int)len,
                                text);
        }
    }
    return mw_error_set(err, MW_EINVAL,
                        "expected tcp://, udp:// or unix: at the front, got "
                        "\"%s\"",
                        mw_excerpt(mw_bytes(text, len + 1), part));
}

/* The text before a colon is a scheme, not a host, if slashes follow it or if
 * it is one of ours. */
static bool looks_like_scheme(const char *text, size_t len)
{
    if (text[len] != ':') {
        return false;
    }
    for (size_t i = 0; i < SCHEMES; i++) {
        if (strncmp(text, schemes[i].prefix, len + 1) == 0) {
            return len > 0;
        }
    }
    return text[len + 1] == '/';
}

static enum mw_status parse_scheme(const char **text,
                                   struct mw_endpoint *endpoint,
                                   struct mw_error *err)
{
    size_t len = strcspn(*text, ":/[");

    for (size_t i = 0; i < SCHEMES; i++) {
        size_t prefix = strlen(schemes[i].prefix);
        if (strncmp(*text, schemes[i].prefix, prefix) == 0) {
            endpoint->scheme = schemes[i].scheme;
            *text += prefix;
            return MW_OK;
        }
    }
    if (looks_like_scheme(*text, len)) {
        return refuse_scheme(*text, len, err);
    }
    endpoint->scheme = MW_TCP;
    return MW_OK;
}

static enum mw_status parse_path(const char *text, struct mw_endpoint *endpoint,
                                 struct mw_error *err)
{
    enum mw_status rc;
    size_t len;

    if (strchr(text, '?') != NULL) {
        return mw_error_set(err, MW_EINVAL,
                            "expected %%3F for a question mark in a path");
    }
    if (text[0] == '@') {
        endpoint->abstract = true;
        text++;
    }
    rc = mw__percent_read(mw_text(text), endpoint->path, sizeof(endpoint->path),
                          &len, err);
    if (rc == MW_ETOOBIG) {
        return mw_error_set(err, MW_EINVAL,
                            "a socket's path has at most %d bytes, this one "
                            "has %zu",
                            MW_PATH_MAX, len);
    }
    if (rc == MW_OK && len == 0) {
        return mw_error_set(err, MW_EINVAL,
                            "expected a path or @name after \"unix:\"");
    }
    return rc;
}

/* A slash at the end, as URLs have it, means nothing. */
static bool is_end(const char *text)
{
    return text[0] == '\0' || (text[0] == '/' && text[1] == '\0');
}

static enum mw_status parse_port(const char *text, struct mw_endpoint *endpoint,
                                 struct mw_error *err)
{
    char part[MW_EXCERPT];
    unsigned port = 0;
    size_t len = 0;

    if (is_end(text)) {
        return MW_OK;
    }
    if (text[0] == ':') {
        for (len = 1; len < 7 && text[len] >= '0' && text[len] <= '9'; len++) {
            port = port * 10 + (unsigned)(text[len] - '0');
        }
    }
    if (len < 2 || !is_end(text + len) || port > UINT16_MAX) {
        return mw_error_set(err, MW_EINVAL,
                            "expected a port of 0 to 65535 after the host, "
                            "such as \":%d\", got \"%s\"",
                            MW_PORT_DEFAULT, shown(text, part));
    }
    endpoint->port = (uint16_t)port;
    return MW_OK;
}

static bool is_host_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '.' || byte == '-' ||
           byte == '_';
}

static bool is_v6(const struct mw_endpoint *endpoint)
{
    struct mw__addresses known;

    return strchr(endpoint->host, ':') != NULL &&
           mw__address_known(endpoint, true, &known);
}

/* "fe80::1%25eth0" is how a URL writes "fe80::1%eth0" (RFC 6874, 2). */
static void unescape_zone(char *host)
{
    char *zone = strchr(host, '%');

    if (zone != NULL && strncmp(zone, "%25", 3) == 0 && zone[3] != '\0') {
        memmove(zone + 1, zone + 3, strlen(zone + 3) + 1);
    }
}

/* Finds where the host ends. [::1] stands in brackets, since its colons would
 * be taken for a port's. */
static enum mw_status parse_host(const char **text,
                                 struct mw_endpoint *endpoint,
                                 struct mw_error *err)
{
    bool brackets = (*text)[0] == '[';
    const char *host = *text + brackets;
    char part[MW_EXCERPT];
    size_t len = brackets ? strcspn(host, "]") : 0;

    while (!brackets && is_host_byte(host[len])) {
        len++;
    }
    if (brackets && host[len] != ']') {
        return mw_error_set(err, MW_EINVAL, "expected \"]\" after \"%s\"",
                            shown(*text, part));
    }
    if (len > MW_HOST_MAX) {
        return mw_error_set(err, MW_EINVAL,
                            "a host's name has at most %d bytes, this one "
                            "has %zu",
                            MW_HOST_MAX, len);
    }
    memcpy(endpoint->host, host, len);
    unescape_zone(endpoint->host);
    *text = host + len + brackets;
    if (brackets && !is_v6(endpoint)) {
        return mw_error_set(err, MW_EINVAL,
                            "expected an IPv6 address in brackets, got "
                            "\"[%s]\"",
                            mw_excerpt(mw_bytes(host, len), part));
    }
    return MW_OK;
}

static enum mw_status refuse_open_v6(const char *text, struct mw_error *err)
{
    char part[MW_EXCERPT];

    return mw_error_set(err, MW_EINVAL,
                        "expected an IPv6 address in brackets, such as "
                        "\"[::1]:%d\", got \"%s\"",
                        MW_PORT_DEFAULT, shown(text, part));
}

/* The system would take a number for an IPv4 address (inet_aton(3)), and who
 * types one forgot the colon. */
static enum mw_status check_not_number(const char *host, struct mw_error *err)
{
    char part[MW_EXCERPT];

    if (host[0] == '\0' || host[strspn(host, "0123456789")] != '\0') {
        return MW_OK;
    }
    return mw_error_set(err, MW_EINVAL,
                        "expected a host or \":port\", got the number %s (did "
                        "you mean \":%s\"?)",
                        shown(host, part), shown(host, part));
}

static enum mw_status parse_host_port(const char *text,
                                      struct mw_endpoint *endpoint,
                                      struct mw_error *err)
{
    const char *first = text;
    char part[MW_EXCERPT];
    enum mw_status rc = parse_host(&text, endpoint, err);

    if (rc != MW_OK) {
        return rc;
    }
    if (first[0] != '[' && strchr(first, ':') != strrchr(first, ':')) {
        return refuse_open_v6(first, err);
    }
    if (text == first && text[0] != ':') {
        return mw_error_set(err, MW_EINVAL,
                            "expected a host or \":port\", got \"%s\"",
                            shown(first, part));
    }
    rc = check_not_number(endpoint->host, err);
    return rc == MW_OK ? parse_port(text, endpoint, err) : rc;
}

enum mw_status mw_endpoint_parse(const char *text, struct mw_endpoint *endpoint,
                                 struct mw_error *err)
{
    enum mw_status rc;

    *endpoint = (struct mw_endpoint){.port = MW_PORT_DEFAULT};
    rc = parse_scheme(&text, endpoint, err);
    if (rc != MW_OK) {
        return rc;
    }
    if (endpoint->scheme == MW_UNIX) {
        endpoint->port = 0;
        return parse_path(text, endpoint, err);
    }
    return parse_host_port(text, endpoint, err);
}

enum mw_status mw__endpoint_parse_local(const char *text,
                                        struct mw_endpoint *endpoint,
                                        struct mw_error *err)
{
    struct mw__addresses known;
    char part[MW_EXCERPT];
    enum mw_status rc;

    *endpoint = (struct mw_endpoint){.scheme = MW_TCP};
    rc = parse_host_port(text, endpoint, err);
    if (rc == MW_OK && strcmp(endpoint->host, "localhost") != 0 &&
        mw__address_known(endpoint, true, &known)) {
        return MW_OK;
    }
    return mw_error_set(err, MW_EINVAL,
                        "expected an address of this machine, such as "
                        "\"127.0.0.1\" or \"[::1]:%d\", got \"%s\"",
                        MW_PORT_DEFAULT, shown(text, part));
}

/* A name without a file has "@" in front; a file's may have one of its own. */
static void format_path(const struct mw_endpoint *endpoint, const char *prefix,
                        char out[MW_ENDPOINT_TEXT])
{
    const char *path = endpoint->path, *mark = endpoint->abstract ? "@" : "";
    char text[3 * MW_PATH_MAX + 1];

    if (!endpoint->abstract && path[0] == '@') {
        mark = "%40";
        path++;
    }
    mw__percent_write(path, text, sizeof(text));
    snprintf(out, MW_ENDPOINT_TEXT, "%s%s%s", prefix, mark, text);
}

const char *mw_endpoint_format(const struct mw_endpoint *endpoint,
                               char out[MW_ENDPOINT_TEXT])
{
    const char *prefix = "";
    bool v6 = strchr(endpoint->host, ':') != NULL;

    for (size_t i = 0; i < SCHEMES; i++) {
        if (schemes[i].scheme == endpoint->scheme) {
            prefix = schemes[i].prefix;
        }
    }
    if (endpoint->scheme == MW_UNIX) {
        format_path(endpoint, prefix, out);
    } else {
        snprintf(out, MW_ENDPOINT_TEXT, "%s%s%s%s:%u", prefix, v6 ? "[" : "",
                 endpoint->host, v6 ? "]" : "", endpoint->port);
    }
    return out;
}

bool mw_endpoint_is_local(const struct mw_endpoint *endpoint)
{
    struct mw__addresses known;
    const struct mw__address *first = &known.list[0];

    if (!mw__address_known(endpoint, true, &known)) {
        return false;
    }
    switch (first->as.any.sa_family) {
    case AF_INET:
        return ntohl(first->as.v4.sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
    case AF_INET6:
        return IN6_IS_ADDR_LOOPBACK(&first->as.v6.sin6_addr);
    default:
        return true;
    }
}
