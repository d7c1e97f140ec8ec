# Makes what C needs from messages.json, so that no name or number stands twice:
#   cmake -DSCHEMA=messages.json -DOUT=folder -P generate.cmake
# writes OUT/msgwire/protocol.h (constants, public) and OUT/methods.inc (one
# row a method: METHOD(name, params, result, since, summary)).
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

function(error_row element)
  string(JSON code GET "${element}" code)
  string(JSON name GET "${element}" name)
  constant_of("${name}" constant)
  set_property(GLOBAL APPEND_STRING PROPERTY codes
    "    MW_CODE_${constant} = ${code},\n")
endfunction()

function(name_row element)
  string(JSON name GET "${element}" name)
  constant_of("${name}" constant)
  set_property(GLOBAL APPEND_STRING PROPERTY names
    "#define MW_NAME_${constant} \"${name}\"\n")
endfunction()

function(method_row element)
  name_row("${element}")
  set(row "")
  foreach(key params result since summary)
    string(JSON value GET "${element}" ${key})
    string(APPEND row ",\n       \"${value}\"")
  endforeach()
  string(JSON name GET "${element}" name)
  set_property(GLOBAL APPEND_STRING PROPERTY methods "METHOD(${name}${row})\n")
endfunction()

for_each(errors error_row)
for_each(methods method_row)
for_each(notifications name_row)
string(JSON protocol GET "${schema}" protocol)
get_property(codes GLOBAL PROPERTY codes)
get_property(names GLOBAL PROPERTY names)
get_property(methods GLOBAL PROPERTY methods)

file(CONFIGURE OUTPUT "${OUT}/msgwire/protocol.h" @ONLY CONTENT
"/* Made from schema/messages.json by the build. */
#ifndef MSGWIRE_PROTOCOL_H
#define MSGWIRE_PROTOCOL_H

#define MW_PROTOCOL @protocol@

/* Error codes of a response or an error notification. */
enum mw_code {
@codes@};

/* Names of methods and notifications. */
@names@
#endif
")
file(CONFIGURE OUTPUT "${OUT}/methods.inc" @ONLY CONTENT
"/* Made from schema/messages.json by the build. */
@methods@")
