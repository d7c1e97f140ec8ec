#include "keep/senders.h"

#include <string.h>

/* FNV-1a. */
static struct sender **bucket_of(struct senders *senders, const char *name)
{
    uint32_t hash = 2166136261;

    for (const char *at = name; *at != '\0'; at++) {
        hash = (hash ^ (uint8_t)*at) * 16777619;
    }
    return &senders->buckets[hash % SENDERS_BUCKETS];
}

static void unlink_age(struct senders *senders, struct sender *sender)
{
    *(sender->newer != NULL ? &sender->newer->older : &senders->newest) =
        sender->older;
    *(sender->older != NULL ? &sender->older->newer : &senders->oldest) =
        sender->newer;
}

static void link_newest(struct senders *senders, struct sender *sender,
                        uint64_t now_ms)
{
    sender->spoke_ms = now_ms;
    sender->newer = NULL;
    sender->older = senders->newest;
    *(senders->newest != NULL ? &senders->newest->newer : &senders->oldest) =
        sender;
    senders->newest = sender;
}

struct sender *senders_find(struct senders *senders, const char *name,
                            uint64_t now_ms)
{
    struct sender *at = *bucket_of(senders, name);

    while (at != NULL && strcmp(at->name, name) != 0) {
        at = at->chain;
    }
    if (at != NULL) {
        unlink_age(senders, at);
        link_newest(senders, at, now_ms);
    }
    return at;
}

void senders_add(struct senders *senders, struct sender *sender,
                 uint64_t now_ms)
{
    struct sender **bucket = bucket_of(senders, sender->name);

    sender->chain = *bucket;
    *bucket = sender;
    link_newest(senders, sender, now_ms);
    senders->count++;
}

void senders_remove(struct senders *senders, struct sender *sender)
{
    struct sender **link = bucket_of(senders, sender->name);

    while (*link != sender) {
        link = &(*link)->chain;
    }
    *link = sender->chain;
    unlink_age(senders, sender);
    senders->count--;
}
