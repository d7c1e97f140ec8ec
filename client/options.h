/* Options: each row of every verb's table is written once, here; a verb's
 * table is made of these groups and rows, and ends with OPTIONS_END. */
#ifndef CLIENT_OPTIONS_H
#define CLIENT_OPTIONS_H

#include "output/render.h"
#include "output/screen.h"

#include <msgwire/link.h>
#include <msgwire/options.h>

struct progress;

/* What the rows fill. A verb reads the fields whose rows it lists. */
struct options {
    bool help, quiet, manual;
    uint64_t timeout_ns, wait_ns, retry;
    uint64_t max_frame, rcvbuf, sndbuf;
    bool delay, nodelay;
    int framing;                /* index for mw_framing_at */
    uint64_t values, preamble;  /* see struct mw_link; 0: not asked for */
    uint64_t ttl, keepalive_ns; /* likewise */
    const char *greeting, *bind;
    uint64_t inflight, rate, count, idle_ns;
    bool envelope, unordered;
    bool strings, words, reply, hex, trace;
    bool keep_duplicates;      /* encode: equal keys of an object stay */
    int in;                    /* an enum options_in */
    bool echo;                 /* listen: how it answers, ... */
    const char *answer, *exec; /* ... NULL: not so */
    uint64_t backlog, max_connections; /* of listeners */
    bool client, slow;                 /* conform: what is played, ... */
    const char *only;                  /* ... and which rules; NULL: all */
    bool append;                       /* record: go on with a file */
    bool expect, one_connection;       /* replay: what it compares, ... */
    const char *speed;                 /* ... and how fast; NULL: as it was */
    const char *use; /* repl: the method that gets what is typed */
    uint64_t connections, depth, duration_ns, warmup_ns, seed; /* bench, ... */
    bool notify;
    const char *method, *sizes;             /* NULL: as the workload has them */
    struct mw_option_list load;             /* values of each message */
    const char *json, *csv, *html;          /* files for a study; NULL: none */
    const char *baseline;                   /* a file to judge by */
    struct mw_option_list fail_if, require; /* conditions */
    const char *link;                       /* an emulated one; NULL: none */
    const char *find_max;                   /* a promise; NULL: no search */
    uint64_t rounds;
    struct render_options output;
    struct progress *progress; /* of reading values; may be NULL */
};

extern const struct options options_network; /* defaults of verbs with a URL */
extern const struct options options_listen;  /* of verbs that listen */
extern const struct options options_relay;   /* of verbs that pass on */
extern const struct options options_wait;    /* of `wait`: more patience */
extern const struct options options_conform; /* of `conform`: less patience */
extern const struct options options_offline; /* encode, decode, inspect */
extern const struct options options_load;    /* of verbs that measure */
extern const struct options options_compare; /* of several, in rounds */
extern const struct options options_none;    /* of verbs that need none */

extern const char *const options_framings[];

/* The forms that values are read in. */
enum options_in {
    OPTIONS_IN_JSON,
    OPTIONS_IN_MSGPACK,
    OPTIONS_IN_HEX,
    OPTIONS_IN_FRAMES,
};

extern const char *const options_in[];        /* names for --in */
extern const char *const options_in_encode[]; /* --framing is its output's */

/* Returns the framing that was chosen. */
const struct mw_framing *options_framing(const struct options *opt);

/* Returns a duration in whole milliseconds, never 0 for one above 0. */
uint64_t options_ms(uint64_t duration_ns);

/* Returns --timeout in milliseconds, as limits have it: 0 is for ever, which
 * can be added to a clock. */
uint64_t options_patience_ms(const struct options *opt);

enum { OPTIONS_DURATION_TEXT = 32 };

/* Writes a duration as people type it, such as "250ms". Returns `out`. */
const char *options_duration(uint64_t duration_ns,
                             char out[OPTIONS_DURATION_TEXT]);

#define OPTIONS_FLAG(name_, letter_, field_, help_)                            \
    {                                                                          \
        .name = (name_), .letter = (letter_), .kind = MW_OPTION_FLAG,          \
        .offset = offsetof(struct options, field_), .help = (help_)            \
    }

