-- Wireshark's view of msgwire: frames on TCP and datagrams of UDP, the messages
-- in them, and all of their msgpack.
--
--   wireshark -X lua_script:msgwire.lua       (or tshark)
--   cp msgwire.lua ~/.local/lib/wireshark/plugins/
--
-- Ports, framing and what else both sides agree on are preferences; a port of
-- another service: -d tcp.port==3301,msgwire -o msgwire.framing:msgpack-int
-- Wire: README.md beside this folder. Needs Wireshark 3.6 or newer.

local msgwire = Proto("msgwire", "msgwire")

local MAX_DEPTH = 128
local MAX_SHOWN = 20000 -- values of one message; a tree of more is no help

-- --- what can be filtered by ---

local SHAPES = { [0] = "request", [1] = "response", [2] = "notification" }

local fields = {
  length = ProtoField.uint64("msgwire.length", "Length"),
  type = ProtoField.uint8("msgwire.type", "Type", base.DEC, SHAPES),
  msgid = ProtoField.uint32("msgwire.msgid", "Message id"),
  method = ProtoField.string("msgwire.method", "Method"),
  code = ProtoField.int64("msgwire.error.code", "Error code"),
  message = ProtoField.string("msgwire.error.message", "Error message"),
  response_in = ProtoField.framenum("msgwire.response_in", "Response in",
    base.NONE, frametype.RESPONSE),
  request_in = ProtoField.framenum("msgwire.request_in", "Request in",
    base.NONE, frametype.REQUEST),
  time = ProtoField.relative_time("msgwire.time", "Time since the request"),
  null = ProtoField.none("msgwire.nil", "nil"),
  bool = ProtoField.bool("msgwire.bool", "bool"),
  uint = ProtoField.uint64("msgwire.uint", "unsigned integer"),
  int = ProtoField.int64("msgwire.int", "integer"),
  float = ProtoField.float("msgwire.float", "float 32"),
  double = ProtoField.double("msgwire.double", "float 64"),
  str = ProtoField.string("msgwire.str", "str", base.UNICODE),
  bin = ProtoField.bytes("msgwire.bin", "bin"),
  ext = ProtoField.int8("msgwire.ext", "ext"),
  timestamp = ProtoField.absolute_time("msgwire.timestamp", "timestamp",
    base.UTC),
  array = ProtoField.uint32("msgwire.array", "array"),
  map = ProtoField.uint32("msgwire.map", "map"),
}
msgwire.fields = fields

local experts = {
  boundary = ProtoExpert.new("msgwire.bad_frame", "Broken frame",
    expert.group.MALFORMED, expert.severity.ERROR),
  value = ProtoExpert.new("msgwire.bad_value", "Not one valid value",
    expert.group.MALFORMED, expert.severity.ERROR),
  shape = ProtoExpert.new("msgwire.bad_message", "No message",
    expert.group.PROTOCOL, expert.severity.WARN),
  code = ProtoExpert.new("msgwire.answered_error", "An error was answered",
    expert.group.RESPONSE_CODE, expert.severity.NOTE),
  many = ProtoExpert.new("msgwire.many", "More values than are shown",
    expert.group.UNDECODED, expert.severity.NOTE),
}
msgwire.experts = experts

local FRAMINGS = { "u32be", "none", "msgpack-int", "varint", "u32le", "u16be" }
local framing_rows = {}
for i, name in ipairs(FRAMINGS) do framing_rows[i] = { i, name, i } end

msgwire.prefs.tcp_ports = Pref.range("TCP ports", "6749",
  "Ports whose streams are frames of msgwire", 65535)
msgwire.prefs.udp_ports = Pref.range("UDP ports", "6749",
  "Ports whose datagrams are messages of msgwire", 65535)
msgwire.prefs.framing = Pref.enum("Framing", 1,
  "How messages are parted on a stream", framing_rows, false)
msgwire.prefs.values = Pref.bool("Several values in a frame", false,
  "A frame may hold more than one value, as Tarantool's do")
msgwire.prefs.preamble = Pref.uint("Preamble", 0,
  "Bytes that the server sends before its first frame")
msgwire.prefs.max_frame = Pref.uint("Longest frame", 16777216,
  "A length above this is a broken frame")

-- --- msgpack ---

