#include "text/inspect_path.h"

#include "base/utf8.h"
#include "text/inspect_text.h"
#include "text/width.h"

#include <inttypes.h>
#include <stdio.h>

enum {
    COLUMNS_MAX = 64,
    NAME_COLUMNS = 24, /* of a key in a path */
    BYTES_MAX = 512,   /* characters without width are cut there */
    ROOT_TEXT = 16,
    ROOTS_NAMED = 1000, /* `$999`: there must be room for more */
};

static const char ellipsis[] = "\xe2\x80\xa6";

/* A path is written from its end, which says most. */
struct tail {
    char text[BYTES_MAX];
    size_t start; /* of what is written */
    size_t columns;
};

static struct mw__inspect_level *top_of(struct mw__inspect_path *path)
{
    return path->depth > 0 ? &path->levels[path->depth - 1] : NULL;
}

static bool at_key(const struct mw__inspect_level *level)
{
    return level->map && level->at % 2 == 0;
}

bool mw__inspect_path_at_key(const struct mw__inspect_path *path)
{
    return path->depth > 0 && at_key(&path->levels[path->depth - 1]);
}

static bool opens(const struct mw_value *value)
{
    return value->type == MW_ARRAY || value->type == MW_MAP;
}

static void open_level(struct mw__inspect_path *path,
                       const struct mw_value *value)
{
    bool map = value->type == MW_MAP;

    path->levels[path->depth++] = (struct mw__inspect_level){
        .map = map,
        .count = map ? 2 * (uint64_t)value->as.count : value->as.count,
    };
}

/* Closes the levels that have all their elements. */
static void next_element(struct mw__inspect_path *path)
{
    struct mw__inspect_level *top;

    while ((top = top_of(path)) != NULL) {
        top->at++;
        if (top->at < top->count) {
            return;
        }
        path->depth--;
    }
}

/* What a key is called must outlive it. */
static void keep_key(struct mw__inspect_level *level,
                     const struct mw_value *key)
{
    struct mw_bytes front = key->payload;

    if (front.len > MW__INSPECT_NAME) {
        front.len = MW__INSPECT_NAME;
        front.len = mw__utf8_whole(front);
    }
    level->key = *key;
    level->key.payload = mw_bytes(level->name, front.len);
    if (front.len > 0) {
        memcpy(level->name, front.at, front.len);
    }
}

void mw__inspect_path_pass(struct mw__inspect_path *path,
                           const struct mw_value *value)
{
    struct mw__inspect_level *top = top_of(path);

    if (top != NULL && at_key(top)) {
        top->has_key = !opens(value);
        if (top->has_key) {
            keep_key(top, value);
        }
    }
    if (opens(value) && value->as.count > 0) {
        open_level(path, value);
    } else {
        next_element(path);
    }
}

uint64_t mw__inspect_path_owed(const struct mw__inspect_path *path)
{
    uint64_t owed = 1;

    for (size_t i = 0; i < path->depth; i++) {
        owed += path->levels[i].count - path->levels[i].at - 1;
    }
    return owed;
}

static bool is_plain_name(struct mw_bytes name)
{
    for (size_t i = 0; i < name.len; i++) {
        uint8_t byte = name.at[i];
        bool digit = byte >= '0' && byte <= '9';
        bool letter =
            ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') || byte == '_';

        if (!letter && !(digit && i > 0)) {
            return false;
        }
    }
    return name.len > 0;
}

/* `.name`, `["a name"]`, `[5]`; `[#2]` where the key can't be shown. */
static enum mw_status write_key(const struct mw__inspect_level *level,
                                size_t columns, struct mw_buffer *out)
{
    const struct mw_value *key = &level->key;
    bool text = key->type == MW_STR && mw__utf8_valid(key->payload);
    bool plain = text && is_plain_name(key->payload);
    char number[32];
    enum mw_status rc;

    if (!level->has_key || key->type == MW_EXT || key->type == MW_BIN ||
        (key->type == MW_STR && !text)) {
        snprintf(number, sizeof(number), "[#%" PRIu64 "]", level->at / 2);
        return mw_buffer_append(out, mw_text(number));
    }
    rc = mw_buffer_append(out, mw_text(plain ? "." : "["));
    if (rc == MW_OK) {
        rc = plain ? mw__inspect_text_cut(key->payload, columns - 1, out)
                   : mw__inspect_text_write(key, columns - 2, out);
    }
    return rc != MW_OK || plain ? rc : mw_buffer_append(out, mw_text("]"));
}

/* The step from an array or map to the element that is being read. */
static enum mw_status write_step(const struct mw__inspect_level *level,
                                 bool innermost, size_t columns,
                                 struct mw_buffer *out)
{
    char text[48] = "";

    if (level->map && !at_key(level)) {
        return write_key(level, columns, out);
    }
    if (!level->map) {
        snprintf(text, sizeof(text), "[%" PRIu64 "]", level->at);
    } else if (!innermost) {
        snprintf(text, sizeof(text), "[#%" PRIu64 " key]", level->at / 2);
    }
    return mw_buffer_append(out, mw_text(text));
}

/* Returns false if there is no room. */
static bool put_front(struct tail *tail, struct mw_bytes text, size_t columns)
{
    size_t more = mw__width(text);

    if (more > columns - tail->columns || text.len > tail->start) {
        return false;
    }
    tail->start -= text.len;
    if (text.len > 0) {
        memcpy(tail->text + tail->start, text.at, text.len);
    }
    tail->columns += more;
    return true;
}

static void name_root(const struct mw__inspect_path *path, char name[ROOT_TEXT])
{
    if (path->root == 0) {
        snprintf(name, ROOT_TEXT, "$");
    } else if (path->root > ROOTS_NAMED) {
        snprintf(name, ROOT_TEXT, "$%s", ellipsis);
    } else {
        snprintf(name, ROOT_TEXT, "$%u", path->root - 1);
    }
}

/* Room is kept for the front: the root, or an ellipsis for what is lost. */
static enum mw_status write_tail(const struct mw__inspect_path *path,
                                 size_t columns, struct mw_buffer *scratch,
                                 struct tail *tail)
{
    char root[ROOT_TEXT];
    const char *front = root;
    size_t most;

    name_root(path, root);
    columns -= strlen(root);
    most = columns < NAME_COLUMNS ? columns : NAME_COLUMNS;
    for (size_t i = path->depth; i > 0; i--) {
        enum mw_status rc;

        scratch->len = 0;
        rc = write_step(&path->levels[i - 1], i == path->depth, most, scratch);
        if (rc != MW_OK) {
            return rc;
        }
        if (scratch->len > 0 &&
            !put_front(tail, mw_buffer_bytes(scratch), columns)) {
            front = ellipsis;
            break;
        }
    }
    put_front(tail, mw_text(front), columns + strlen(root));
    return MW_OK;
}

enum mw_status mw__inspect_path_write(const struct mw__inspect_path *path,
                                      size_t columns, struct mw_buffer *out)
{
    struct tail tail = {.start = BYTES_MAX};
    struct mw_buffer scratch = {0};
    enum mw_status rc;

    columns = columns < COLUMNS_MAX ? columns : COLUMNS_MAX;
    rc = write_tail(path, columns, &scratch, &tail);
    mw_buffer_fini(&scratch);
    if (rc != MW_OK) {
        return rc;
    }
    return mw_buffer_append(
        out, mw_bytes(tail.text + tail.start, BYTES_MAX - tail.start));
}
