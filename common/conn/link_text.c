#include "conn/link_text.h"

#include "base/hex.h"
#include "net/endpoint.h"
#include "net/group.h"

#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>

enum { NAMES_TEXT = 96, MODE_MAX = 0777 };

static enum mw_status refuse(const char *name, const char *value,
                             const char *expected, struct mw_error *err)
{
    char shown[MW_EXCERPT];

    return mw_error_set(err, MW_EINVAL, "%s %s: expected %s", name,
                        mw_excerpt(mw_text(value), shown), expected);
}

static enum mw_status refuse_framing(const char *name, const char *value,
                                     struct mw_error *err)
{
    char names[NAMES_TEXT] = "one of";
    const struct mw_framing *row;

    for (size_t i = 0; (row = mw_framing_at(i)) != NULL; i++) {
        size_t len = strlen(names);
        snprintf(names + len, sizeof(names) - len, " %s", mw_framing_name(row));
    }
    return refuse(name, value, names, err);
}

enum mw_status mw__link_text_framing(struct mw_link *link, const char *name,
                                     const char *value, struct mw_error *err)
{
    const struct mw_framing *framing = mw_framing_named(value);

    if (framing == NULL) {
        return refuse_framing(name, value, err);
    }
    link->framing = framing;
    return MW_OK;
}

/* Returns how many bytes the digits stand for; SIZE_MAX if some are none, or
 * one is without its second. What is beyond MW_GREETING_MAX is not kept. */
static size_t read_hex(const char *text, uint8_t *out)
{
    size_t len = 0;

    for (; *text != '\0'; text += 2, len++) {
        int high = mw__hex_digit((uint8_t)text[0]);
        int low = high >= 0 ? mw__hex_digit((uint8_t)text[1]) : -1;

        if (low < 0) {
            return SIZE_MAX;
        }
        if (len < MW_GREETING_MAX) {
            out[len] = (uint8_t)(high * 16 + low);
        }
    }
    return len;
}

enum mw_status mw__link_text_greeting(struct mw_link *link, const char *name,
                                      const char *value, struct mw_error *err)
{
    bool hex = strncmp(value, "0x", 2) == 0;
    uint8_t bytes[MW_GREETING_MAX];
    size_t len = hex ? read_hex(value + 2, bytes) : strlen(value);

    if (len == SIZE_MAX || len == 0) {
        return refuse(name, value, "pairs of hex digits after \"0x\"", err);
    }
    if (len > MW_GREETING_MAX) {
        return mw_error_set(err, MW_EINVAL,
                            "%s: expected at most %d bytes, got %zu", name,
                            MW_GREETING_MAX, len);
    }
    memcpy(link->greeting, hex ? bytes : (const uint8_t *)value, len);
    link->greeting_len = len;
    return MW_OK;
}

enum mw_status mw__link_text_congestion(struct mw_link *link, const char *name,
                                        const char *value, struct mw_error *err)
{
    if (strlen(value) > MW_CONGESTION_MAX) {
        return refuse(name, value, "a name of at most 15 bytes", err);
    }
    snprintf(link->socket.congestion, sizeof(link->socket.congestion), "%s",
             value);
    return MW_OK;
}

enum mw_status mw__link_text_interface(struct mw_link *link, const char *name,
                                       const char *value, struct mw_error *err)
{
    unsigned index = mw__group_interface(value);
    char known[IF_NAMESIZE];

    if (index == 0 || if_indextoname(index, known) == NULL) {
        return refuse(name, value,
                      "the name of an interface that this machine has", err);
    }
    link->socket.interface = index;
    return MW_OK;
}

enum mw_status mw__link_text_bind(struct mw_link *link, const char *name,
                                  const char *value, struct mw_error *err)
{
    struct mw_endpoint local;
    enum mw_status rc = mw__endpoint_parse_local(value, &local, err);

    if (rc != MW_OK) {
        mw_error_prefix(err, "%s", name);
        return rc;
    }
    if (strlen(local.host) > MW_LOCAL_HOST_MAX) {
        return refuse(name, value, "a shorter address", err);
    }
    memcpy(link->socket.local_host, local.host, strlen(local.host) + 1);
    link->socket.local_port = local.port;
    return MW_OK;
}

enum mw_status mw__link_text_mode(struct mw_link *link, const char *name,
                                  const char *value, struct mw_error *err)
{
    char *end;
    unsigned long mode = strtoul(value, &end, 8);

    if (value[0] < '0' || value[0] > '7' || *end != '\0' || mode == 0 ||
        mode > MODE_MAX) {
        return refuse(name, value, "octal permissions, such as 0660", err);
    }
    link->socket.unix_mode = (unsigned)mode;
    return MW_OK;
}
