# Makes what C needs from messages.json, so that no name or number stands twice:
#   cmake -DSCHEMA=messages.json -DOUT=folder -P generate.cmake
# writes OUT/public/msgwire/protocol.h, and for the project's own sources
#   OUT/methods.inc  METHOD(name, params, result, since, summary)
#   OUT/stats.inc    STAT(name, summary) of struct mw_counters, and
#                    SERVER_STAT(name, summary), which is STAT if not defined
#   OUT/limits.inc   LIMIT(name, default, unit, option, summary) of struct
#                    mw_limits; unit is one of bytes, count, ms, rate (bytes/s)
cmake_minimum_required(VERSION 3.25)

file(READ "${SCHEMA}" schema)

function(constant_of name out)
  string(TOUPPER "${name}" name)
  string(REGEX REPLACE "[^A-Z0-9]+" "_" name "${name}")
  set(${out} "${name}" PARENT_SCOPE)
endfunction()

# Calls `row(JSON)` for each element of an array of the schema.
function(for_each list row)
  string(JSON count LENGTH "${schema}" ${list})
  math(EXPR last "${count} - 1")
  foreach(i RANGE ${last})
    string(JSON element GET "${schema}" ${list} ${i})
    cmake_language(CALL ${row} "${element}")
  endforeach()
endfunction()

# Appends a line to the text that is gathered under `to`.
function(append to line)
  set_property(GLOBAL APPEND_STRING PROPERTY ${to} "${line}\n")
endfunction()

# Appends MACRO(name, bare values, "quoted values").
function(append_row to macro element bare quoted)
  string(JSON row GET "${element}" name)
  foreach(key ${bare})
    string(JSON value GET "${element}" ${key})
    string(APPEND row ", ${value}")
  endforeach()
  foreach(key ${quoted})
    string(JSON value GET "${element}" ${key})
    string(APPEND row ",\n    \"${value}\"")
  endforeach()
  append(${to} "${macro}(${row})")
endfunction()

function(error_row element)
  string(JSON code GET "${element}" code)
  string(JSON name GET "${element}" name)
  constant_of("${name}" constant)
  append(codes "    MW_CODE_${constant} = ${code},")
endfunction()

function(name_row element)
  string(JSON name GET "${element}" name)
  constant_of("${name}" constant)
  append(names "#define MW_NAME_${constant} \"${name}\"")
endfunction()

function(method_row element)
  name_row("${element}")
  append_row(methods METHOD "${element}" "" "params;result;since;summary")
endfunction()

function(stat_row element)
  string(JSON of GET "${element}" of)
  set(loop STAT)
  set(server SERVER_STAT)
  append_row(stats ${${of}} "${element}" "" "summary")
endfunction()

function(limit_row element)
  append_row(limits LIMIT "${element}" "default;unit" "option;summary")
endfunction()

function(write_file path content)
  file(CONFIGURE OUTPUT "${OUT}/${path}" @ONLY CONTENT
    "/* Made from schema/messages.json by the build. */\n${content}")
endfunction()

for_each(errors error_row)
for_each(methods method_row)
for_each(notifications name_row)
for_each(stats stat_row)
for_each(limits limit_row)
string(JSON protocol GET "${schema}" protocol)
foreach(part codes names methods stats limits)
  get_property(${part} GLOBAL PROPERTY ${part})
endforeach()

write_file(public/msgwire/protocol.h
"#ifndef MSGWIRE_PROTOCOL_H
#define MSGWIRE_PROTOCOL_H

#define MW_PROTOCOL ${protocol}

/* Error codes of a response or an error notification. */
enum mw_code {
${codes}};

/* Names of methods and notifications. */
${names}
#endif
")
write_file(methods.inc "${methods}")
write_file(stats.inc "#ifndef SERVER_STAT
#define SERVER_STAT STAT
#endif
${stats}")
write_file(limits.inc "${limits}")