#define OPTIONS_CHOICE(name_, letter_, field_, value_, choices_, help_)        \
    {                                                                          \
        .name = (name_), .letter = (letter_), .kind = MW_OPTION_CHOICE,        \
        .offset = offsetof(struct options, field_), .value = (value_),         \
        .choices = (choices_), .help = (help_)                                 \
    }

#define OPTIONS_TEXT(name_, field_, value_, help_)                             \
    {                                                                          \
        .name = (name_), .kind = MW_OPTION_TEXT,                               \
        .offset = offsetof(struct options, field_), .value = (value_),         \
        .help = (help_)                                                        \
    }

#define OPTIONS_LIST(name_, field_, value_, help_)                             \
    {                                                                          \
        .name = (name_), .kind = MW_OPTION_LIST,                               \
        .offset = offsetof(struct options, field_), .value = (value_),         \
        .help = (help_)                                                        \
    }

/* A bound of 0 is none. */
#define OPTIONS_NUMBER(kind_, name_, field_, min_, max_, help_)                \
    {                                                                          \
        .name = (name_), .kind = MW_OPTION_##kind_,                            \
        .offset = offsetof(struct options, field_), .value = OPTIONS_##kind_,  \
        .min = (min_), .max = (max_), .help = (help_)                          \
    }

#define OPTIONS_COUNT    "N"
#define OPTIONS_SIZE     "SIZE"
#define OPTIONS_DURATION "DURATION"
#define OPTIONS_RATE     "RATE"

/* --- rows --- */

#define OPTION_TIMEOUT(help_)                                                  \
    OPTIONS_NUMBER(DURATION, "timeout", timeout_ns, 0, 0, help_)

#define OPTION_WAIT                                                            \
    OPTIONS_NUMBER(                                                            \
        DURATION, "wait", wait_ns, 0, 0,                                       \
        "keep trying to connect for so long, each time (udp: until "           \
        "it answers ping)")

#define OPTION_RETRY(help_)                                                    \
    OPTIONS_NUMBER(COUNT, "retry", retry, 0, 1000000, help_)

#define OPTION_INFLIGHT                                                        \
    OPTIONS_NUMBER(COUNT, "inflight", inflight, 1, 65536,                      \
                   "requests that may wait for an answer at once")

#define OPTION_UNORDERED                                                       \
    OPTIONS_FLAG("unordered", 0, unordered,                                    \
                 "print answers as they come, in whatever order")

#define OPTION_RATE                                                            \
    OPTIONS_NUMBER(RATE, "rate", rate, 1, 1000000000,                          \
                   "send so many a second, evenly, and no faster")

#define OPTION_COUNT(help_) OPTIONS_NUMBER(COUNT, "count", count, 1, 0, help_)

#define OPTION_IDLE(help_)                                                     \
    OPTIONS_NUMBER(DURATION, "idle", idle_ns, 0, 0, help_)

#define OPTION_ENVELOPE(help_) OPTIONS_FLAG("envelope", 0, envelope, help_)

#define OPTION_MAX_FRAME(help_)                                                \
    OPTIONS_NUMBER(SIZE, "max-frame", max_frame, 1, UINT32_MAX, help_)

#define OPTION_TRACE                                                           \
    OPTIONS_FLAG("trace", 0, trace,                                            \
                 "show on stderr what goes over the wire, byte by byte")

#define OPTION_FRAMING(help_)                                                  \
    OPTIONS_CHOICE("framing", 'F', framing, "FRAMING", options_framings, help_)

#define OPTION_VALUES(help_)                                                   \
    OPTIONS_NUMBER(COUNT, "values", values, 1, MW_VALUES_MAX, help_)

#define OPTION_STRINGS                                                         \
    OPTIONS_FLAG("strings", 's', strings,                                      \
                 "every word is a string, whatever it looks like")

