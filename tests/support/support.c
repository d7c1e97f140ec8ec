#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void split(char *text, struct vector *row)
{
    row->count = 0;
    text[strcspn(text, "\n")] = '\0';
    while (text != NULL && row->count < VECTOR_FIELDS) {
        row->field[row->count++] = strsep(&text, "\t");
    }
}

static void rows_each(FILE *in, const char *file, vector_fn fn, void *arg)
{
    char *line = NULL;
    size_t cap = 0, rows = 0;
    struct vector row = {.file = file};

    assert_non_null(in);
    while (getline(&line, &cap, in) >= 0) {
        row.line++;
        if (line[0] != '#' && line[0] != '\n') {
            split(line, &row);
            fn(&row, arg);
            rows++;
        }
    }
    free(line);
    fclose(in);
    assert_true(rows > 0);
}

static FILE *open_rows(const char *folder, const char *file)
{
    char path[4096];

    snprintf(path, sizeof(path), "%s/%s", folder, file);
    return fopen(path, "r");
}

void vectors_each(const char *file, vector_fn fn, void *arg)
{
    rows_each(open_rows(MW_VECTORS, file), file, fn, arg);
}

void shared_each(const char *file, vector_fn fn, void *arg)
{
    FILE *in = open_rows(MW_SHARED_ROWS, file);

    if (in == NULL) {
        print_message("%s: ../shared/data is absent\n", file);
        skip();
    }
    rows_each(in, file, fn, arg);
}

struct mw_buffer from_hex(const char *hex)
{
    struct mw_buffer out = {0};

    if (strcmp(hex, "-") == 0) {
        return out;
    }
    for (hex += strspn(hex, " "); *hex != '\0'; hex += strspn(hex, " ")) {
        char pair[3] = {hex[0], hex[1], '\0'};
        char *end;
        uint8_t byte = (uint8_t)strtoul(pair, &end, 16);

        assert_true(end == pair + 2);
        assert_int_equal(mw_buffer_append(&out, mw_bytes(&byte, 1)), MW_OK);
        hex += 2;
    }
    return out;
}

struct mw_buffer to_hex(struct mw_bytes bytes)
{
    struct mw_buffer out = {0};

    assert_int_equal(mw_buffer_reserve(&out, 2 * bytes.len + 1), MW_OK);
    out.at[0] = '\0';
    for (size_t i = 0; i < bytes.len; i++) {
        sprintf((char *)out.at + out.len, "%02x", bytes.at[i]);
        out.len += 2;
    }
    return out;
}

struct mw_bytes alone(struct mw_bytes bytes)
{
    uint8_t *at = calloc(1, bytes.len > 0 ? bytes.len : 1);

    assert_non_null(at);
    if (bytes.len > 0) {
        memcpy(at, bytes.at, bytes.len);
    }
    return mw_bytes(at, bytes.len);
}

void skip_because(const char *why)
{
    print_message("%s\n", why);
    skip();
}

struct mw_buffer read_file(const char *path)
{
    struct mw_buffer out = {0};
    FILE *in = fopen(path, "rb");

    while (in != NULL && !feof(in)) {
        assert_int_equal(mw_buffer_reserve(&out, 1 << 16), MW_OK);
        out.len += fread(out.at + out.len, 1, 1 << 16, in);
        assert_false(ferror(in));
    }
    if (in != NULL) {
        fclose(in);
    }
    return out;
}
