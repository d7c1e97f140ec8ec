#include "compare/sibling.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder may be run too, in the system's eyes. */
static bool is_program(const char *file)
{
    struct stat found;

    return stat(file, &found) == 0 && S_ISREG(found.st_mode) &&
           access(file, X_OK) == 0;
}

/* True if the folder holds it; `out` is then its file. */
static bool holds(struct mw_bytes folder, const char *name, char out[PATH_MAX])
{
    int len;

    if (folder.len == 0 || folder.len >= PATH_MAX) {
        return false;
    }
    len = snprintf(out, PATH_MAX, "%.*s/%s", (int)folder.len,
                   (const char *)folder.at, name);
    return len < PATH_MAX && is_program(out);
}

static struct mw_bytes folder_of(const char *file)
{
    const char *slash = strrchr(file, '/');

    return slash == NULL ? mw_text("") : mw_bytes(file, (size_t)(slash - file));
}

enum mw_status sibling_find(const char *name, const char *self,
                            const char *path, char out[PATH_MAX],
                            struct mw_error *err)
{
    struct mw_bytes beside = folder_of(self);
    const char *at = path == NULL ? "" : path;

    if (holds(beside, name, out)) {
        return MW_OK;
    }
    while (*at != '\0') {
        size_t len = strcspn(at, ":");
        if (holds(mw_bytes(at, len), name, out)) {
            return MW_OK;
        }
        at += len + (at[len] == ':');
    }
    return mw_error_set(err, MW_ESYSTEM, "no %s in %.*s, and none in PATH",
                        name, (int)beside.len, (const char *)beside.at);
}
