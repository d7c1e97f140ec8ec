#include "text/options_value.h"

#include "text/quantity.h"

#include <stdio.h>

/* A value on its way to its place. */
struct given {
    const struct mw_option *option;
    const char *name;
    const char *value;
    void *target;
    struct mw_error *err;
};

static bool is_number(const struct mw_option *option)
{
    return option->kind >= MW_OPTION_COUNT;
}

const char *mw__options_value_choices(const struct mw_option *option,
                                      char out[MW__OPTIONS_VALUE_TEXT])
{
    size_t len = 0;

    out[0] = '\0';
    if (option->kind != MW_OPTION_CHOICE) {
        return out;
    }
    for (const char *const *name = option->choices; *name != NULL; name++) {
        const char *comma = name == option->choices ? ""
                            : name[1] == NULL       ? " or "
                                                    : ", ";
        int more = snprintf(out + len, MW__OPTIONS_VALUE_TEXT - len, "%s%s",
                            comma, *name);
        if (more < 0 || (size_t)more >= MW__OPTIONS_VALUE_TEXT - len) {
            break;
        }
        len += (size_t)more;
    }
    return out;
}

const char *mw__options_value_range(const struct mw_option *option,
                                    char out[MW__OPTIONS_VALUE_TEXT])
{
    char min[MW_QUANTITY_TEXT], max[MW_QUANTITY_TEXT];

    out[0] = '\0';
    if (!is_number(option)) {
        return out;
    }
    mw__quantity_write(option->kind, option->min, min);
    mw__quantity_write(option->kind, option->max, max);
    if (option->min != 0 && option->max != 0) {
        snprintf(out, MW__OPTIONS_VALUE_TEXT, "%s to %s", min, max);
    } else if (option->min != 0) {
        snprintf(out, MW__OPTIONS_VALUE_TEXT, "at least %s", min);
    } else if (option->max != 0) {
        snprintf(out, MW__OPTIONS_VALUE_TEXT, "at most %s", max);
    }
    return out;
}

/* "--timeout 5x: too large, expected ..." */
static enum mw_status refuse(const struct given *given, const char *fault,
                             const char *expected)
{
    char shown[MW_EXCERPT];

    return mw_error_set(given->err, MW_EINVAL, "%s %s: %sexpected %s",
                        given->name, mw_excerpt(mw_text(given->value), shown),
                        fault, expected);
}

static enum mw_status needs_value(const struct given *given)
{
    char choices[MW__OPTIONS_VALUE_TEXT];
    const char *expected = given->option->value;

    if (is_number(given->option)) {
        expected = mw__quantity_expected(given->option->kind);
    } else if (given->option->kind == MW_OPTION_CHOICE) {
        expected = mw__options_value_choices(given->option, choices);
    }
    return mw_error_set(given->err, MW_EINVAL, "%s needs a value: %s",
                        given->name, expected);
}

static enum mw_status put(const struct given *given, const void *value,
                          size_t len)
{
    memcpy((char *)given->target + given->option->offset, value, len);
    return MW_OK;
}

static enum mw_status put_item(const struct given *given)
{
    struct mw_option_list list;

    memcpy(&list, (char *)given->target + given->option->offset, sizeof(list));
    if (list.count == MW_OPTION_LIST_MAX) {
        return mw_error_set(given->err, MW_EINVAL,
                            "%s: given more often than %d times", given->name,
                            MW_OPTION_LIST_MAX);
    }
    list.items[list.count++] = given->value;
    return put(given, &list, sizeof(list));
}

static enum mw_status put_choice(const struct given *given)
{
    const char *const *choices = given->option->choices;
    char expected[MW__OPTIONS_VALUE_TEXT];

    for (int i = 0; choices[i] != NULL; i++) {
        if (strcmp(choices[i], given->value) == 0) {
            return put(given, &i, sizeof(i));
        }
    }
    return refuse(given, "",
                  mw__options_value_choices(given->option, expected));
}

static enum mw_status put_number(const struct given *given)
{
    const struct mw_option *option = given->option;
    char range[MW__OPTIONS_VALUE_TEXT];
    uint64_t value;
    const char *fault = mw__quantity_read(option->kind, given->value, &value);

