#include "guide/recipes.h"

#include <ctype.h>
#include <stdio.h>

#define LINES(...) ((const char *const[]){__VA_ARGS__, NULL})

static const struct recipe recipes[] = {
    {"ask a server something",
     LINES("msgwired &", "msgwire describe :6749",
           "msgwire call :6749 upper hello",
           "msgwire call :6749 echo name=ada id:=7 'tags[]=x' note=@note.txt")},
    {"chat: each line that is typed is a request",
     LINES("msgwire repl :6749 --use upper")},
    {"the same by UDP and by a Unix socket, once it is up",
     LINES("msgwire call udp://127.0.0.1:6749 time",
           "msgwire wait unix:$XDG_RUNTIME_DIR/msgwire.sock",
           "msgwire stats unix:$XDG_RUNTIME_DIR/msgwire.sock")},
    {"a request for each line of NDJSON, many at once, answers in order",
     LINES("msgwire call :6749 echo - < events.ndjson",
           "seq 100000 | msgwire call :6749 echo - --unordered | tail -1")},
    {"listen: show what comes, and give it back",
     LINES("msgwire listen :7000 --echo &",
           "msgwire call :7000 any.method 1 two",
           "msgwire send :7000 '{\"no\":\"request\"}' --reply")},
    {"a worker in shell: a line in for each request, a line out",
     LINES(
         "msgwire listen :7000 --exec 'while read -r it; do date +%s; done' &",
         "msgwire call :7000 now")},
    {"keep what arrives, and send it again byte for byte",
     LINES("msgwire listen udp://127.0.0.1:7000 --envelope > kept.ndjson &",
           "msgwire notify udp://127.0.0.1:7000 temp room=attic deg:=21.5",
           "msgwire send :6749 --envelope < kept.ndjson")},
    {"a conversation with any server: kept as it passes, and tried again",
     LINES("msgwire record :7000 :6749 talk.rec &",
           "msgwire call :7000 upper hello",
           "msgwire replay talk.rec :6749 --expect --speed max")},
    {"look at the bytes, of a file or while they go",
     LINES("echo '[\"hi\",1]' | msgwire encode -F u32be > frames.bin",
           "msgwire inspect -F u32be frames.bin",
           "msgwire call :6749 ping --trace")},
    {"talk to Neovim, or whatever has no prefix before its values",
     LINES("nvim --headless --listen /tmp/nvim.sock &",
           "msgwire call 'unix:/tmp/nvim.sock?framing=none' nvim_eval 1+1 "
           "--wait 5s")},
    {"which transport is the faster, and what a lossy link does to them",
     LINES("msgwire compare --sizes 64,1400 --html compare.html",
           "msgwire compare tcp udp --link 'delay=10ms loss=1%'")},
    {"the latency of a server at 5000 requests a second, kept and compared",
     LINES("msgwire bench :6749 --rate 5k --json old.json",
           "msgwire bench :6749 --rate 5k --baseline old.json "
           "--fail-if 'p99>+20%'")},
    {"a name for an address with its options",
     LINES("msgwire context add prod tcp://10.0.0.5:6749 --timeout 2s",
           "msgwire call @prod ping", "msgwire context ls")},
};

enum { RECIPES = sizeof(recipes) / sizeof(recipes[0]), TITLE = 80 };

const struct recipe *recipes_at(size_t index)
{
    return index < RECIPES ? &recipes[index] : NULL;
}

void recipes_put(struct mw_page *page)
{
    char title[TITLE];

    for (size_t i = 0; i < RECIPES; i++) {
        snprintf(title, sizeof(title), "%c%s:", toupper(recipes[i].title[0]),
                 recipes[i].title + 1);
        mw_page_text(page, title);
        mw_page_example(page, recipes[i].lines);
    }
}
