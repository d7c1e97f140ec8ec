# Makes what C needs from messages.json, so that no name or number stands twice:
#   cmake -DSCHEMA=messages.json -DOUT=folder -P generate.cmake
# writes OUT/public/msgwire/protocol.h, and for the project's own sources
#   OUT/methods.inc  METHOD(name, params, result, since, summary)
#   OUT/stats.inc    STAT(name, summary) of struct mw_counters, and
#                    SERVER_STAT(name, summary), which is STAT if not defined
#   OUT/limits.inc   LIMIT(name, default, unit, option, summary) of struct
#                    mw_limits; unit is one of bytes, count, ms, rate (bytes/s)
# and, of msgwire.7.in beside this file, the manual page OUT/msgwire.7; VERSION
# and DATE are what it says of itself.
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

# What roff would take for something else.
function(roff_escape out text)
  string(REPLACE "\\" "\\(rs" text "${text}")
  string(REPLACE "-" "\\-" text "${text}")
  string(REPLACE "'" "\\(aq" text "${text}")
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# Parts text at spaces into lines of at most 72 characters.
function(fold out text)
  set(lines "")
  string(LENGTH "${text}" length)
  while(length GREATER 72)
    string(SUBSTRING "${text}" 0 72 line)
    string(FIND "${line}" " " space REVERSE)
    string(SUBSTRING "${text}" 0 ${space} line)
    math(EXPR space "${space} + 1")
    string(SUBSTRING "${text}" ${space} -1 text)
    string(APPEND lines "${line}\n")
    string(LENGTH "${text}" length)
  endwhile()
  set(${out} "${lines}${text}" PARENT_SCOPE)
endfunction()

# Appends a paragraph of the manual: the term in bold, what it means as a
# sentence.
function(append_term to term text)
  string(SUBSTRING "${text}" 0 1 first)
  string(SUBSTRING "${text}" 1 -1 rest)
  string(TOUPPER "${first}" first)
  roff_escape(term "${term}")
  roff_escape(text "${first}${rest}.")
  fold(text "${text}")
  append(${to} ".TP\n\\fB${term}\\fR\n${text}")
endfunction()

function(error_row element)
  string(JSON code GET "${element}" code)
  string(JSON name GET "${element}" name)
  constant_of("${name}" constant)
  append(codes "    MW_CODE_${constant} = ${code},")
  string(JSON when GET "${element}" when)
  append_term(manual_errors "${code} ${name}" "${when}")
endfunction()

function(name_row element)
  string(JSON name GET "${element}" name)
  constant_of("${name}" constant)
  append(names "#define MW_NAME_${constant} \"${name}\"")
endfunction()

function(method_row element)
  name_row("${element}")
  append_row(methods METHOD "${element}" "" "params;result;since;summary")
  foreach(key name params result summary)
    string(JSON ${key} GET "${element}" ${key})
  endforeach()
  append_term(manual_methods "${name} ${params} -> ${result}" "${summary}")
endfunction()

function(stat_row element)
  string(JSON of GET "${element}" of)
  set(loop STAT)
  set(server SERVER_STAT)
  append_row(stats ${${of}} "${element}" "" "summary")
endfunction()

function(limit_row element)
  append_row(limits LIMIT "${element}" "default;unit" "option;summary")
  foreach(key name default unit option summary)
    string(JSON ${key} GET "${element}" ${key})
  endforeach()
  set(count "")
  set(rate " bytes/s")
  set(bytes " bytes")
  set(ms " ms")
  append_term(manual_limits "${name} (--${option})"
    "${summary} (default ${default}${${unit}})")
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
foreach(part codes names methods stats limits
    manual_errors manual_methods manual_limits)
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

foreach(part errors methods limits)
  string(STRIP "${manual_${part}}" ${part})
endforeach()
configure_file("${CMAKE_CURRENT_LIST_DIR}/msgwire.7.in" "${OUT}/msgwire.7"
  @ONLY)
