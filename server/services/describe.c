/* describe: what the server is, and what it answers.
 * Rows: schema/messages.json, "methods" and "limits". */
#include "put.h"
#include "reply.h"
#include "router.h"
#include "service.h"

#include <msgwire/value.h>
#include <msgwire/version.h>

enum {
#define LIMIT(name, value, unit, option, summary) ROW_##name,
#include "limits.inc"
#undef LIMIT
    LIMIT_COUNT,
};

static void put_limits(struct put *put, const struct mw_limits *limits)
{
    put_map(put, LIMIT_COUNT);
#define LIMIT(name, value, unit, option, summary)                              \
    put_text(put, #name);                                                      \
    put_uint(put, limits->name);
#include "limits.inc"
#undef LIMIT
}

static void put_method(struct put *put, const struct method *method)
{
    put_map(put, 5);
    put_text(put, "name");
    put_str(put, method->name);
    put_text(put, "params");
    put_text(put, method->params);
    put_text(put, "result");
    put_text(put, method->result);
    put_text(put, "since");
    put_text(put, method->since);
    put_text(put, "summary");
    put_text(put, method->summary);
}

static void put_methods(struct put *put)
{
    uint32_t count = 0;

    while (router_at(count) != NULL) {
        count++;
    }
    put_array(put, count);
    for (uint32_t i = 0; i < count; i++) {
        put_method(put, router_at(i));
    }
}

static void describe_server(const struct call *call)
{
    struct put put = {reply_begin(call), MW_OK};

    if (put.out == NULL) {
        return;
    }
    put_map(&put, 5);
    put_text(&put, "server");
    put_text(&put, "msgwired");
    put_text(&put, "version");
    put_text(&put, mw_version());
    put_text(&put, "protocol");
    put_uint(&put, MW_PROTOCOL);
    put_text(&put, "limits");
    put_limits(&put, call->host->limits);
    put_text(&put, "methods");
    put_methods(&put);
    reply_end(call, put.status);
}

static void describe_method(const struct call *call, struct mw_bytes name)
{
    const struct method *method = router_find(name);
    struct put put = {NULL, MW_OK};
    char text[MW_EXCERPT];

    if (method == NULL) {
        reply_error(call, MW_CODE_INVALID_PARAMS, "params[0]",
                    "params[0]: no method \"%s\"", mw_excerpt(name, text));
    } else if ((put.out = reply_begin(call)) != NULL) {
        put_method(&put, method);
        reply_end(call, put.status);
    }
}

void service_describe(const struct call *call)
{
    struct mw_bytes in = call->params;
    struct mw_value array, name;

    if (mw_value_next(&in, &array) != MW_OK) {
        return;
    }
    if (array.as.count == 0) {
        describe_server(call);
    } else if (array.as.count > 1) {
        reply_error(call, MW_CODE_INVALID_PARAMS, "params",
                    "params: expected [] or [method], got %u", array.as.count);
    } else if (mw_value_next(&in, &name) != MW_OK || name.type != MW_STR) {
        reply_error(call, MW_CODE_INVALID_PARAMS, "params[0]",
                    "params[0]: expected a str, a method's name");
    } else {
        describe_method(call, name.payload);
    }
}