    if (fault != NULL) {
        return refuse(given, fault, mw__quantity_expected(option->kind));
    }
    if (value < option->min || (option->max != 0 && value > option->max)) {
        return refuse(given, "", mw__options_value_range(option, range));
    }
    return put(given, &value, sizeof(value));
}

enum mw_status mw__options_value_put(const struct mw_option *option,
                                     const char *name, const char *value,
                                     void *target, struct mw_error *err)
{
    const struct given given = {option, name, value, target, err};

    if (value == NULL || *value == '\0') {
        return needs_value(&given);
    }
    switch (option->kind) {
    case MW_OPTION_TEXT:
        return put(&given, &value, sizeof(value));
    case MW_OPTION_LIST:
        return put_item(&given);
    case MW_OPTION_CHOICE:
        return put_choice(&given);
    case MW_OPTION_FLAG:
    case MW_OPTION_COUNT:
    case MW_OPTION_SIZE:
    case MW_OPTION_RATE:
    case MW_OPTION_DURATION:
    case MW_OPTION_BITS:
    case MW_OPTION_SHARE:
        break;
    }
    return put_number(&given);
}

const char *mw__options_value_show(const struct mw_option *option,
                                   const void *target,
                                   char out[MW__OPTIONS_VALUE_TEXT])
{
    const char *field = (const char *)target + option->offset;
    struct mw_option_list list;
    const char *text;
    uint64_t number;
    bool on;
    int choice;

    switch (option->kind) {
    case MW_OPTION_FLAG:
        memcpy(&on, field, sizeof(on));
        return on ? "on" : "";
    case MW_OPTION_TEXT:
        memcpy(&text, field, sizeof(text));
        return text != NULL ? text : "";
    case MW_OPTION_LIST:
        memcpy(&list, field, sizeof(list));
        return list.count > 0 ? list.items[0] : "";
    case MW_OPTION_CHOICE:
        memcpy(&choice, field, sizeof(choice));
        return option->choices[choice];
    case MW_OPTION_COUNT:
    case MW_OPTION_SIZE:
    case MW_OPTION_RATE:
    case MW_OPTION_DURATION:
    case MW_OPTION_BITS:
    case MW_OPTION_SHARE:
        break;
    }
    memcpy(&number, field, sizeof(number));
    return number != 0 ? mw__quantity_write(option->kind, number, out) : "";
}

static enum mw_status parse(enum mw_option_kind kind, const char *text,
                            uint64_t *value, struct mw_error *err)
{
    const char *fault = mw__quantity_read(kind, text, value);
    char shown[MW_EXCERPT] = "\"\"";

    if (fault == NULL) {
        return MW_OK;
    }
    if (*text != '\0') {
        mw_excerpt(mw_text(text), shown);
    }
    return mw_error_set(err, MW_EINVAL, "%s: %sexpected %s", shown, fault,
                        mw__quantity_expected(kind));
}

enum mw_status mw_parse_count(const char *text, uint64_t *count,
                              struct mw_error *err)
{
    return parse(MW_OPTION_COUNT, text, count, err);
}

enum mw_status mw_parse_size(const char *text, uint64_t *bytes,
                             struct mw_error *err)
{
    return parse(MW_OPTION_SIZE, text, bytes, err);
}

enum mw_status mw_parse_rate(const char *text, uint64_t *per_second,
                             struct mw_error *err)
{
    return parse(MW_OPTION_RATE, text, per_second, err);
}

enum mw_status mw_parse_duration(const char *text, uint64_t *ns,
                                 struct mw_error *err)
{
    return parse(MW_OPTION_DURATION, text, ns, err);
}

enum mw_status mw_parse_bits(const char *text, uint64_t *per_second,
                             struct mw_error *err)
{
    return parse(MW_OPTION_BITS, text, per_second, err);
}

enum mw_status mw_parse_share(const char *text, uint64_t *ppm,
                              struct mw_error *err)
{
    return parse(MW_OPTION_SHARE, text, ppm, err);
}

const char *mw_write_quantity(enum mw_option_kind kind, uint64_t value,
                              char out[MW_QUANTITY_TEXT])
{
    return mw__quantity_write(kind, value, out);
}
