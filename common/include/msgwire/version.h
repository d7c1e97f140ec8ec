/* Which msgwire this is, and what it was built with. */
#ifndef MSGWIRE_VERSION_H
#define MSGWIRE_VERSION_H

#include <msgwire/export.h>

/* Returns the version, such as "0.1.0". */
MW_API const char *mw_version(void);

/* Returns the day that version was made, such as "2026-11-22". */
MW_API const char *mw_version_date(void);

/* Returns one line: version, protocol, and each library with its version, such
 * as "0.1.0 (protocol 1, libuv 1.44.2, msgpack-c 4.0.0, utf8proc 2.8.0)". */
MW_API const char *mw_version_line(void);

#endif
