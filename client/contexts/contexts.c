#include "contexts/contexts.h"

#include "contexts/lock.h"
#include "output/replace.h"

#include <msgwire/nearest.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- the file --- */

static enum mw_status find_path(char out[CONTEXTS_PATH], struct mw_error *err)
{
    const char *config = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    bool ours = config != NULL && config[0] == '/'; /* else it is ignored */
    int len = 0;

    if (ours) {
        len = snprintf(out, CONTEXTS_PATH, "%s/msgwire/contexts", config);
    } else if (home != NULL && home[0] == '/') {
        len = snprintf(out, CONTEXTS_PATH, "%s/.config/msgwire/contexts", home);
    }
    if (len <= 0 || len >= CONTEXTS_PATH) {
        return mw_error_set(err, MW_EINVAL,
                            "no folder for contexts: expected XDG_CONFIG_HOME "
                            "or HOME to name one");
    }
    return MW_OK;
}

static enum mw_status cant_read(const struct contexts *contexts,
                                const char *why, struct mw_error *err)
{
    return mw_error_set(err, MW_ESYSTEM, "can't read %s: %s", contexts->path,
                        why);
}

static enum mw_status read_fd(struct contexts *contexts, int fd,
                              struct mw_error *err)
{
    struct mw_buffer *text = &contexts->text;
    struct stat stat;
    ssize_t got;

    if (fstat(fd, &stat) != 0 || !S_ISREG(stat.st_mode)) {
        return cant_read(contexts, "expected a file", err);
    }
    if (stat.st_size > CONTEXTS_SIZE ||
        mw_buffer_reserve(text, CONTEXTS_SIZE) != MW_OK) {
        return cant_read(contexts, "it is longer than 64 KiB", err);
    }
    do {
        got = read(fd, text->at + text->len, CONTEXTS_SIZE - text->len);
        text->len += got > 0 ? (size_t)got : 0;
    } while (got > 0 || (got < 0 && errno == EINTR));
    return got == 0 ? MW_OK : cant_read(contexts, strerror(errno), err);
}

static enum mw_status read_file(struct contexts *contexts, struct mw_error *err)
{
    int fd = open(contexts->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    enum mw_status rc;

    if (fd < 0) {
        return errno == ENOENT || errno == ENOTDIR
                   ? MW_OK
                   : cant_read(contexts, strerror(errno), err);
    }
    rc = read_fd(contexts, fd, err);
    close(fd);
    return rc;
}

/* --- its lines --- */

/* Takes a line, without its end, off the front. */
static struct mw_bytes take_line(struct mw_bytes *rest)
{
    const uint8_t *end = memchr(rest->at, '\n', rest->len);
    size_t len = end != NULL ? (size_t)(end - rest->at) : rest->len;
    struct mw_bytes line = mw_bytes(rest->at, len);

    mw_bytes_skip(rest, len + (end != NULL));
    return line;
}

static bool is_comment(struct mw_bytes line)
{
    while (line.len > 0 && (line.at[0] == ' ' || line.at[0] == '\t')) {
        mw_bytes_skip(&line, 1);
    }
    return line.len == 0 || line.at[0] == '#';
}

static enum mw_status check_lines(const struct contexts *contexts,
                                  struct mw_error *err)
{
    struct mw_bytes rest = mw_buffer_bytes(&contexts->text);
    struct context context;
    enum mw_status rc = MW_OK;

    for (unsigned number = 1; rc == MW_OK && rest.len > 0; number++) {
        struct mw_bytes line = take_line(&rest);

        rc = is_comment(line) ? MW_OK : context_read(line, &context, err);
        if (rc != MW_OK) {
            mw_error_prefix(err, "%s line %u", contexts->path, number);
        }
    }
    return rc;
}

enum mw_status contexts_open(struct contexts *contexts, struct mw_error *err)
{
    enum mw_status rc;

    *contexts = (struct contexts){.text = {.limit = CONTEXTS_SIZE}};
    rc = find_path(contexts->path, err);
    if (rc == MW_OK) {
        rc = read_file(contexts, err);
    }
    return rc == MW_OK ? check_lines(contexts, err) : rc;
}

void contexts_fini(struct contexts *contexts)
{
    mw_buffer_fini(&contexts->text);
}

/* The next line that is a context. Returns false behind the last one. */
static bool next_line(struct mw_bytes *rest, struct mw_bytes *line,
                      struct context *context)
{
    while (rest->len > 0) {
        *line = take_line(rest);
        if (!is_comment(*line)) {
            return context_read(*line, context, NULL) == MW_OK;
        }
    }
    return false;
}

bool contexts_next(const struct contexts *contexts, size_t *at,
                   struct context *context)
{
    struct mw_bytes rest = mw_buffer_bytes(&contexts->text), line;
    bool found;

