#include "emulate/space.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SWITCH_TEXT = 32, MAP_TEXT = 48, PATH_TEXT = 96 };

/* --- why not --- */

static bool is_zero(const char *text)
{
    return strtol(text, NULL, 10) == 0;
}

const char *space_reason(int number, const char *clone, const char *most,
                         const char *armoured)
{
    if (clone != NULL && is_zero(clone)) {
        return "only root may make user namespaces here (sysctl "
               "kernel.unprivileged_userns_clone=1 lets all)";
    }
    if (most != NULL && is_zero(most)) {
        return "user namespaces are off here (sysctl "
               "user.max_user_namespaces is 0)";
    }
    if (armoured != NULL && !is_zero(armoured)) {
        return "AppArmor keeps user namespaces from programs without a "
               "profile here (sysctl "
               "kernel.apparmor_restrict_unprivileged_userns=0 lets all)";
    }
    if (number == EINVAL || number == ENOSYS) {
        return "this kernel has no user or network namespaces";
    }
    if (number == ENOSPC) {
        return "there are as many as the sysctls user.max_* allow";
    }
    if (number != EPERM && number != EACCES) {
        return strerror(number);
    }
    return "CAP_SYS_ADMIN is missing, and user namespaces are forbidden here "
           "(by a container's rules?)";
}

/* Returns `out` with the text of one of the system's switches, or NULL. */
static const char *read_switch(const char *name, char out[SWITCH_TEXT])
{
    char path[PATH_TEXT];
    FILE *file;
    bool got;

    snprintf(path, sizeof(path), "/proc/sys/%s", name);
    file = fopen(path, "re");
    if (file == NULL) {
        return NULL;
    }
    got = fgets(out, SWITCH_TEXT, file) != NULL;
    fclose(file);
    return got ? out : NULL;
}

static enum mw_status refuse(const char *what, int number, struct mw_error *err)
{
    char clone[SWITCH_TEXT], most[SWITCH_TEXT], armoured[SWITCH_TEXT];

    return mw_error_set(
        err, MW_ESYSTEM, "%s: %s", what,
        space_reason(number,
                     read_switch("kernel/unprivileged_userns_clone", clone),
                     read_switch("user/max_user_namespaces", most),
                     read_switch("kernel/apparmor_restrict_unprivileged_userns",
                                 armoured)));
}

/* --- a user namespace --- */

static bool write_to(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    ssize_t len = (ssize_t)strlen(text);
    bool done = fd >= 0 && write(fd, text, (size_t)len) == len;
    int number = errno;

    if (fd >= 0) {
        close(fd);
    }
    errno = number;
    return done;
}

/* This user stays who it is, and all others are nobody. */
static bool map_ids(uid_t user, gid_t group)
{
    char users[MAP_TEXT], groups[MAP_TEXT];

    snprintf(users, sizeof(users), "%u %u 1", (unsigned)user, (unsigned)user);
    snprintf(groups, sizeof(groups), "%u %u 1", (unsigned)group,
             (unsigned)group);
    return write_to("/proc/self/uid_map", users) &&
           write_to("/proc/self/setgroups", "deny") &&
           write_to("/proc/self/gid_map", groups);
}

static enum mw_status enter_as_user(struct mw_error *err)
{
    uid_t user = geteuid();
    gid_t group = getegid();

    if (unshare(CLONE_NEWUSER) != 0) {
        return refuse("no user namespace", errno, err);
    }
    if (!map_ids(user, group)) {
        return refuse("no user in the user namespace", errno, err);
    }
    if (unshare(CLONE_NEWNET) != 0) {
        return refuse("no network namespace", errno, err);
    }
    return MW_OK;
}

/* --- network namespaces --- */

enum mw_status space_enter(struct mw_error *err)
{
    return unshare(CLONE_NEWNET) == 0 ? MW_OK : enter_as_user(err);
}

enum mw_status space_enter_another(struct mw_error *err)
{
    return unshare(CLONE_NEWNET) == 0
               ? MW_OK
               : refuse("no second network namespace", errno, err);
}

void space_set(const char *name, uint64_t value)
{
    char path[PATH_TEXT], text[SWITCH_TEXT];

    snprintf(path, sizeof(path), "/proc/sys/net/%s", name);
    snprintf(text, sizeof(text), "%llu", (unsigned long long)value);
    (void)write_to(path, text);
}

enum mw_status space_here(int *space, struct mw_error *err)
{
    static const char path[] = "/proc/self/ns/net";

    *space = open(path, O_RDONLY | O_CLOEXEC);
    return *space >= 0
               ? MW_OK
               : mw_error_set(err, MW_ESYSTEM, "%s: %s", path, strerror(errno));
}

enum mw_status space_return(int space, struct mw_error *err)
{
    return setns(space, CLONE_NEWNET) == 0
               ? MW_OK
               : mw_error_set(err, MW_ESYSTEM,
                              "no way back to the first network namespace: %s",
                              strerror(errno));
}
