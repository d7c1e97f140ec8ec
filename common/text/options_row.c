#include "text/options_row.h"

#include "text/options_value.h"

#include <stdio.h>

const char *mw__options_row_sentence(const struct mw_option *option,
                                     char out[MW__OPTIONS_ROW_TEXT])
{
    char choices[MW__OPTIONS_VALUE_TEXT];

    mw__options_value_choices(option, choices);
    if (*choices == '\0') {
        return option->help;
    }
    snprintf(out, MW__OPTIONS_ROW_TEXT, "%s: %s", option->help, choices);
    return out;
}

const char *mw__options_row_note(const struct mw_option *option,
                                 const void *defaults,
                                 char out[MW__OPTIONS_ROW_TEXT])
{
    char range[MW__OPTIONS_VALUE_TEXT], text[MW__OPTIONS_VALUE_TEXT];
    const char *value = "";

    mw__options_value_range(option, range);
    if (defaults != NULL) {
        value = mw__options_value_show(option, defaults, text);
    }
    if (*range == '\0' && *value == '\0') {
        return "";
    }
    snprintf(out, MW__OPTIONS_ROW_TEXT, "(%s%s%s%s)", range,
             *range != '\0' && *value != '\0' ? ", " : "",
             *value != '\0' ? "default " : "", value);
    return out;
}
