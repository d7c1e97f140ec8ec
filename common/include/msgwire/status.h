/* What became of a call: 0, or one of these. */
#ifndef MSGWIRE_STATUS_H
#define MSGWIRE_STATUS_H

enum mw_status {
    MW_OK = 0,
    MW_EAGAIN = -1,     /* not whole yet: come back with more bytes */
    MW_EINVAL = -2,     /* the caller's argument, option or address is wrong */
    MW_ENOMEM = -3,     /* no memory */
    MW_EFRAME = -4,     /* framing or protocol broken: boundaries are lost */
    MW_EVALUE = -5,     /* not one valid value: msgpack, JSON or other data */
    MW_EDEEP = -6,      /* nested deeper than the limit */
    MW_ETOOBIG = -7,    /* longer than the limit */
    MW_ELIMIT = -8,     /* another limit is reached: connections, queue, ... */
    MW_ECONNECT = -9,   /* can't connect, bind or send to that address */
    MW_ETIMEOUT = -10,  /* a deadline passed */
    MW_ECLOSED = -11,   /* the peer closed first */
    MW_EREMOTE = -12,   /* the peer answered with an error */
    MW_ECANCELED = -13, /* closed on our side before it was done */
    MW_ESYSTEM = -14,   /* the system refused: a file, a descriptor, ... */
    MW_EMISSED = -15,   /* measured, and not within what was asked for */
};

#endif
