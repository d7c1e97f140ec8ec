/* A folder of its own for a test, and files in it. */
#ifndef SCRATCH_H
#define SCRATCH_H

#include "support.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char scratch[64];

static inline int scratch_make(void **state)
{
    (void)state;
    strcpy(scratch, "/tmp/msgwire-XXXXXX");
    return mkdtemp(scratch) == NULL;
}

static inline const char *scratch_path(const char *name)
{
    static char path[512];

    snprintf(path, sizeof(path), "%s/%s", scratch, name);
    return path;
}

/* Removes all files of a folder, and the folder. Returns how many they were. */
static inline int scratch_remove(const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    char path[512];
    int count = 0;

    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 &&
            strcmp(entry->d_name, "..") != 0) {
            snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
            count += unlink(path) == 0;
        }
    }
    if (dir != NULL) {
        closedir(dir);
    }
    rmdir(folder);
    return count;
}

static inline int scratch_drop(void **state)
{
    (void)state;
    scratch_remove(scratch_path("msgwire"));
    scratch_remove(scratch);
    return 0;
}

static inline void scratch_write(const char *name, const char *text)
{
    FILE *file = fopen(scratch_path(name), "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static inline void scratch_assert(const char *name, const char *text)
{
    struct mw_buffer found = read_file(scratch_path(name));

    assert_non_null(found.at);
    assert_int_equal(found.len, strlen(text));
    assert_memory_equal(found.at, text, found.len);
    mw_buffer_fini(&found);
}

#endif
