/* One end of the link: a TUN device in this process's network namespace, with
 * an address of IPv4 and one of IPv6. Packets that the system sends through it
 * are read from its descriptor, and those written there have come. The device
 * offers no offload: each packet is whole, with its checksum, and fits the
 * MTU. */
#ifndef CLIENT_EMULATE_TUN_H
#define CLIENT_EMULATE_TUN_H

#include <msgwire/error.h>

struct tun_config {
    const char *v4, *v6; /* of a network that both ends are in */
    int mtu;
};

struct tun {
    int fd;     /* does not block */
    int counts; /* the namespace's /proc/net/dev: see tun_missed */
    bool v6;    /* this system has IPv6 */
};

#define TUN_NONE ((struct tun){.fd = -1, .counts = -1})

/* Returns MW_OK; MW_ESYSTEM with a sentence that says what is missing. */
enum mw_status tun_open(const struct tun_config *config, struct tun *tun,
                        struct mw_error *err);
void tun_close(struct tun *tun);

/* Closes its descriptor, for another process has it; what was missed can still
 * be told. */
void tun_leave(struct tun *tun);

/* Sets up the namespace's loopback interface. Returns as tun_open. */
enum mw_status tun_loopback_up(struct mw_error *err);

/* Looks whether there are TUN devices here that this user may open, before
 * anything is changed. Returns as tun_open. */
enum mw_status tun_check(struct mw_error *err);

/* Returns how many packets the system dropped because nobody read them in
 * time, by the text of /proc/net/dev; 0 if it does not say. */
uint64_t tun_missed_in(const char *text);

/* As tun_missed_in, of the device's namespace. */
uint64_t tun_missed(const struct tun *tun);

#endif
