/* Process: what is asked of the system once, before anything is opened. */
#ifndef PROCESS_H
#define PROCESS_H

#include <stddef.h>

/* Makes descriptors 0 to 2 exist, and ignores signals that must not end a
 * server. */
void process_prepare(void);

/* Raises the soft limit of descriptors to the hard one. Returns how many this
 * process may have. */
size_t process_descriptors(void);

#endif