-- What a first byte from c0 on says: kind, bytes of length or number behind
-- it, bytes of payload that are fixed.
local HEADS = {
  [0xc0] = { "nil" }, [0xc2] = { "bool" }, [0xc3] = { "bool" },
  [0xc4] = { "bin", 1 }, [0xc5] = { "bin", 2 }, [0xc6] = { "bin", 4 },
  [0xc7] = { "ext", 1 }, [0xc8] = { "ext", 2 }, [0xc9] = { "ext", 4 },
  [0xca] = { "float", 0, 4 }, [0xcb] = { "double", 0, 8 },
  [0xcc] = { "uint", 0, 1 }, [0xcd] = { "uint", 0, 2 },
  [0xce] = { "uint", 0, 4 }, [0xcf] = { "uint", 0, 8 },
  [0xd0] = { "int", 0, 1 }, [0xd1] = { "int", 0, 2 },
  [0xd2] = { "int", 0, 4 }, [0xd3] = { "int", 0, 8 },
  [0xd4] = { "ext", 0, 1 }, [0xd5] = { "ext", 0, 2 }, [0xd6] = { "ext", 0, 4 },
  [0xd7] = { "ext", 0, 8 }, [0xd8] = { "ext", 0, 16 },
  [0xd9] = { "str", 1 }, [0xda] = { "str", 2 }, [0xdb] = { "str", 4 },
  [0xdc] = { "array", 2 }, [0xdd] = { "array", 4 },
  [0xde] = { "map", 2 }, [0xdf] = { "map", 4 },
}

local WIDTHS = { [1] = "8", [2] = "16", [4] = "32", [8] = "64" }

-- A value's head: where its payload begins and how long that is, or how many
-- values follow. Returns nil if the bytes end in it, or for c1.
local function head(tvb, at, last)
  local byte = tvb(at, 1):uint()
  local node = { at = at, byte = byte, body = at + 1, size = 0, count = 0 }

  if byte < 0x80 then
    node.kind, node.form = "uint", "positive fixint"
  elseif byte < 0x90 then
    node.kind, node.form, node.count = "map", "fixmap", byte - 0x80
  elseif byte < 0xa0 then
    node.kind, node.form, node.count = "array", "fixarray", byte - 0x90
  elseif byte < 0xc0 then
    node.kind, node.form, node.size = "str", "fixstr", byte - 0xa0
  elseif byte >= 0xe0 then
    node.kind, node.form = "int", "negative fixint"
  else
    local row = HEADS[byte]
    if row == nil then return nil, "byte 0xc1, which msgpack never uses" end
    local width, length = row[2] or 0, row[3] or 0
    node.kind = row[1]
    node.form = node.kind
    if width > 0 then
      if at + 1 + width > last then return nil end
      length = tvb(at + 1, width):uint()
      node.form = node.kind .. " " .. WIDTHS[width]
    elseif node.kind == "ext" then
      node.form = "fixext " .. length
    elseif length > 0 then
      node.form = ({ uint = "uint ", int = "int ", float = "float ",
        double = "float " })[node.kind] .. length * 8
    end
    node.body = at + 1 + width
    if node.kind == "array" or node.kind == "map" then
      node.count = length
    else
      node.size = length
    end
    if node.kind == "ext" then node.body = node.body + 1 end
  end
  node.stop = node.body + node.size
  return node
end

