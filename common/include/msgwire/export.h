/* What the shared library shows: declarations marked MW_API, and no others. */
#ifndef MSGWIRE_EXPORT_H
#define MSGWIRE_EXPORT_H

#if defined(__GNUC__)
#define MW_API              __attribute__((visibility("default")))
#define MW_PRINTF(fmt, arg) __attribute__((format(printf, fmt, arg)))
#else
#define MW_API
#define MW_PRINTF(fmt, arg)
#endif

#endif
