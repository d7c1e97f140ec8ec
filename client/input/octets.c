#include "input/octets.h"

#include <poll.h>
#include <sys/stat.h>

enum mw_status octets_open(struct octets *octets, const char *name, bool text,
                           struct mw_error *err)
{
    *octets = (struct octets){.text = text};
    return input_open(&octets->input, name, err);
}

void octets_close(struct octets *octets)
{
    input_close(&octets->input);
    mw_buffer_fini(&octets->bytes);
}

uint64_t octets_total(const struct octets *octets)
{
    struct stat about;
    bool known = !octets->text && fstat(octets->input.fd, &about) == 0 &&
                 S_ISREG(about.st_mode) && about.st_size > 0;

    return known ? (uint64_t)about.st_size : 0;
}

/* Someone else may have made the descriptor non-blocking. */
static enum mw_status fill_input(struct octets *octets, struct mw_error *err)
{
    enum mw_status rc = input_fill(&octets->input, err);

    while (rc == MW_EAGAIN) {
        struct pollfd one = {.fd = octets->input.fd, .events = POLLIN};

        poll(&one, 1, -1);
        rc = input_fill(&octets->input, err);
    }
    octets->ended = rc == MW_ECLOSED;
    return octets->ended ? MW_OK : rc;
}

static enum mw_status read_hex(struct octets *octets, struct mw_error *err)
{
    struct mw_bytes text = octets->input.rest;
    enum mw_status rc =
        hex_read_on(&octets->hex, &text, SIZE_MAX, &octets->bytes, err);

    if (rc == MW_EVALUE) {
        struct hex_place place = hex_skip(&octets->hex, &text);

        mw_error_prefix(err, "line %zu, column %zu", place.line, place.column);
    } else if (rc == MW_OK && octets->ended && octets->hex.half) {
        rc = mw_error_set(err, MW_EVALUE,
                          "the input ends inside a byte, after one digit");
    }
    input_use(&octets->input, text);
    return rc;
}

static enum mw_status read_dump(struct octets *octets, struct mw_error *err)
{
    struct mw_bytes text = octets->input.rest;
    enum mw_status rc = hexdump_read_on(&octets->hexdump, &text, octets->ended,
                                        &octets->bytes, err);

    input_use(&octets->input, text);
    return rc;
}

/* Used bytes go, text becomes bytes. */
static enum mw_status read_text(struct octets *octets, struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    mw_buffer_drop(&octets->bytes, octets->bytes.len - octets->rest.len);
    if (!octets->judged) {
        octets->judged =
            hexdump_judge(octets->input.rest, octets->ended, &octets->dump);
    }
    if (octets->judged) {
        rc = octets->dump ? read_dump(octets, err) : read_hex(octets, err);
    }
    octets->rest = mw_buffer_bytes(&octets->bytes);
    return rc;
}

static enum mw_status fill_text(struct octets *octets, struct mw_error *err)
{
    struct mw_error *fault = &octets->fault;

    if (fault->status == MW_OK && read_text(octets, fault) == MW_EVALUE &&
        octets->rest.len > 0) {
        octets->ended = false;
        return MW_OK;
    }
    return fault->status == MW_OK
               ? MW_OK
               : mw_error_set(err, fault->status, "%s", fault->text);
}

enum mw_status octets_fill(struct octets *octets, struct mw_error *err)
{
    enum mw_status rc;

    if (!octets->text) {
        input_use(&octets->input, octets->rest);
    }
    rc = octets->fault.status == MW_OK ? fill_input(octets, err) : MW_OK;
    if (rc != MW_OK) {
        return rc;
    }
    if (octets->text) {
        return fill_text(octets, err);
    }
    octets->rest = octets->input.rest;
    return MW_OK;
}
