#include "emulate/spec.h"

#include <msgwire/options.h>

#include <stdio.h>

const char *emulate_text(const struct emulate_spec *spec,
                         char out[EMULATE_TEXT])
{
    const struct {
        const char *name;
        enum mw_option_kind kind;
        uint64_t value, usual;
    } rows[] = {
        {"delay", MW_OPTION_DURATION, spec->delay_ns, 0},
        {"jitter", MW_OPTION_DURATION, spec->jitter_ns, 0},
        {"loss", MW_OPTION_SHARE, spec->loss_ppm, 0},
        {"duplicate", MW_OPTION_SHARE, spec->duplicate_ppm, 0},
        {"reorder", MW_OPTION_SHARE, spec->reorder_ppm, 0},
        {"rate", MW_OPTION_BITS, spec->rate, 0},
        {"limit", MW_OPTION_COUNT, spec->limit, 0},
        {"mtu", MW_OPTION_COUNT, spec->mtu, EMULATE_MTU},
    };
    size_t len = 0;

    snprintf(out, EMULATE_TEXT, "delay=0"); /* if there is nothing else */
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char value[MW_QUANTITY_TEXT];

        if (rows[i].value != rows[i].usual) {
            mw_write_quantity(rows[i].kind, rows[i].value, value);
            len += (size_t)snprintf(out + len, EMULATE_TEXT - len, "%s%s=%s",
                                    len == 0 ? "" : " ", rows[i].name, value);
        }
    }
    return out;
}
