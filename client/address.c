#include "address.h"

static const uint64_t SECOND_NS = 1000000000;

/* What the library reads as it reads the parameters of an address. */
static enum mw_status set_texts(const struct options *opt, struct mw_link *link,
                                struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    if (opt->greeting != NULL) {
        rc = mw_link_set(link, "--greeting", opt->greeting, err);
    }
    if (rc == MW_OK && opt->bind != NULL) {
        rc = mw_link_set(link, "--bind", opt->bind, err);
    }
    return rc;
}

enum mw_status address_read(const char *url, enum mw_link_side side,
                            const struct options *opt, struct mw_link *link,
                            struct mw_error *err)
{
    enum mw_status rc;

    *link = (struct mw_link){
        .framing = options_framing(opt),
        .values = (uint32_t)opt->values,
        .preamble = (uint32_t)opt->preamble,
        .socket = {.rcvbuf = (int)opt->rcvbuf,
                   .sndbuf = (int)opt->sndbuf,
                   .delay = opt->delay && !opt->nodelay,
                   .ttl = (unsigned)opt->ttl,
                   .backlog = (int)opt->backlog,
                   .keepalive_s =
                       (unsigned)((opt->keepalive_ns + SECOND_NS - 1) /
                                  SECOND_NS)},
    };
    rc = set_texts(opt, link, err);
    return rc == MW_OK ? mw_link_parse(url, side, link, err) : rc;
}