-- Reads one value without recursion, and without believing a count that the
-- bytes can't keep. Returns its node, or nil, where and why; without a why it
-- only ends too early. `most` bounds what is kept of it.
local function read(tvb, at, last)
  local open, shown = {}, 0

  while true do
    if at >= last then return nil, at end
    local node, why = head(tvb, at, last)
    if node == nil then return nil, at, why end
    if node.stop > last then return nil, at end
    local parent = open[#open]
    at = node.stop
    shown = shown + 1
    node.depth = #open
    if parent and shown <= MAX_SHOWN then
      parent.children[#parent.children + 1] = node
    end
    local promised = node.kind == "map" and 2 * node.count or node.count
    if promised > last - at then return nil, node.at end
    if node.kind == "array" or node.kind == "map" then
      if #open >= MAX_DEPTH then
        return nil, node.at, "nested deeper than " .. MAX_DEPTH .. " levels"
      end
      node.children, node.left = {}, promised
      open[#open + 1] = node
    end
    while true do
      local top = open[#open]
      if top == nil then
        node.stop, node.cut = at, shown > MAX_SHOWN
        return node
      end
      if top ~= node then top.left = top.left - 1 end
      if top.left > 0 then break end
      top.stop = at
      node = open[#open]
      open[#open] = nil
      if #open == 0 then
        node.cut = shown > MAX_SHOWN
        return node
      end
    end
  end
end

-- --- what a value is, in words ---

local function text_of(tvb, node)
  if node.size == 0 then return "" end
  return tvb(node.body, node.size):string(ENC_UTF_8)
end

local function integer_of(tvb, node)
  if node.size == 0 then
    return node.byte < 0x80 and UInt64(node.byte) or Int64(node.byte - 256)
  end
  local range = tvb(node.body, node.size)
  return node.kind == "uint" and range:uint64() or range:int64()
end

-- Returns the number if it is one from 0 to 2^32-1.
local function small_of(tvb, node)
  if node == nil or (node.kind ~= "uint" and node.kind ~= "int") then
    return nil
  end
  local number = integer_of(tvb, node):tonumber()
  if number < 0 or number > 4294967295 then return nil end
  return number
end

local function time_of(tvb, node)
  if tvb(node.body - 1, 1):int() ~= -1 then return nil end
  if node.size == 4 then return NSTime(tvb(node.body, 4):uint(), 0) end
  if node.size == 8 then
    local both = tvb(node.body, 8):uint64()
    return NSTime(both:band(UInt64(0xffffffff, 3)):tonumber(),
      both:rshift(34):tonumber())
  end
  if node.size == 12 then
    return NSTime(tvb(node.body + 4, 8):int64():tonumber(),
      tvb(node.body, 4):uint())
  end
  return nil
end

-- The shortest of two texts that reads back as the same number.
local function float_text(number, size)
  local short = string.format(size == 4 and "%.7g" or "%.15g", number)
  if size == 4 or tonumber(short) == number then return short end
  return string.format("%.17g", number)
end

-- The year of a date is bounded by what the system's calendar can do.
local function time_text(time)
  local seconds = time:tonumber()
  if seconds < -62135596800 or seconds > 253402300799 then
    return tostring(time)
  end
  local text = os.date("!%Y-%m-%dT%H:%M:%S", math.floor(seconds))
  local decimals = tostring(time):match("%.(%d-)0*$")
  return text .. (decimals ~= "" and "." .. decimals or "") .. "Z"
end

-- Adds the one line of a value; returns its item.
local function add_line(tree, tvb, node, name)
  local range = tvb(node.at, node.stop - node.at)
  local payload = node.size > 0 and tvb(node.body, node.size)
  local item, says

  if node.kind == "nil" then
    item, says = tree:add(fields.null, range), "nil"
  elseif node.kind == "bool" then
    item, says = tree:add(fields.bool, range, node.byte == 0xc3),
      tostring(node.byte == 0xc3)
  elseif node.kind == "uint" or node.kind == "int" then
    local number = integer_of(tvb, node)
    item, says = tree:add(fields[node.kind], range, number), tostring(number)
  elseif node.kind == "float" or node.kind == "double" then
    item = tree:add(fields[node.kind], payload)
    says = float_text(payload:float(), node.size)
  elseif node.kind == "str" then
    local text = text_of(tvb, node)
    item, says = tree:add(fields.str, range, text), '"' .. text .. '"'
  elseif node.kind == "bin" then
    item = payload and tree:add(fields.bin, payload) or
      tree:add(fields.bin, range)
    says = node.size .. " bytes"
  elseif node.kind == "ext" then
    local time = time_of(tvb, node)
    if time then
      item, says = tree:add(fields.timestamp, range, time), time_text(time)
    else
      local type = tvb(node.body - 1, 1)
      item, says = tree:add(fields.ext, range, type:int()),
        "type " .. type:int() .. ", " .. node.size .. " bytes"
    end
  else
    item = tree:add(fields[node.kind], range, node.count)
    says = node.kind .. " of " .. node.count
  end
  item:set_text(name .. ": " .. says .. "  (" .. node.form .. ")")
  return item
end

local function key_of(tvb, node)
  if node.kind == "str" then return text_of(tvb, node) end
  local number = small_of(tvb, node)
  return number and tostring(number) or node.kind
end

-- Depth is bounded by `read`.
local function add_value(tree, tvb, node, name)
  local item = add_line(tree, tvb, node, name)

  for i, child in ipairs(node.children or {}) do
    if node.kind == "array" then
      add_value(item, tvb, child, "[" .. i - 1 .. "]")
    elseif i % 2 == 1 then
      local value = node.children[i + 1]
      if value and child.kind == "str" then
        add_value(item, tvb, value, key_of(tvb, child))
      elseif value then
        local pair = add_line(item, tvb, child, "key")
        add_value(pair, tvb, value, "value")
      end
    end
  end
  return item
end

-- --- messages ---

-- Returns what a node is as a message: shape, msgid, and its parts.
local function message_of(tvb, node)
  local parts = node.kind == "array" and node.children or {}
  local shape = small_of(tvb, parts[1])
  local function is_method(part)
    return part and (part.kind == "str" or part.kind == "bin") and
      part.size >= 1 and part.size <= 255
  end

  if shape == 0 and node.count == 4 and small_of(tvb, parts[2]) and
      is_method(parts[3]) and parts[4] and parts[4].kind == "array" then
    return { shape = 0, msgid = small_of(tvb, parts[2]), method = parts[3],
      names = { "type", "msgid", "method", "params" } }
  elseif shape == 1 and node.count == 4 and small_of(tvb, parts[2]) then
    return { shape = 1, msgid = small_of(tvb, parts[2]),
      error = parts[3].kind ~= "nil" and parts[3] or nil,
      names = { "type", "msgid", "error", "result" } }
  elseif shape == 2 and node.count == 3 and is_method(parts[2]) and
      parts[3] and parts[3].kind == "array" then
    return { shape = 2, method = parts[2],
      names = { "type", "method", "params" } }
  end
  return nil
end

-- The member of a map under a key of text.
local function member(tvb, map, key)
  for i = 1, #(map.children or {}) - 1, 2 do
    local name = map.children[i]
    if map.kind == "map" and name.kind == "str" and
        text_of(tvb, name) == key then
      return map.children[i + 1]
    end
  end
  return nil
end

-- The error of a response, and that of the notification `error`.
local function error_of(tvb, node, message)
  if message.shape == 2 and text_of(tvb, message.method) == "error" then
    return node.children[3].children[1]
  end
  return message.error
end

local function summary(tvb, message, code)
  local method = message.method and text_of(tvb, message.method)

  if code then
    local what = message.shape == 1 and " to #" .. message.msgid or ""
    return "error " .. code .. what
  elseif message.shape == 0 then
    return "call #" .. message.msgid .. " " .. method
  elseif message.shape == 1 then
    return (message.error and "error to #" or "reply #") .. message.msgid
  end
  return "notify " .. method
end

-- --- requests and responses, linked ---

local tcp_stream, udp_stream = Field.new("tcp.stream"), Field.new("udp.stream")
local requests = {} -- by stream, asking side and msgid: those, in their order
local links = {}    -- by frame and offset: what a message was found to be

function msgwire.init()
  requests, links = {}, {}
end

local function key_for(pinfo, asker, msgid)
  local stream = tcp_stream() or udp_stream()
  local address = asker == "source" and
    tostring(pinfo.src) .. ":" .. pinfo.src_port or
    tostring(pinfo.dst) .. ":" .. pinfo.dst_port

  return (udp_stream() and "u" or "t") .. tostring(stream) .. " " .. address ..
    " " .. msgid
end

-- In the first pass, which sees all in their order: notes a request, or finds
-- the one that a response answers. Returns the link, which both share.
local function link_of(pinfo, at, message)
  local place = table.concat({ pinfo.number, at, message.shape,
    message.msgid or "" }, ":")

  if links[place] or pinfo.visited or message.shape == 2 then
    return links[place]
  end
  if message.shape == 0 then
    local key = key_for(pinfo, "source", message.msgid)
    local link = { request = pinfo.number, asked = pinfo.rel_ts }
    requests[key] = requests[key] or {}
    table.insert(requests[key], link)
    links[place] = link
  else
    local waiting = requests[key_for(pinfo, "destination", message.msgid)]
    local link = waiting and table.remove(waiting, 1)
    if link then link.response, link.answered = pinfo.number, pinfo.rel_ts end
    links[place] = link
  end
  return links[place]
end

local function add_link(tree, message, link)
  if link and message.shape == 0 and link.response then
    tree:add(fields.response_in, link.response):set_generated()
  elseif link and message.shape == 1 then
    tree:add(fields.request_in, link.request):set_generated()
    local seconds = link.answered - link.asked
    local whole = math.floor(seconds)
    tree:add(fields.time, NSTime(whole,
      math.floor((seconds - whole) * 1e9 + 0.5))):set_generated()
  end
end

-- --- a body ---

local function add_error(tree, tvb, node)
  local code, text = member(tvb, node, "code"), member(tvb, node, "message")

  if not code or (code.kind ~= "int" and code.kind ~= "uint") then
    return nil
  end
  local number = integer_of(tvb, code):tonumber()
  tree:add(fields.code, tvb(code.at, code.stop - code.at), Int64(number))
    :set_hidden()
  if text and text.kind == "str" then
    tree:add(fields.message, tvb(text.at, text.stop - text.at),
      text_of(tvb, text)):set_hidden()
  end
  return string.format("%d", number)
end

local function add_message(tree, tvb, pinfo, node, message)
  local parts = node.children
  local error = error_of(tvb, node, message)
  local code = error and add_error(tree, tvb, error)
  local says = summary(tvb, message, code)

  tree:append_text(", " .. says)
  for i, name in ipairs(message.names) do
    local part = parts[i]
    local range = tvb(part.at, part.stop - part.at)
    if name == "type" then
      tree:add(fields.type, range, message.shape)
    elseif name == "msgid" then
      tree:add(fields.msgid, range, message.msgid)
    elseif name == "method" then
      tree:add(fields.method, range, text_of(tvb, part))
    else
      add_value(tree, tvb, part, name)
    end
  end
  if error then
    tree:add_proto_expert_info(experts.code, says)
  end
  add_link(tree, message, link_of(pinfo, node.at, message))
  return says
end

-- first, last  where the body begins and ends
local function refuse(tree, tvb, first, at, last, why)
  local range = at < last and tvb(at, 1) or tvb(last - 1, 1)
  local says = "byte " .. at - first .. ": " .. why

  tree:add(range, "broken at " .. says)
    :add_proto_expert_info(experts.value, says)
  tree:append_text(", " .. says)
  return says
end

-- The value at `at` of a body, and what it means. Returns where it ends, and
-- what it is in a few words; nil if it is none.
local function add_one(tree, tvb, pinfo, at, last, first)
  local node, where, why = read(tvb, at, last)

  if node == nil then
    return nil, refuse(tree, tvb, first, where, last,
      why or "the body ends inside a value")
  end
  local message = message_of(tvb, node)
  local says
  if message then
    says = add_message(tree, tvb, pinfo, node, message)
  else
    says = node.kind
    add_value(tree, tvb, node, "value")
    if not msgwire.prefs.values then
      tree:add_proto_expert_info(experts.shape,
        "a value that is none of the three shapes of messages")
    end
  end
  if node.cut then
    tree:add_proto_expert_info(experts.many,
      "only the first " .. MAX_SHOWN .. " values are shown")
  end
  return node.stop, says
end

-- A body's value, or values where that is agreed on.
local function add_body(tree, tvb, pinfo, first, last)
  local says, at = {}, first

  repeat
    local stop, what = add_one(tree, tvb, pinfo, at, last, first)
    says[#says + 1] = what
    at = stop
  until at == nil or at >= last or not msgwire.prefs.values
  if at and at < last then
    says[#says + 1] = refuse(tree, tvb, first, at, last,
      "expected the end, got " .. last - at .. " more")
  end
  return table.concat(says, " + ")
end

-- --- frames ---

-- Each returns the prefix's bytes and the body's; nothing if they are not all
-- there; or nil, and why it is no prefix.
local prefixes = {}

local function fixed(width, method)
  return function(tvb, at, last)
    if last - at < width then return end
    return width, tvb(at, width)[method](tvb(at, width))
  end
end

prefixes["u32be"] = fixed(4, "uint")
prefixes["u32le"] = fixed(4, "le_uint")
prefixes["u16be"] = fixed(2, "uint")

prefixes["varint"] = function(tvb, at, last)
  local size, scale = 0, 1

  for i = 0, 4 do
    if at + i >= last then return end
    local byte = tvb(at + i, 1):uint()
    size = size + byte % 128 * scale
    scale = scale * 128
    if byte < 128 then return i + 1, size end
  end
  return nil, "no varint of at most five bytes"
end

prefixes["msgpack-int"] = function(tvb, at, last)
  if at >= last then return end
  local node, why = head(tvb, at, last)
  if node == nil or node.kind ~= "uint" then
    return nil, "the length is no unsigned integer"
  end
  if node.stop > last then return end
  return node.stop - at, integer_of(tvb, node):tonumber()
end

prefixes["none"] = function(tvb, at, last)
  local node, where, why = read(tvb, at, last)
  if node then return 0, node.stop - at end
  if why then return nil, why end
end

local function add_frame(root, tvb, pinfo, at, prefix, size)
  local tree = root:add(msgwire, tvb(at, prefix + size))

  if prefix > 0 then
    tree:add(fields.length, tvb(at, prefix), UInt64(size))
  end
  return add_body(tree, tvb, pinfo, at + prefix, at + prefix + size)
end

local function break_off(root, tvb, at, why)
  local tree = root:add(msgwire, tvb(at))

  tree:append_text(", " .. why)
  tree:add_proto_expert_info(experts.boundary, why)
  return why
end

-- Why these can't be the sizes of a frame; nil if they can.
local function fault_of(size)
  if size == 0 then return "a frame of 0 bytes" end
  if size > msgwire.prefs.max_frame then
    return string.format("a frame of %.0f bytes, %.0f are the limit", size,
      msgwire.prefs.max_frame)
  end
  return nil
end

local relative_seq = Field.new("tcp.seq")

-- The server's first bytes may be no frame.
local function preamble_of(pinfo, tvb)
  local seq = relative_seq()

  if msgwire.prefs.preamble > 0 and seq and seq.value == 1 and
      pinfo.src_port == pinfo.match_uint then
    return math.min(msgwire.prefs.preamble, tvb:len())
  end
  return 0
end

local function dissect_stream(tvb, pinfo, root)
  local prefix_of = prefixes[FRAMINGS[msgwire.prefs.framing]]
  local last, at = tvb:len(), preamble_of(pinfo, tvb)
  local says = {}

  if at > 0 then
    root:add(msgwire, tvb(0, at)):append_text(", preamble of " .. at ..
      " bytes")
  end
  while at < last do
    local prefix, size = prefix_of(tvb, at, last)
    local why = prefix == nil and size or prefix and fault_of(size)
    if why then
      says[#says + 1] = break_off(root, tvb, at, why)
      break
    end
    if prefix == nil or at + prefix + size > last then
      pinfo.desegment_offset = at
      pinfo.desegment_len = prefix and at + prefix + size - last or
        DESEGMENT_ONE_MORE_SEGMENT
      break
    end
    says[#says + 1] = add_frame(root, tvb, pinfo, at, prefix, size)
    at = at + prefix + size
  end
  return says
end

-- A packet that completes a frame and holds others is handed over in two parts:
-- the second one's words follow those of the first.
local shown = {}

local function show(pinfo, says)
  local info = tostring(pinfo.cols.info)

  if says == "" then return end
  if shown.packet == pinfo.number and shown.info == info then
    says = ", " .. says
  end
  pinfo.cols.info = says
  shown = { packet = pinfo.number, info = tostring(pinfo.cols.info) }
end

function msgwire.dissector(tvb, pinfo, root)
  local says

  if tvb:len() == 0 then return 0 end
  pinfo.cols.protocol = "msgwire"
  if udp_stream() and not tcp_stream() then
    says = { add_frame(root, tvb, pinfo, 0, 0, tvb:len()) }
  else
    says = dissect_stream(tvb, pinfo, root)
  end
  show(pinfo, table.concat(says, ", "))
  return tvb:len()
end

-- --- where it is asked ---

local tcp_ports, udp_ports = DissectorTable.get("tcp.port"),
  DissectorTable.get("udp.port")
local at_tcp, at_udp -- ports that were asked for last

local function listen()
  if at_tcp then tcp_ports:remove(at_tcp, msgwire) end
  if at_udp then udp_ports:remove(at_udp, msgwire) end
  at_tcp, at_udp = msgwire.prefs.tcp_ports, msgwire.prefs.udp_ports
  tcp_ports:add(at_tcp, msgwire)
  udp_ports:add(at_udp, msgwire)
end

function msgwire.prefs_changed()
  listen()
end

tcp_ports:add_for_decode_as(msgwire)
udp_ports:add_for_decode_as(msgwire)
listen()
