/* All of msgwire's public API; C++ programs include this one. */
#ifndef MSGWIRE_H
#define MSGWIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

#include <msgwire/bytes.h>
#include <msgwire/calls.h>
#include <msgwire/colours.h>
#include <msgwire/complete.h>
#include <msgwire/conn.h>
#include <msgwire/digits.h>
#include <msgwire/endpoint.h>
#include <msgwire/error.h>
#include <msgwire/frame.h>
#include <msgwire/histogram.h>
#include <msgwire/inspect.h>
#include <msgwire/json.h>
#include <msgwire/limits.h>
#include <msgwire/link.h>
#include <msgwire/listener.h>
#include <msgwire/loop.h>
#include <msgwire/message.h>
#include <msgwire/nearest.h>
#include <msgwire/options.h>
#include <msgwire/pack.h>
#include <msgwire/page.h>
#include <msgwire/pen.h>
#include <msgwire/pretty.h>
#include <msgwire/promise.h>
#include <msgwire/protocol.h>
#include <msgwire/socket.h>
#include <msgwire/status.h>
#include <msgwire/trace.h>
#include <msgwire/utf8.h>
#include <msgwire/value.h>
#include <msgwire/version.h>
#include <msgwire/walk.h>

#ifdef __cplusplus
}
#endif

#endif
