#include "figures/fields.h"

#include <string.h>

#define FIELD(name)                                                            \
    {                                                                          \
#name, offsetof(struct bench_result, name), 0                          \
    }
#define KNOWN_FIELD(name, is)                                                  \
    {                                                                          \
#name, offsetof(struct bench_result, name),                            \
            offsetof(struct bench_result, is)                                  \
    }
#define DATAGRAMS_FIELD(name)                                                  \
    {                                                                          \
#name, offsetof(struct bench_result, datagrams.name), 0                \
    }

const struct field fields_of_result[] = {
    FIELD(elapsed_ns),     FIELD(due),
    FIELD(unsent),         FIELD(sent),
    FIELD(answered),       FIELD(completed),
    FIELD(errors),         FIELD(wrong),
    FIELD(timeouts),       FIELD(late),
    FIELD(unexpected),     FIELD(abandoned),
    FIELD(connect_failed), FIELD(closed),
    FIELD(body_out),       FIELD(body_in),
    FIELD(wire_out),       FIELD(wire_in),
    FIELD(client_cpu_ns),  KNOWN_FIELD(server_cpu_ns, server_cpu_known),
    FIELD(jitter_p50_ns),  FIELD(jitter_p99_ns),
    FIELD(jitter_max_ns),  {0},
};

const struct field fields_of_datagrams[] = {
    DATAGRAMS_FIELD(lost),
    DATAGRAMS_FIELD(late),
    DATAGRAMS_FIELD(duplicated),
    DATAGRAMS_FIELD(reordered),
    DATAGRAMS_FIELD(reordered_most),
    DATAGRAMS_FIELD(refused_here),
    DATAGRAMS_FIELD(dropped_here),
    {"dropped_there", offsetof(struct bench_result, datagrams.dropped_there),
     offsetof(struct bench_result, datagrams.there_known)},
    DATAGRAMS_FIELD(too_long),
    {0},
};

size_t fields_count(const struct field *fields)
{
    size_t count = 0;

    while (fields[count].name != NULL) {
        count++;
    }
    return count;
}

bool field_get(const struct field *field, const struct bench_result *result,
               uint64_t *value)
{
    const char *at = (const char *)result;
    bool known = true;

    if (field->known != 0) {
        memcpy(&known, at + field->known, sizeof(known));
    }
    memcpy(value, at + field->offset, sizeof(*value));
    return known;
}

void field_set(const struct field *field, struct bench_result *result,
               uint64_t value)
{
    const bool known = true;
    char *at = (char *)result;

    if (field->known != 0) {
        memcpy(at + field->known, &known, sizeof(known));
    }
    memcpy(at + field->offset, &value, sizeof(value));
}
