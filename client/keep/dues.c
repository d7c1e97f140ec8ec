#include "keep/dues.h"

#include <msgwire/message.h>

enum { IP_AND_UDP = 28 }; /* bytes of header, RFC 791 and RFC 768 */

void dues_add(struct dues *dues, struct mw_bytes body, bool valid)
{
    struct due *due = &dues->list[dues->next];
    struct mw_message message;
    bool is_message = valid && mw_message_read(body, &message, NULL) == MW_OK;

    if (!valid || (is_message && message.shape != MW_REQUEST)) {
        return;
    }
    *due = (struct due){
        .request = is_message,
        .msgid = is_message ? message.msgid : 0,
        .allowance = 2 * (body.len + IP_AND_UDP) - IP_AND_UDP,
    };
    dues->next = (dues->next + 1) % DUES_MAX;
}

static bool take(struct due *from, struct due *due)
{
    *due = *from;
    from->allowance = 0;
    return true;
}

static struct due *oldest(struct dues *dues, size_t index)
{
    return &dues->list[(dues->next + index) % DUES_MAX];
}

bool dues_take(struct dues *dues, struct mw_bytes body, bool valid,
               struct due *due)
{
    struct mw_message message;
    bool response = valid && mw_message_read(body, &message, NULL) == MW_OK &&
                    message.shape == MW_RESPONSE;

    for (size_t i = 0; i < DUES_MAX; i++) {
        struct due *at = oldest(dues, i);
        if (at->allowance > 0 && at->request == response &&
            (!response || at->msgid == message.msgid)) {
            return take(at, due);
        }
    }
    return false;
}

bool dues_take_request(struct dues *dues, struct due *due)
{
    for (size_t i = 0; i < DUES_MAX; i++) {
        struct due *at = oldest(dues, i);
        if (at->allowance > 0 && at->request) {
            return take(at, due);
        }
    }
    return false;
}
