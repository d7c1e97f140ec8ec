/* From a member to the struct that holds it. */
#ifndef MSGWIRE_BASE_CONTAINER_H
#define MSGWIRE_BASE_CONTAINER_H

#include <stddef.h>

#define MW__CONTAINER_OF(member_at, type, member)                              \
    ((type *)(void *)((char *)(member_at)-offsetof(type, member)))

#endif
