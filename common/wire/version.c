#include <msgwire/version.h>

#include <msgwire/protocol.h>

#define TEXT(number)   QUOTED(number)
#define QUOTED(number) #number

const char *mw_version(void)
{
    return MW_VERSION;
}

const char *mw_version_date(void)
{
    return MW_VERSION_DATE;
}

const char *mw_version_line(void)
{
    return MW_VERSION
        " (protocol " TEXT(MW_PROTOCOL) ", " MW_LIBUV_VERSION
                                        ", msgpack-c " MW_MSGPACK_VERSION
                                        ", utf8proc " MW_UTF8PROC_VERSION ")";
}
