#include "talk/replies.h"

static bool is_one_each(const struct replies *replies)
{
    return replies->count == 0 && !replies->until_silent;
}

uint64_t replies_wanted(const struct replies *replies)
{
    if (is_one_each(replies)) {
        return replies->sent - replies->lost;
    }
    return replies->count > 0 ? replies->count : UINT64_MAX;
}

uint64_t replies_due(const struct replies *replies)
{
    uint64_t wanted = replies_wanted(replies);

    return is_one_each(replies) && wanted > replies->received
               ? wanted - replies->received
               : 0;
}

bool replies_are_all(const struct replies *replies)
{
    bool enough = replies->received >= replies_wanted(replies);

    return enough && (replies->all_sent || replies->count > 0);
}

uint64_t replies_lose(struct replies *replies)
{
    uint64_t lost = replies_due(replies);

    replies->lost += lost;
    return lost;
}
