#include "guide/topics.h"

#include <msgwire/colours.h>

#include <stdio.h>

static const struct mw_page_row addresses[] = {
    {"tcp://HOST:PORT", "a TCP stream"},
    {"udp://HOST:PORT", "UDP: each message is one datagram, without a prefix"},
    {"unix:/PATH", "a Unix stream socket"},
    {"unix:@NAME", "a Unix stream socket in Linux' abstract name space"},
    {"HOST:PORT  :PORT", "short for tcp://; without a host, this machine"},
    {NULL, "An IPv6 address stands in brackets: tcp://[::1]:6749. Without a "
           "port it is 6749. localhost is tried as ::1, then as 127.0.0.1."},
    {NULL, "Parameters behind a question mark say how one speaks there, more "
           "of them parted by &: tcp://HOST:PORT?framing=none&ttl=4. Their "
           "names are those of options (framing, values, preamble, greeting, "
           "nodelay, keepalive, ttl, rcvbuf, sndbuf, bind), and besides "
           "congestion, interface, loop, backlog, reuse-port, v6-only and "
           "unix-mode. What the address says beats what an option says. In a "
           "path and in a value %3F stands for a question mark, %25 for a "
           "percent sign."},
    {NULL, "A UDP address may be a group, multicast or broadcast: what is sent "
           "there reaches all who listen there, ttl hops far."},
    {NULL, "Where msgwired is started without --listen it is reached at "
           "tcp://localhost, at udp://localhost, and at "
           "unix:$XDG_RUNTIME_DIR/msgwire.sock."},
    {0},
};

static const struct mw_page_row values[] = {
    {NULL, "A PARAM or VALUE on the command line is one of these:"},
    {"text 1 true [1,2]", "typed JSON if it parses, else a string"},
    {"key=text key:=json", "all of them together are one map, which stands "
                           "where the first does"},
    {"'a[b]:=1' 'a[c][]=x'",
     "maps and arrays in it: [key] of a map, [0] or [], "
     "the next one, of an array; some shells want the quotes"},
    {"key=@FILE", "the file's text, a string"},
    {"@FILE key:=@FILE", "the one value in that file, JSON if --in does not "
                         "say otherwise"},
    {"-", "each value on stdin, in turn: a message for each; --in says whether "
          "they are json, msgpack, frames or hex"},
    {"'\"@text\"' key:='\"@x\"'",
     "in JSON's quotes, a string whatever it looks like"},
    {NULL, "What begins as JSON does, with a brace, a bracket or a quote, and "
           "does not parse is an error that shows the place. With --strings "
           "every word is a string, pairs and @FILE and - too. A string is "
           "UTF-8; {\"$bin\":\"BASE64\"} carries any bytes."},
    {0},
};

static const struct mw_page_row json[] = {
    {NULL, "Typed JSON is plain JSON that any parser reads and that carries "
           "every msgpack value without loss, in and out. A number without a "
           "point or an exponent is an integer, from -2^63 to 2^64-1; any "
           "other is a float 64. What JSON can't say is an object with exactly "
           "one key, which begins with a dollar:"},
    {"{\"$bin\":\"AP8=\"}",
     "a bin, in base64; {\"$hex\":\"00ff\"} is read too"},
    {"{\"$str\":\"AP8=\"}", "a str that is no UTF-8"},
    {"{\"$f32\":1.5}", "a float 32"},
    {"{\"$f64\":\"NaN\"}", "what is no number: NaN, Infinity, -Infinity, or "
                           "the bits as 0x7ff0000000000001"},
    {"{\"$ts\":\"2021-01-14T...Z\"}", "a timestamp; {\"$ts\":[s,ns]} outside "
                                      "the years 1 to 9999"},
    {"{\"$ext\":[TYPE,\"dw==\"]}", "an ext of another type"},
    {"{\"$map\":[[K,V],...]}",
     "a map whose keys are not all str and different"},
    {"{\"$int\":\"123\"}", "an integer, for readers that would round it"},
    {0},
};

static const struct mw_page_row output[] = {
    {NULL, "stdout carries data only, and everything else goes to stderr. To a "
           "terminal values are indented, coloured by type and fitted to its "
           "width; to a pipe or a file each is one line of typed JSON, "
           "written as soon as it is there. The option --output chooses "
           "another form:"},
    {"pretty", "typed JSON for people"},
    {"json", "typed JSON, one line a value"},
    {"msgpack", "the value's bytes as they are"},
    {"hex", "the value's bytes as hex text"},
    {"inspect", "each element: offset, bytes, type, length, path, value"},
    {"raw", "the bytes of the whole message"},
    {"none", "nothing"},
    {NULL, "Unless a form is asked for, a terminal gets of what is long the "
           "beginning and the length: of a string of more than three lines, of "
           "bytes of more than one, and of a message of more than three "
           "screens, whose arrays and maps then count what they don't show. "
           "--full shows all of it. Bytes are hex, and a time has the local "
           "one behind it."},
    {NULL, "While a long stream is read from a file or a pipe, a line on "
           "stderr tells after a second how far it has come. It is for a "
           "terminal that nothing else is written to: not with --quiet, and "
           "not where stdout is that terminal too, or a pipe."},
    {NULL, "Nothing that a peer sends can move the cursor of a terminal."},
    {0},
};

