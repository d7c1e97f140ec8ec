#include "keep/match.h"

#include <msgwire/json.h>
#include <msgwire/message.h>
#include <msgwire/walk.h>

#include <assert.h>
#include <stdlib.h>

struct match_item {
    struct match_item *next;
    uint64_t number;
    bool response; /* `msgid` says to which request */
    uint32_t msgid;
    size_t len;
    uint8_t body[];
};

static struct mw_bytes body_of(const struct match_item *item)
{
    return mw_bytes(item->body, item->len);
}

/* --- equal or not --- */

static bool as_json(struct mw_bytes body, struct mw_buffer *json)
{
    return mw_walk_whole(body, MW_DEPTH_MAX, NULL) == MW_OK &&
           mw_json_write(body, NULL, json, NULL) == MW_OK;
}

/* Typed JSON tells every value from every other, and no width. */
static bool is_equal(struct mw_bytes a, struct mw_bytes b)
{
    struct mw_buffer first = {0}, second = {0};
    bool equal = mw_bytes_equal(a, b);

    if (!equal && as_json(a, &first) && as_json(b, &second)) {
        equal =
            mw_bytes_equal(mw_buffer_bytes(&first), mw_buffer_bytes(&second));
    }
    mw_buffer_fini(&first);
    mw_buffer_fini(&second);
    return equal;
}

/* --- lists --- */

static struct match_item *item_new(uint64_t number, struct mw_bytes body)
{
    struct match_item *item = malloc(sizeof(*item) + body.len);
    struct mw_message message;

    if (item == NULL) {
        return NULL;
    }
    *item = (struct match_item){.number = number, .len = body.len};
    if (body.len > 0) {
        memcpy(item->body, body.at, body.len);
    }
    if (mw_walk_whole(body, MW_DEPTH_MAX, NULL) == MW_OK &&
        mw_message_read(body, &message, NULL) == MW_OK) {
        item->response = message.shape == MW_RESPONSE;
        item->msgid = message.msgid;
    }
    return item;
}

static void append(struct match_list *list, struct match_item *item)
{
    if (list->first == NULL) {
        list->last = &list->first;
    }
    *list->last = item;
    list->last = &item->next;
    list->count++;
    list->bytes += item->len;
}

static bool is_pair(const struct match_item *a, const struct match_item *b)
{
    return a->response == b->response && (!a->response || a->msgid == b->msgid);
}

/* Takes the oldest that goes with `item`, or NULL. */
static struct match_item *take(struct match_list *list,
                               const struct match_item *item)
{
    for (struct match_item **link = &list->first; *link != NULL;
         link = &(*link)->next) {
        struct match_item *found = *link;
        if (is_pair(found, item)) {
            *link = found->next;
            if (found->next == NULL) {
                list->last = link;
            }
            list->count--;
            list->bytes -= found->len;
            return found;
        }
    }
    return NULL;
}

/* The oldest of a list has no pair. */
static void tell_alone(struct match_list *list, bool wanted, match_fn fn,
                       void *arg)
{
    struct match_item *item = list->first;
    struct match_pair pair = {0};

    assert(item != NULL); /* who calls has looked */
    pair.number = item->number;
    *(wanted ? &pair.wanted : &pair.came) = body_of(item);
    list->first = item->next;
    list->count--;
    list->bytes -= item->len;
    fn(arg, &pair);
    free(item);
}

static bool is_too_much(const struct match_list *list)
{
    return list->count > MATCH_CAME_MAX || list->bytes > MATCH_CAME_BYTES;
}

/* --- the whole --- */

static void tell(const struct match_item *wanted, const struct match_item *came,
                 match_fn fn, void *arg)
{
    const struct match_pair pair = {
        .number = wanted->number,
        .wanted = body_of(wanted),
        .came = body_of(came),
        .equal = is_equal(body_of(wanted), body_of(came)),
    };

    fn(arg, &pair);
}

enum mw_status match_want(struct match *match, uint64_t number,
                          struct mw_bytes body, match_fn fn, void *arg)
{
    struct match_item *item = item_new(number, body);
    struct match_item *came;

    if (item == NULL) {
        return MW_ENOMEM;
    }
    came = take(&match->came, item);
    if (came == NULL) {
        append(&match->wanted, item);
        return MW_OK;
    }
    tell(item, came, fn, arg);
    free(item);
    free(came);
    return MW_OK;
}

enum mw_status match_come(struct match *match, struct mw_bytes body,
                          match_fn fn, void *arg)
{
    struct match_item *item = item_new(0, body);
    struct match_item *wanted;

    if (item == NULL) {
        return MW_ENOMEM;
    }
    wanted = take(&match->wanted, item);
    if (wanted == NULL) {
        append(&match->came, item);
        while (is_too_much(&match->came)) {
            tell_alone(&match->came, false, fn, arg);
        }
        return MW_OK;
    }
    tell(wanted, item, fn, arg);
    free(item);
    free(wanted);
    return MW_OK;
}

static void end_list(struct match_list *list, bool wanted, match_fn fn,
                     void *arg)
{
    while (list->first != NULL) {
        tell_alone(list, wanted, fn, arg);
    }
}

void match_end(struct match *match, match_fn fn, void *arg)
{
    end_list(&match->wanted, true, fn, arg);
    end_list(&match->came, false, fn, arg);
}
