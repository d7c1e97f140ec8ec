#include <msgwire/limits.h>

struct mw_limits mw_limits_default(void)
{
#define LIMIT(name, value, unit, option, summary) .name = (value),
    return (struct mw_limits){
#include "limits.inc"
    };
#undef LIMIT
}
