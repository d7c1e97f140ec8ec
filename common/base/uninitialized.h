/* Builds that zero all local variables need not zero large ones for each
 * message: `struct big big MW__UNINITIALIZED;` says that all that is read of
 * it has been written. */
#ifndef MSGWIRE_BASE_UNINITIALIZED_H
#define MSGWIRE_BASE_UNINITIALIZED_H

#if defined(__has_attribute)
#if __has_attribute(uninitialized)
#define MW__UNINITIALIZED __attribute__((uninitialized))
#endif
#endif
#ifndef MW__UNINITIALIZED
#define MW__UNINITIALIZED
#endif

#endif