#define OPTION_WORDS                                                           \
    OPTIONS_FLAG("words", 'w', words,                                          \
                 "the words are values as call and send take them, and no "    \
                 "FILE")

#define OPTION_USE                                                             \
    {                                                                          \
        .name = "use", .kind = MW_OPTION_TEXT,                                 \
        .offset = offsetof(struct options, use), .value = "METHOD",            \
        .help = "what is typed goes to this method as text, a line each"       \
    }

#define OPTION_REPLY                                                           \
    OPTIONS_FLAG("reply", 0, reply,                                            \
                 "print as many messages as were sent, then end")

#define OPTION_PREAMBLE(help_)                                                 \
    OPTIONS_NUMBER(SIZE, "preamble", preamble, 0, MW_PREAMBLE_MAX, help_)

#define OPTION_GREETING                                                        \
    OPTIONS_TEXT("greeting", greeting, "TEXT|0xHEX",                           \
                 "bytes to send first on a stream")

#define OPTION_HEX(help_) OPTIONS_FLAG("hex", 0, hex, help_)

#define OPTION_IN(choices_, help_)                                             \
    OPTIONS_CHOICE("in", 0, in, "FORM", choices_, help_)

#define OPTION_OUTPUT(auto_)                                                   \
    OPTIONS_CHOICE("output", 'o', output.form, "FORM", render_forms,           \
                   "the form of what is printed, where auto is " auto_)

#define OPTION_COLOUR                                                          \
    OPTIONS_CHOICE("color", 0, output.colour, "WHEN", screen_colours,          \
                   "whether to colour, where auto heeds NO_COLOR and "         \
                   "CLICOLOR_FORCE")

#define OPTION_FULL                                                            \
    OPTIONS_FLAG("full", 0, output.full,                                       \
                 "show all of what is long: a terminal gets long strings and " \
                 "messages cut, with their size")

#define OPTION_INT_STRING                                                      \
    OPTIONS_FLAG("int-string", 0, output.int_string,                           \
                 "write integers beyond 2^53 as {\"$int\":\"...\"}, for "      \
                 "readers that would round them")

#define OPTION_KEEP_DUPLICATES                                                 \
    OPTIONS_FLAG("keep-duplicates", 0, keep_duplicates,                        \
                 "keep the equal keys of an object, which are an error "       \
                 "otherwise")

#define OPTION_ECHO                                                            \
    OPTIONS_FLAG("echo", 0, echo,                                              \
                 "answer each request by its params; what is no message goes " \
                 "back as it came")

#define OPTION_ANSWER                                                          \
    OPTIONS_TEXT("reply", answer, "VALUE",                                     \
                 "answer each request, and what is no message, by this: JSON " \
                 "if it parses, else a string")

#define OPTION_EXEC                                                            \
    OPTIONS_TEXT("exec", exec, "CMD",                                          \
                 "answer by a program that stays running: a line in for each " \
                 "request, a line out")

#define OPTION_BACKLOG                                                         \
    OPTIONS_NUMBER(COUNT, "backlog", backlog, 1, UINT16_MAX,                   \
                   "connections that may wait to be accepted")

#define OPTION_MAX_CONNECTIONS                                                 \
    OPTIONS_NUMBER(COUNT, "max-connections", max_connections, 1, 1000000,      \
                   "connections at once, of all listeners; the next one is "   \
                   "told so")

#define OPTION_MANUAL                                                          \
    OPTIONS_FLAG("manual", 0, manual,                                          \
                 "print all of it as a manual page: pipe it to man -l -")

#define OPTION_SIZES(help_) OPTIONS_TEXT("size", sizes, "SIZES", help_)

#define OPTION_SWEEP                                                           \
    OPTIONS_TEXT("sizes", sizes, "LIST",                                       \
                 "bytes of the payload, each measured for itself: "            \
                 "64,512,1400,8192,60000 where nothing is said")

#define OPTION_FIND_MAX                                                        \
    OPTIONS_TEXT("find-max", find_max, "COND",                                 \
                 "search for the highest rate at which this upper bound is "   \
                 "kept, such as 'p99<1ms'; it begins at --rate")