    mw_bytes_skip(&rest, *at);
    found = next_line(&rest, &line, context);
    *at = contexts->text.len - rest.len;
    return found;
}

/* --- one of them --- */

static enum mw_status not_found(const struct contexts *contexts,
                                const char *name, struct mw_error *err)
{
    struct mw_nearest meant = mw_nearest_to(mw_text(name));
    char shown[MW_EXCERPT], best[CONTEXT_NAME + 1] = "";
    struct context context;

    for (size_t at = 0; contexts_next(contexts, &at, &context);) {
        mw_nearest_offer(&meant, context.name);
        if (meant.name == context.name) { /* which the next one will be in */
            memcpy(best, context.name, sizeof(best));
            meant.name = best;
        }
    }
    mw_excerpt(mw_text(*name != '\0' ? name : "\"\""), shown);
    if (*best == '\0') {
        return mw_error_set(err, MW_EINVAL,
                            "no context %s, msgwire context ls lists them",
                            shown);
    }
    return mw_error_set(err, MW_EINVAL, "no context %s, did you mean @%s?",
                        shown, best);
}

enum mw_status contexts_find(const struct contexts *contexts, const char *name,
                             struct context *context, struct mw_error *err)
{
    name += *name == '@';
    for (size_t at = 0; contexts_next(contexts, &at, context);) {
        if (strcmp(context->name, name) == 0) {
            return MW_OK;
        }
    }
    return not_found(contexts, name, err);
}

/* --- changes --- */

/* Where a context stands in the file: bytes before it, and of its line. */
static void place_of(const struct contexts *contexts, const char *name,
                     size_t *begin, size_t *end)
{
    struct mw_bytes rest = mw_buffer_bytes(&contexts->text), line;
    struct context context;

    *begin = *end = contexts->text.len;
    while (next_line(&rest, &line, &context)) {
        if (strcmp(context.name, name) == 0) {
            *begin = (size_t)(line.at - contexts->text.at);
            *end = contexts->text.len - rest.len;
            return;
        }
    }
}

static enum mw_status append_line(const struct context *context,
                                  struct mw_buffer *out)
{
    enum mw_status rc = MW_OK;

    if (out->len > 0 && out->at[out->len - 1] != '\n') {
        rc = mw_buffer_append(out, mw_text("\n"));
    }
    if (rc == MW_OK) {
        rc = mw_buffer_append(out, mw_text(context->name));
    }
    if (rc == MW_OK) {
        rc = mw_buffer_append(out, mw_text(" "));
    }
    if (rc == MW_OK) {
        rc = context_words(context, out);
    }
    return rc == MW_OK ? mw_buffer_append(out, mw_text("\n")) : rc;
}

/* Writes the file anew, with `context` (may be NULL) in the place of the one
 * with this name. */
static enum mw_status rewrite(const struct contexts *contexts, const char *name,
                              const struct context *context,
                              struct mw_error *err)
{
    struct mw_bytes all = mw_buffer_bytes(&contexts->text);
    struct mw_buffer text = {.limit = CONTEXTS_SIZE};
    size_t begin, end;
    enum mw_status rc;

    place_of(contexts, name, &begin, &end);
    rc = mw_buffer_append(&text, mw_bytes(all.at, begin));
    if (rc == MW_OK && context != NULL) {
        rc = append_line(context, &text);
    }
    if (rc == MW_OK) {
        rc = mw_buffer_append(&text, mw_bytes(all.at + end, all.len - end));
    }
    if (rc != MW_OK) {
        mw_error_set(err, MW_EINVAL, "%s would be longer than 64 KiB",
                     contexts->path);
    } else {
        rc = replace_file(contexts->path, mw_buffer_bytes(&text),
                          REPLACE_FOR_USER, err);
    }
    mw_buffer_fini(&text);
    return rc;
}

enum mw_status contexts_put(const struct context *context,
                            struct context *before, struct mw_error *err)
{
    struct contexts contexts = {0};
    enum mw_status rc = find_path(contexts.path, err);
    int lock = -1;

    before->count = 0;
    if (rc == MW_OK) {
        rc = lock_take(contexts.path, &lock, err);
    }
    if (rc == MW_OK) {
        rc = contexts_open(&contexts, err);
    }
    if (rc == MW_OK && contexts_find(&contexts, context->name, before, NULL)) {
        before->count = 0;
    }
    if (rc == MW_OK) {
        rc = rewrite(&contexts, context->name, context, err);
    }
    contexts_fini(&contexts);
    lock_drop(lock);
    return rc;
}

enum mw_status contexts_remove(const char *name, struct mw_error *err)
{
    struct contexts contexts = {0};
    struct context context;
    enum mw_status rc = find_path(contexts.path, err);
    int lock = -1;

    if (rc == MW_OK) {
        rc = lock_take(contexts.path, &lock, err);
    }
    if (rc == MW_OK) {
        rc = contexts_open(&contexts, err);
    }
    if (rc == MW_OK) {
        rc = contexts_find(&contexts, name, &context, err);
    }
    if (rc == MW_OK) {
        rc = rewrite(&contexts, context.name, NULL, err);
    }
    contexts_fini(&contexts);
    lock_drop(lock);
    return rc;
}