static const struct mw_page_row colours[] = {
    {NULL, "MSGWIRE_COLORS sets them in one line, such as "
           "key=34;1:string=32: names with what is between ESC [ and m, parted "
           "by colons. What is not named keeps its colour; an empty colour is "
           "the terminal's own. The names, and the usual colours:"},
    {0},
};

/* The library's own table. */
static void put_colours(struct mw_page *page)
{
    struct mw_page_row rows[MW_INKS + 1] = {{0}};
    char text[MW_INKS][96];
    const struct mw_colours_row *colour;

    for (size_t i = 0; (colour = mw_colours_at(i)) != NULL; i++) {
        snprintf(text[i], sizeof(text[i]), "%s (%s)", colour->what,
                 *colour->usual != '\0' ? colour->usual : "none");
        rows[i] = (struct mw_page_row){colour->name, text[i]};
    }
    mw_page_rows(page, rows);
}

static const struct mw_page_row link[] = {
    {NULL, "With --link, bench and compare measure over an emulated network. "
           "The server is a msgwired of their own, and both ends use the "
           "system's TCP and UDP; each packet of IP meets on its way there, "
           "and again on its way back, what is asked for. What can be asked "
           "for, parted by blanks or commas:"},
    {"delay=10ms", "each packet comes so much later: a round trip takes twice "
                   "as long"},
    {"jitter=2ms", "and up to so much earlier or later than that; packets keep "
                   "their order, as they do in the queues of real networks"},
    {"loss=1%", "so many packets are lost"},
    {"duplicate=0.1%", "so many come twice"},
    {"reorder=1%", "so many are held back until three others have passed them, "
                   "at most for 10ms"},
    {"rate=10Mbit", "bits a second, with IP's headers; also kbit and Gbit"},
    {"limit=100", "packets that may wait for the rate, those beyond are lost; "
                  "else what passes in 100ms or in a round trip"},
    {"mtu=9000", "bytes of the longest packet, else 1500; a longer datagram "
                 "goes in parts, and is lost if one of them is"},
    {NULL, "The same --seed loses the same packets. What the link really did "
           "is told beside what was asked. It needs no privilege where the "
           "system allows user namespaces and /dev/net/tun to all, as most "
           "do; else a sentence says what is missing."},
    {0},
};

static const struct mw_page_row contexts[] = {
    {NULL, "A context is a name for an address with its options: once msgwire "
           "context add has made it, @NAME stands for the URL of every verb. "
           "The options that it may have are those about a connection; those "
           "on the command line beat them, and a verb leaves out those that "
           "it does not have."},
    {NULL, "They are kept in $XDG_CONFIG_HOME/msgwire/contexts, or where that "
           "is not set in ~/.config/msgwire/contexts, a line each: the name, "
           "the address, the options, parted by blanks. A word with blanks "
           "stands in double quotes, where a backslash takes the next "
           "character as it is. Empty lines, and lines that begin with #, are "
           "left as they are."},
    {0},
};

static const struct mw_page_row environment[] = {
    {"NO_COLOR", "if it is not empty, nothing is coloured"},
    {"CLICOLOR_FORCE", "if it is neither empty nor 0, colours go to pipes too"},
    {"TERM", "if it is dumb, a terminal gets no colours"},
    {"MSGWIRE_COLORS", "the colours, as msgwire help colours tells"},
    {"COLUMNS, LINES", "the size of a terminal that does not tell its own"},
    {"TZ", "the zone of the local times that a terminal gets beside UTC"},
    {"XDG_CONFIG_HOME", "the folder of msgwire/contexts; without it "
                        "$HOME/.config"},
    {"XDG_STATE_HOME", "the folder of msgwire/history; without it "
                       "$HOME/.local/state"},
    {"XDG_RUNTIME_DIR", "where msgwired has its Unix socket, msgwire.sock"},
    {0},
};

static const struct mw_page_row files[] = {
    {"$XDG_CONFIG_HOME/msgwire/contexts", "contexts, as msgwire help contexts "
                                          "tells"},
    {"$XDG_STATE_HOME/msgwire/history", "what was typed into msgwire repl"},
    {"$XDG_RUNTIME_DIR/msgwire.sock", "the usual Unix socket of msgwired"},
    {0},
};

static const struct topic topics[] = {
    {"addresses", "addresses", addresses, NULL},
    {"values", "values", values, NULL},
    {"json", "typed JSON", json, NULL},
    {"output", "output", output, NULL},
    {"colours", "colours", colours, put_colours},
    {"contexts", "contexts", contexts, NULL},
    {"link", "emulated link", link, NULL},
    {"environment", "environment", environment, NULL},
    {"files", "files", files, NULL},
};

enum { TOPICS = sizeof(topics) / sizeof(topics[0]) };

const struct topic *topics_at(size_t index)
{
    return index < TOPICS ? &topics[index] : NULL;
}

void topics_put(const struct topic *topic, struct mw_page *page)
{
    mw_page_rows(page, topic->rows);
    if (topic->put != NULL) {
        topic->put(page);
    }
}

const struct topic *topics_find(const char *name)
{
    for (size_t i = 0; i < TOPICS; i++) {
        if (strcmp(topics[i].name, name) == 0) {
            return &topics[i];
        }
    }
    return NULL;
}