#define OPTION_ROUNDS                                                          \
    OPTIONS_NUMBER(COUNT, "rounds", rounds, 1, 60,                             \
                   "how often all of it is done: what differs from round to "  \
                   "round is told as an interval")

/* --- groups --- */

/* What a parameter of an address may say too: all but how many values a frame
 * may have, which is for verbs that take any. */
#define OPTIONS_ADDRESS                                                        \
    OPTION_FRAMING("how messages are parted on a stream"),                     \
        OPTION_MAX_FRAME("longest message to accept"),                         \
        OPTION_PREAMBLE("skip so many bytes that a stream's peer sends "       \
                        "first"),                                              \
        OPTION_GREETING,                                                       \
        OPTIONS_FLAG("nodelay", 0, nodelay,                                    \
                     "send at once (TCP), which is usual"),                    \
        OPTIONS_FLAG("delay", 0, delay, "leave Nagle's algorithm on (TCP)"),   \
        OPTIONS_NUMBER(DURATION, "keepalive", keepalive_ns, 0,                 \
                       UINT64_C(32767000000000),                               \
                       "probe a silent peer after this (TCP); 0: never"),      \
        OPTIONS_NUMBER(COUNT, "ttl", ttl, 1, UINT8_MAX,                        \
                       "hops that a packet may take, to a group too"),         \
        OPTIONS_NUMBER(SIZE, "rcvbuf", rcvbuf, 0, 1 << 30,                     \
                       "ask the system for this receive buffer"),              \
        OPTIONS_NUMBER(SIZE, "sndbuf", sndbuf, 0, 1 << 30,                     \
                       "ask the system for this send buffer")

#define OPTIONS_LINK                                                           \
    OPTION_TRACE,                                                              \
        OPTION_VALUES("take up to N values in a frame; send puts N in each"),  \
        OPTIONS_ADDRESS

#define OPTION_BIND                                                            \
    OPTIONS_TEXT("bind", bind, "ADDRESS[:PORT]",                               \
                 "speak from this address of this machine")

#define OPTIONS_CONNECT OPTIONS_LINK, OPTION_BIND

#define OPTIONS_REQUESTS(retry_)                                               \
    OPTION_TIMEOUT("for connecting, and for each answer; 0: for ever"),        \
        OPTION_WAIT,                                                           \
        OPTION_RETRY(retry_ "; udp: send again what got no answer, which the " \
                            "peer may then see twice"),                        \
        OPTIONS_CONNECT

/* For one request, and for many. */
#define OPTIONS_ASK OPTIONS_REQUESTS("connect again up to N times")
#define OPTIONS_ASK_ON                                                         \
    OPTIONS_REQUESTS("connect again up to N times, also when the connection "  \
                     "is lost")

#define OPTIONS_POST(timeout_)                                                 \
    OPTION_TIMEOUT(timeout_ "; 0: for ever"), OPTION_WAIT,                     \
        OPTION_RETRY("connect again up to N times, also when the connection "  \
                     "is lost, and go on: status 7, for what was on its way "  \
                     "may be lost with it"),                                   \
        OPTIONS_CONNECT

