# Makes OUT/vectors.inc of vectors/: each of FILES as the bytes that it has, so
# that a program can play them wherever it is:
#   cmake -DVECTORS=vectors -DFILES=values,bad -DOUT=folder -P vectors.cmake
cmake_minimum_required(VERSION 3.25)

string(REPLACE "," ";" FILES "${FILES}")
set(content "/* Made from schema/vectors/ by the build. */\n")
foreach(name ${FILES})
  file(READ "${VECTORS}/${name}.txt" bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  string(APPEND content
    "static const uint8_t ${name}_txt[] = {${bytes}};\n")
endforeach()
file(WRITE "${OUT}/vectors.inc" "${content}")
