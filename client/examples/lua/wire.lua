-- What client and server share: msgpack's options, frames, and messages.
local msgpack = require "MessagePack"

msgpack.set_string "string"   -- every string goes out as a str
msgpack.set_array "with_hole" -- a nil inside an array keeps its place

local MAX_FRAME = 16 << 20

local wire = {pack = msgpack.pack, unpack = msgpack.unpack}

-- A message, by its elements: a table could not hold those that are nil.
function wire.message(...)
    local packed = {}
    for i = 1, select("#", ...) do
        packed[i] = msgpack.pack((select(i, ...)))
    end
    return string.char(0x90 + #packed) .. table.concat(packed)
end

-- The next body, nil where the stream ends. read(n) returns n bytes, or fewer
-- where the stream ends. Where the next frame begins is not known, it throws
-- {code, sentence}.
function wire.read_frame(read)
    local head = read(4)
    if not head or head == "" then
        return nil
    end
    local size = string.unpack(">I4", head .. ("\0"):rep(4 - #head))
    if size == 0 or size > MAX_FRAME then
        error {size == 0 and -32700 or -32004,
               "a frame of " .. size .. " bytes"}
    end
    local body = read(size)
    if not body or #body < size then
        error("the stream ended inside a frame", 0)
    end
    return body
end

function wire.frame(body)
    return string.pack(">s4", body)
end

local function is_msgid(value)
    return math.type(value) == "integer" and value >= 0 and value < 1 << 32
end

-- A method has 1 to 255 bytes of UTF-8, in a str or a bin.
local function is_call(method, params)
    if type(method) ~= "string" or #method == 0 or #method > 255 then
        return false
    end
    for _, code in utf8.codes(method) do -- throws at what is no UTF-8
        if code >= 0xd800 and code < 0xe000 then
            return false
        end
    end
    return type(params) == "table" and (#params > 0 or next(params) == nil)
end

-- How many elements an array has; the table forgets the nils at its end.
local function count(body)
    local head = body:byte()
    if head >= 0x90 and head <= 0x9f then
        return head & 15
    end
    local width = ({[0xdc] = ">I2", [0xdd] = ">I4"})[head]
    return width and string.unpack(width, body, 2) or 0
end

-- Reads one of the three shapes. Returns the message; or nil, and the msgid of
-- a request that has one.
function wire.read_message(body)
    local it, size = msgpack.unpack(body), count(body)
    local type_, good = size > 0 and math.type(it[1]) == "integer" and it[1]
    if type_ == 0 or type_ == 1 then
        good = size == 4 and is_msgid(it[2]) and
            (type_ == 1 or select(2, pcall(is_call, it[3], it[4])) == true)
    elseif type_ == 2 then
        good = size == 3 and select(2, pcall(is_call, it[2], it[3])) == true
    end
    if good then
        return it
    end
    return nil, type_ == 0 and is_msgid(it[2]) and it[2] or nil
end

-- Returns scheme, host and port of tcp://HOST:PORT or udp://HOST:PORT.
function wire.address(url)
    local scheme, host, port = url:match "^([tu][cd]p)://(.+):(%d+)$"
    return assert(scheme, url .. ": expected tcp:// or udp://"), host, port
end

return wire
