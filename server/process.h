/* Process: what is asked of the system once, before anything is opened. */
#ifndef PROCESS_H
#define PROCESS_H

/* Makes descriptors 0 to 2 exist, and ignores signals that must not end a
 * server. */
void process_prepare(void);

#endif
