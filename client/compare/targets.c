#include "compare/targets.h"

#include "address.h"
#include "output/plain.h"

#include <stdio.h>

enum { NAME_SHOWN = 48 };

static const char *const scheme_names[] = {
    [MW_TCP] = "tcp",
    [MW_UDP] = "udp",
    [MW_UNIX] = "unix",
};

enum { SCHEMES = sizeof(scheme_names) / sizeof(scheme_names[0]) };

/* --- reading --- */

/* What stands for a server of our own until it listens: what is wrong with the
 * parameters is found before one is started. */
static const char *const stand_ins[] = {
    [MW_TCP] = "tcp://127.0.0.1",
    [MW_UDP] = "udp://127.0.0.1",
    [MW_UNIX] = "unix:/tmp/msgwire.sock",
};

/* Returns the scheme that stands alone in front, or -1. */
static int bare_scheme(const char *text)
{
    size_t len = strcspn(text, "?");

    for (int scheme = 0; scheme < SCHEMES; scheme++) {
        if (strlen(scheme_names[scheme]) == len &&
            strncmp(scheme_names[scheme], text, len) == 0) {
            return scheme;
        }
    }
    return -1;
}

static enum mw_status read_own(struct target *target, int scheme,
                               const struct options *opt, struct mw_error *err)
{
    char url[OWN_PARAMS + 64];
    int len;

    target->own = true;
    target->params = target->text + strcspn(target->text, "?");
    len = snprintf(url, sizeof(url), "%s%s", stand_ins[scheme], target->params);
    if (len >= (int)sizeof(url)) {
        return mw_error_set(err, MW_EINVAL,
                            "%.40s...: expected at most %d bytes of parameters",
                            target->text, OWN_PARAMS);
    }
    return address_read(url, MW_LINK_DIALS, opt, &target->link, err);
}

static enum mw_status read_one(struct target *target, const char *text,
                               const struct options *opt, struct mw_error *err)
{
    int scheme = bare_scheme(text);

    *target = (struct target){.text = text, .params = ""};
    return scheme >= 0
               ? read_own(target, scheme, opt, err)
               : address_read(text, MW_LINK_DIALS, opt, &target->link, err);
}

/* --- names --- */

/* The ways to call a target, from the shortest on. */
enum { NAME_SCHEME, NAME_PLACE, NAME_TEXT };

static void append_place(const struct target *target, struct mw_buffer *out)
{
    const struct mw_endpoint *endpoint = &target->link.endpoint;
    bool v6 = strchr(endpoint->host, ':') != NULL;
    char text[MW_HOST_MAX + 16];

    if (target->own) {
        plain_text(mw_text(target->text), out);
    } else if (endpoint->scheme == MW_UNIX) {
        plain_text(mw_text(endpoint->path), out);
    } else {
        snprintf(text, sizeof(text), "%s%s%s:%u", v6 ? "[" : "", endpoint->host,
                 v6 ? "]" : "", endpoint->port);
        plain_text(mw_text(text), out);
    }
}

static void write_name(const struct target *target, int way,
                       char name[TARGETS_NAME])
{
    struct mw_buffer whole = {0}, shown = {0};

    if (way == NAME_PLACE) {
        append_place(target, &whole);
    } else {
        plain_text(mw_text(way == NAME_TEXT
                               ? target->text
                               : scheme_names[target->link.endpoint.scheme]),
                   &whole);
    }
    plain_cut(mw_buffer_bytes(&whole), NAME_SHOWN, &shown);
    snprintf(name, TARGETS_NAME, "%.*s", (int)shown.len,
             shown.at == NULL ? "" : (const char *)shown.at);
    mw_buffer_fini(&whole);
    mw_buffer_fini(&shown);
}

static bool same_name(const struct target *a, const struct target *b, int way)
{
    char name[TARGETS_NAME], other[TARGETS_NAME];

    write_name(a, way, name);
    write_name(b, way, other);
    return strcmp(name, other) == 0;
}

/* True if all targets of a scheme can be told from all others this way. */
static bool tells_apart(const struct targets *targets, enum mw_scheme scheme,
                        int way)
{
    for (size_t i = 0; i < targets->count; i++) {
        for (size_t j = 0; j < targets->count; j++) {
            if (i != j && targets->at[i].link.endpoint.scheme == scheme &&
                same_name(&targets->at[i], &targets->at[j], way)) {
                return false;
            }
        }
    }
    return true;
}

static void name_all(struct targets *targets)
{
    for (size_t i = 0; i < targets->count; i++) {
        struct target *target = &targets->at[i];
        int way = NAME_SCHEME;
        while (way < NAME_TEXT &&
               !tells_apart(targets, target->link.endpoint.scheme, way)) {
            way++;
        }
        write_name(target, way, target->name);
    }
}

/* --- all of them --- */

enum mw_status targets_read(struct targets *targets, char **words, size_t count,
                            const struct options *opt, struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    if (count > TARGETS_MAX) {
        return mw_error_set(err, MW_EINVAL,
                            "expected at most %d targets, got %zu", TARGETS_MAX,
                            count);
    }
    targets->count = count;
    for (size_t i = 0; rc == MW_OK && i < count; i++) {
        rc = read_one(&targets->at[i], words[i], opt, err);
    }
    if (rc == MW_OK) {
        name_all(targets);
    }
    return rc;
}

bool targets_wish(const struct targets *targets, struct own_wish *wish)
{
    for (size_t i = 0; i < targets->count; i++) {
        const struct target *target = &targets->at[i];
        if (target->own) {
            wish->listeners[wish->count++] = (struct own_listener){
                target->link.endpoint.scheme, target->params};
        }
    }
    return wish->count > 0;
}

void targets_settle(struct targets *targets, const struct own *own)
{
    size_t next = 0;

    for (size_t i = 0; i < targets->count; i++) {
        if (targets->at[i].own) {
            targets->at[i].link.endpoint = own->endpoints[next++];
        }
    }
}

enum mw_status targets_go_over_link(const struct targets *targets,
                                    struct mw_error *err)
{
    for (size_t i = 0; i < targets->count; i++) {
        const struct target *target = &targets->at[i];
        if (!target->own || target->link.endpoint.scheme == MW_UNIX) {
            return mw_error_set(
                err, MW_EINVAL,
                "expected tcp or udp, a server of our own at the far "
                "end, got %.80s",
                target->text);
        }
    }
    return MW_OK;
}
