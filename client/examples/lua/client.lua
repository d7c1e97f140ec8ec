-- The smallest honest client in Lua 5.3, with lua-messagepack and lua-socket.
--
--   lua5.3 client.lua URL call|notify|receive METHOD <PARAMS >RESULTS
--
-- A frame on stdin holds the params of one message; each result is a frame on
-- stdout. `receive` notifies, then prints all messages that come.
package.path = arg[0]:gsub("[^/]*$", "?.lua;") .. package.path
local socket = require "socket"
local wire = require "wire"

local TIMEOUT_S = 2

-- Returns two functions: one sends a body, one waits for the next.
local function dial(url, timeout_s)
    local scheme, host, port = wire.address(url)
    if scheme == "udp" then
        local peer = socket.udp()
        assert(peer:setpeername(host, port)) -- only its datagrams come in
        peer:settimeout(timeout_s)
        return function(body) assert(peer:send(body)) end,
            function() return assert(peer:receive(65507)) end
    end
    local peer = assert(socket.connect(host, port))
    peer:settimeout(timeout_s)
    local function read(size) -- waits for all of them
        local data, why, rest = peer:receive(size)
        return data or why == "closed" and rest or error(why, 0)
    end
    return function(body) assert(peer:send(wire.frame(body))) end,
        function() return wire.read_frame(read) end
end

local function call(send, receive, msgid, method, params)
    send(wire.message(0, msgid, method, params))
    for body in receive do
        local message = wire.read_message(body)
        if message and message[1] == 1 and message[2] == msgid then
            local failed, result = message[3], message[4]
            if failed == nil then
                return result
            end
            error("the peer answered: " .. (type(failed) == "table" and
                ("%s (%s)"):format(failed.message, failed.code) or
                tostring(failed)), 0)
        end -- else a notification, or an answer that came too late
    end
    error("the peer closed first", 0)
end

local function main(url, verb, method)
    local send, receive = dial(url, verb == "call" and TIMEOUT_S or nil)
    local function read(size) return io.stdin:read(size) end
    local msgid = 0
    for body in wire.read_frame, read do
        local params = wire.unpack(body)
        if verb == "call" then
            msgid = msgid + 1
            local result = call(send, receive, msgid, method, params)
            io.stdout:write(wire.frame(wire.pack(result)))
        else
            send(wire.message(2, method, params))
        end
    end
    while verb == "receive" do
        local body = receive()
        if not body then
            break
        end
        io.stdout:write(wire.frame(wire.pack(wire.unpack(body)))):flush()
    end
end

if #arg ~= 3 then
    io.stderr:write("usage: client.lua URL call|notify|receive METHOD\n")
    os.exit(2)
end
local good, why = pcall(main, table.unpack(arg))
if not good then
    why = type(why) == "table" and why[2] or why
    io.stderr:write("client.lua: ", why, "\n")
    os.exit(1, true)
end
