/* Runs two commands with an emulated link between them, and tells what it did:
 *
 *     over SPEC SEED FAR-COMMAND NEAR-COMMAND
 *
 * The far one is started first and ended when the near one has ended. Both see
 * the other's address as $FAR, $FAR6, $NEAR and $NEAR6. What the near one
 * prints is followed by one line of JSON: what emulate_measured says. The
 * status is the near one's, or 77 with a sentence where there can't be a
 * link. */
#include "emulate/emulate.h"

#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FAULT = 99, NO_LINK = 77 };

static pid_t start(const char *command, int space)
{
    pid_t pid = fork();

    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (space < 0 || setns(space, CLONE_NEWNET) == 0) {
            execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        }
        perror(command);
        _exit(FAULT);
    }
    return pid;
}

static void tell_counts(const struct emulate_counts *counts, const char *name)
{
    printf("\"%s\": {\"seen\": %llu, \"lost\": %llu, \"refused\": %llu, "
           "\"missed\": %llu, \"duplicated\": %llu, \"reordered\": %llu, "
           "\"delivered\": %llu, \"bytes\": %llu}",
           name, (unsigned long long)counts->seen,
           (unsigned long long)counts->lost,
           (unsigned long long)counts->refused,
           (unsigned long long)counts->missed,
           (unsigned long long)counts->duplicated,
           (unsigned long long)counts->reordered,
           (unsigned long long)counts->delivered,
           (unsigned long long)counts->bytes);
}

static void tell_flow(const struct emulate_flow *flow, const char *name)
{
    static const char *const protocols[] = {"tcp", "udp", "other"};

    printf("\"%s\": {", name);
    for (int i = 0; i < EMULATE_PROTOCOLS; i++) {
        tell_counts(&flow->of[i], protocols[i]);
        printf("%s", i + 1 < EMULATE_PROTOCOLS ? ", " : "}, ");
    }
}

static void tell(const struct emulate *link)
{
    struct emulate_measure measure;
    struct measured sum;

    emulate_measured(link, &measure);
    sum = measured_of(&measure);
    printf("{");
    tell_flow(&measure.totals.flow[EMULATE_THERE], "there");
    tell_flow(&measure.totals.flow[EMULATE_BACK], "back");
    printf("\"delay\": %.9f, \"jitter\": %.9f, \"late\": %.9f, "
           "\"late_most\": %.9f, \"rate\": %llu, \"loss\": %.6f, "
           "\"missed\": %.6f, \"died\": %s, \"congestion\": \"%s\"}\n",
           (double)sum.delay_ns / 1e9, (double)sum.jitter_ns / 1e9,
           (double)sum.late_ns / 1e9, (double)sum.late_most_ns / 1e9,
           (unsigned long long)sum.rate, sum.loss, sum.missed,
           measure.died ? "true" : "false", link->congestion);
}

static int refuse(const struct mw_error *err, int status)
{
    fprintf(stderr, "%s\n", err->text);
    return status;
}

static void set_places(const struct emulate *link)
{
    setenv("NEAR", link->near_v4, 1);
    setenv("FAR", link->far_v4, 1);
    setenv("NEAR6", link->near_v6 != NULL ? link->near_v6 : "", 1);
    setenv("FAR6", link->far_v6 != NULL ? link->far_v6 : "", 1);
}

int main(int argc, char **argv)
{
    struct emulate_spec spec;
    struct emulate link;
    struct mw_error err;
    pid_t far, near;
    int status = 0;

    if (argc != 5) {
        fprintf(stderr, "expected SPEC SEED FAR-COMMAND NEAR-COMMAND\n");
        return FAULT;
    }
    if (emulate_parse(argv[1], &spec, &err) != MW_OK) {
        return refuse(&err, FAULT);
    }
    if (emulate_open(&spec, strtoull(argv[2], NULL, 10), &link, &err) !=
        MW_OK) {
        return refuse(&err, NO_LINK);
    }
    set_places(&link);
    far = start(argv[3], link.far_ns);
    near = start(argv[4], -1);
    waitpid(near, &status, 0);
    kill(far, SIGKILL);
    waitpid(far, NULL, 0);
    tell(&link);
    emulate_close(&link);
    return WIFEXITED(status) ? WEXITSTATUS(status) : FAULT;
}