/* What is sent, how much of it, and how long: of verbs that measure. */
#define OPTIONS_LOAD(duration_)                                                \
    OPTIONS_NUMBER(COUNT, "connections", connections, 1, 20000,                \
                   "how many connections share the load"),                     \
        OPTIONS_NUMBER(                                                        \
            COUNT, "depth", depth, 1, 65536,                                   \
            "requests in flight on each connection, topped up when "           \
            "half are answered; not with --rate"),                             \
        OPTIONS_NUMBER(RATE, "rate", rate, 1, 1000000000,                      \
                       "send so many a second, evenly, whatever comes back; "  \
                       "latency counts from when each was due"),               \
        OPTIONS_NUMBER(DURATION, "duration", duration_ns, 1000000,             \
                       UINT64_C(604800000000000),                              \
                       "measure for so long; " duration_),                     \
        OPTION_COUNT("measure N messages, which takes as long as it takes"),   \
        OPTIONS_NUMBER(DURATION, "warmup", warmup_ns, 0,                       \
                       UINT64_C(604800000000000),                              \
                       "the same load before, which is not measured"),         \
        OPTIONS_TEXT("method", method, "METHOD",                               \
                     "the method that is called; else it is echo"),            \
        OPTIONS_LIST(                                                          \
            "value", load, "VALUE",                                            \
            "a parameter, JSON if it parses, where {{seq}}, {{time}} "         \
            "and {{random SIZE}} differ each time; may be given "              \
            "again"),                                                          \
        OPTIONS_NUMBER(COUNT, "seed", seed, 0, 0,                              \
                       "the same seed makes the same messages"),               \
        OPTIONS_FLAG("notify", 0, notify,                                      \
                     "one-way: send notifications, which nobody answers"),     \
        OPTIONS_NUMBER(DURATION, "timeout", timeout_ns, 1000000,               \
                       UINT64_C(3600000000000),                                \
                       "for connecting, and for each answer; else 5s, and 1s " \
                       "for datagrams"),                                       \
        OPTION_WAIT

/* What becomes of a study. */
#define OPTIONS_STUDY                                                          \
    OPTIONS_TEXT("json", json, "FILE",                                         \
                 "write all that was measured; -: to stdout, in the place of " \
                 "the report"),                                                \
        OPTIONS_TEXT("csv", csv, "FILE", "likewise, as rows of a table"),      \
        OPTIONS_TEXT("html", html, "FILE",                                     \
                     "likewise, as one page with pictures"),                   \
        OPTIONS_LIST("fail-if", fail_if, "COND",                               \
                     "status 9 if this is so, such as 'loss>1%' or, with "     \
                     "--baseline, 'p99>+10%'"),                                \
        OPTIONS_LIST("require", require, "COND",                               \
                     "status 9 unless this is so, such as 'p99<1ms'"),         \
        OPTIONS_TEXT("baseline", baseline, "FILE",                             \
                     "what --json wrote before, to compare with"),             \
        OPTIONS_TEXT("link", link, "SPEC",                                     \
                     "over an emulated link, to a server of our own, such as " \
                     "'delay=10ms loss=1%'; msgwire help link tells what it "  \
                     "may be like")

#define OPTIONS_CODEC                                                          \
    OPTION_FRAMING("how values are parted"),                                   \
        OPTION_MAX_FRAME("longest value to accept")

/* Of who passes on: what the two sides have apart stands in their URLs. */
#define OPTIONS_RELAY                                                          \
    OPTION_TIMEOUT("for connecting to TARGET; 0: as long as the system "       \
                   "tries"),                                                   \
        OPTION_IDLE("forget a sender of datagrams that has been silent for "   \
                    "so long; 0: never"),                                      \
        OPTION_TRACE,                                                          \
        OPTION_FRAMING("how messages are parted on a stream, on both sides"),  \
        OPTION_VALUES("take up to N values in a frame, on both sides"),        \
        OPTION_MAX_FRAME("longest message to show; what is longer passes "     \
                         "unread, with all behind it"),                        \
        OPTION_BACKLOG, OPTION_MAX_CONNECTIONS

#define OPTIONS_VALUES                                                         \
    OPTION_STRINGS,                                                            \
        OPTION_IN(options_in,                                                  \
                  "the form of the values on stdin and in @FILE; frames are "  \
                  "parted as --framing says")

#define OPTIONS_OUTPUT                                                         \
    OPTION_OUTPUT("pretty on a terminal and a line of JSON each elsewhere"),   \
        OPTION_COLOUR, OPTION_FULL, OPTION_INT_STRING

#define OPTIONS_END                                                            \
    OPTIONS_FLAG("quiet", 'q', quiet,                                          \
                 "no sentences on stderr: only the exit status tells"),        \
        OPTIONS_FLAG("help", 'h', help, "print this"),                         \
    {                                                                          \
        .name = NULL                                                           \
    }

#endif
