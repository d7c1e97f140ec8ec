#include "emulate/emulate.h"

#include "emulate/space.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    FRAGMENTS_MAX = 64 << 20, /* bytes of datagrams that are not whole yet */
    FRAGMENTS_S = 2,          /* so long, and longer where the rate is low */
};
static const uint64_t DATAGRAM_BITS = UINT64_C(8) * 65535; /* at most */

static const char near_v4[] = "10.0.0.1", near_v6[] = "fd00::1";
static const char far_v4[] = "10.0.0.2", far_v6[] = "fd00::2";

/* A namespace is entered by a thread, and we mean the process. */
static bool has_one_thread(void)
{
    struct stat threads;

    return stat("/proc/self/task", &threads) != 0 || threads.st_nlink <= 3;
}

/* New connections take the namespace's, which it has from the system. */
static void note_congestion(struct emulate *link)
{
    FILE *file = fopen("/proc/sys/net/ipv4/tcp_congestion_control", "re");

    if (file == NULL) {
        return;
    }
    if (fgets(link->congestion, sizeof(link->congestion), file) != NULL) {
        link->congestion[strcspn(link->congestion, "\n")] = '\0';
    }
    fclose(file);
}

/* Two things that a namespace does otherwise by itself. A connection begins
 * with what was learnt from those before it, so rounds would not be alike. And
 * it keeps the fragments of datagrams whose rest was lost for half a minute, in
 * 4 MiB: after a moment of large datagrams and some loss none would pass. */
static void set_switches(const struct emulate_spec *spec)
{
    uint64_t passing_s = spec->rate == 0 ? 0 : 2 * DATAGRAM_BITS / spec->rate;

    space_set("ipv4/tcp_no_metrics_save", 1);
    space_set("ipv4/ipfrag_high_thresh", FRAGMENTS_MAX);
    space_set("ipv6/ip6frag_high_thresh", FRAGMENTS_MAX);
    space_set("ipv4/ipfrag_time", FRAGMENTS_S + passing_s);
    space_set("ipv6/ip6frag_time", FRAGMENTS_S + passing_s);
}

static enum mw_status make_end(const struct emulate_spec *spec, const char *v4,
                               const char *v6, struct tun *tun,
                               struct mw_error *err)
{
    const struct tun_config config = {
        .v4 = v4, .v6 = v6, .mtu = (int)spec->mtu};
    enum mw_status rc = tun_loopback_up(err);

    set_switches(spec);
    return rc == MW_OK ? tun_open(&config, tun, err) : rc;
}

/* The far end stays in a namespace that we only pass through. */
static enum mw_status make_far(const struct emulate_spec *spec, int near_ns,
                               struct emulate *link, struct mw_error *err)
{
    enum mw_status rc = space_enter_another(err);

    if (rc == MW_OK) {
        rc = space_here(&link->far_ns, err);
    }
    if (rc == MW_OK) {
        rc = make_end(spec, far_v4, far_v6, &link->far_tun, err);
    }
    return rc == MW_OK ? space_return(near_ns, err) : rc;
}

static enum mw_status make_ends(const struct emulate_spec *spec,
                                struct emulate *link, struct mw_error *err)
{
    enum mw_status rc = space_enter(err);
    int near_ns;

    if (rc == MW_OK) {
        rc = make_end(spec, near_v4, near_v6, &link->near_tun, err);
    }
    if (rc == MW_OK) {
        rc = space_here(&near_ns, err);
    }
    if (rc == MW_OK) {
        rc = make_far(spec, near_ns, link, err);
        close(near_ns);
    }
    return rc;
}

/* From here on the devices are the forwarder's: should it die they are gone,
 * and whoever sends hears of it. */
static enum mw_status start_forwarder(const struct emulate_spec *spec,
                                      uint64_t seed, struct emulate *link,
                                      struct mw_error *err)
{
    struct forward_config config = {
        .spec = spec,
        .seed = seed,
        .near_fd = link->near_tun.fd,
        .far_fd = link->far_tun.fd,
    };
    enum mw_status rc;

    link->totals = counts_share(err);
    if (link->totals == NULL) {
        return MW_ENOMEM;
    }
    config.totals = link->totals;
    rc = forward_start(&config, &link->forwarder, err);
    tun_leave(&link->near_tun);
    tun_leave(&link->far_tun);
    return rc;
}

static void close_ends(struct emulate *link)
{
    if (link->far_ns >= 0) {
        close(link->far_ns);
    }
    tun_close(&link->near_tun);
    tun_close(&link->far_tun);
    counts_unshare(link->totals);
    link->totals = NULL;
    link->far_ns = -1;
}

enum mw_status emulate_open(const struct emulate_spec *spec, uint64_t seed,
                            struct emulate *link, struct mw_error *err)
{
    enum mw_status rc = tun_check(err);

    *link = (struct emulate){
        .far_ns = -1,
        .near_v4 = near_v4,
        .far_v4 = far_v4,
        .near_tun = TUN_NONE,
        .far_tun = TUN_NONE,
    };
    if (rc == MW_OK && !has_one_thread()) {
        rc = mw_error_set(err, MW_ESYSTEM,
                          "a link is made before a process has threads");
    }
    if (rc == MW_OK) {
        rc = make_ends(spec, link, err);
    }
    if (rc == MW_OK) {
        rc = start_forwarder(spec, seed, link, err);
    }
    if (rc != MW_OK) {
        close_ends(link);
        return rc;
    }
    if (link->near_tun.v6 && link->far_tun.v6) {
        link->near_v6 = near_v6;
        link->far_v6 = far_v6;
    }
    note_congestion(link);
    return MW_OK;
}

void emulate_measured(const struct emulate *link,
                      struct emulate_measure *measure)
{
    counts_read(link->totals, &measure->totals);
    measure->missed[EMULATE_THERE] = tun_missed(&link->near_tun);
    measure->missed[EMULATE_BACK] = tun_missed(&link->far_tun);
    measure->died = !forward_runs(&link->forwarder);
}

void emulate_close(struct emulate *link)
{
    forward_stop(&link->forwarder);
    close_ends(link);
}
