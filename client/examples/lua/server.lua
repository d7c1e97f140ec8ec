-- The smallest honest server in Lua 5.3: a coroutine for each client.
--
--   lua5.3 server.lua tcp://127.0.0.1:6749 | udp://127.0.0.1:6749
package.path = arg[0]:gsub("[^/]*$", "?.lua;") .. package.path
local socket = require "socket"
local wire = require "wire"

local function same(params) return params end

local methods = {echo = same, ping = same}

local function failure(msgid, code, sentence)
    local what = {code = code, message = sentence}
    return msgid and wire.message(1, msgid, what, nil) or
        wire.message(2, "error", {what})
end

local function respond(msgid, name, params)
    if methods[name] then
        return wire.message(1, msgid, nil, methods[name](params))
    end
    local shown = name:sub(1, 64):gsub("[^ -~]", "?") -- for a terminal
    return failure(msgid, -32601, "no such method: " .. shown)
end

-- Returns the response to a request, nil to what wants none; or nil and a
-- fault, which is told on a stream, while the datagram that has it is dropped.
local function answer(body)
    local good, message, msgid = pcall(wire.read_message, body)
    if not good then
        return nil, failure(nil, -32700, "not one msgpack value")
    elseif not message then
        return nil, failure(msgid, -32600, "not a message")
    elseif message[1] == 0 then
        return respond(table.unpack(message, 2, 4))
    end
end

-- What a client's coroutine does until it has to wait: it yields what for.
local function read_from(stream)
    return function(size)
        local got = ""
        while true do
            local data, why, part = stream:receive(size - #got)
            got = got .. (data or part)
            if data or why == "closed" then
                return got
            end
            coroutine.yield "to read"
        end
    end
end

local function write(stream, data)
    local sent = 0
    while sent < #data do
        local last, why, partly = stream:send(data, sent + 1)
        if why == "closed" then
            error(why, 0)
        end
        sent = last or partly
        if why == "timeout" then
            coroutine.yield "to write"
        end
    end
end

-- A close with unread bytes is a reset, which destroys words on their way.
local function linger(stream)
    local till = socket.gettime() + 1
    stream:shutdown "send"
    repeat
        local _, why = stream:receive(65536)
        if why == "timeout" then
            coroutine.yield "a second"
        end
    until why == "closed" or socket.gettime() > till
end

local function serve(stream)
    local good, lost = pcall(function()
        for body in wire.read_frame, read_from(stream) do
            local reply, fault = answer(body)
            if reply or fault then
                write(stream, wire.frame(reply or fault))
            end
        end
    end)
    if not good and type(lost) == "table" then
        write(stream, wire.frame(failure(nil, table.unpack(lost))))
        linger(stream)
    end
end

local clients = {} -- by stream: its coroutine, and what it waits for

local function resume(stream)
    local client = clients[stream]
    local _, wants = coroutine.resume(client.run, stream)
    client.wants = wants
    if coroutine.status(client.run) == "dead" then
        clients[stream] = nil
        stream:close()
    end
end

local function accept(listener)
    local stream = listener:accept()
    if stream then
        stream:settimeout(0)
        stream:setoption("tcp-nodelay", true)
        clients[stream] = {run = coroutine.create(serve)}
        resume(stream)
    end
end

local function serve_streams(listener)
    listener:settimeout(0)
    while true do
        local readers, writers, patience = {listener}, {}, nil
        for stream, client in pairs(clients) do
            table.insert(client.wants == "to write" and writers or readers,
                         stream)
            patience = client.wants == "a second" and 1 or patience
        end
        readers, writers = socket.select(readers, writers, patience)
        for stream, client in pairs(clients) do
            if readers[stream] or writers[stream] or
                client.wants == "a second" then
                resume(stream)
            end
        end
        if readers[listener] then
            accept(listener)
        end
    end
end

local function serve_datagrams(peer)
    while true do
        local body, host, port = peer:receivefrom(65507)
        local reply = body and answer(body)
        if reply then
            peer:sendto(reply, host, port)
        end
    end
end

if #arg ~= 1 then
    io.stderr:write("usage: server.lua tcp://HOST:PORT | udp://HOST:PORT\n")
    os.exit(2)
end
local scheme, host, port = wire.address(arg[1])
local peer
if scheme == "udp" then
    peer = socket.udp()
    assert(peer:setsockname(host, port))
else
    peer = assert(socket.bind(host, port, 128))
end
print(("listening %s://%s:%d"):format(scheme, peer:getsockname()))
io.stdout:flush();
(scheme == "udp" and serve_datagrams or serve_streams)(peer)
