# The smallest honest server in Ruby: a thread for each client.
#
#   server.rb tcp://127.0.0.1:6749 | udp://127.0.0.1:6749
require "socket"
require "uri"
require_relative "wire"

METHODS = { "echo" => ->(params) { params }, "ping" => ->(params) { params } }

# Told on a stream; a datagram that has one is dropped.
class Fault < StandardError
  attr_reader :reply

  def initialize(reply)
    super()
    @reply = reply
  end
end

def error(id, code, sentence)
  what = { code: code, message: sentence }
  Wire.pack(id ? [1, id, what, nil] : [2, "error", [what]])
end

def parse(body)
  Wire.unpack(body)
rescue StandardError, SystemStackError, NoMemoryError # a count that lies
  raise Fault, error(nil, -32700, "not one msgpack value")
end

# The response to a request; nil to what wants none.
def answer(body)
  message = parse(body)
  unless Wire.message?(message)
    raise Fault, error(Wire.asks(message), -32600, "not a message")
  end
  respond(*message[1..]) if message[0].zero?
end

def respond(id, method, params)
  name = method.dup.force_encoding("UTF-8")
  return Wire.pack([1, id, nil, METHODS[name].(params)]) if METHODS.key?(name)

  shown = name[0, 64].gsub(/[^ -~]/, "?") # it may end on a terminal
  error(id, -32601, "no such method: #{shown}")
end

def serve(stream)
  stream.setsockopt(:TCP, :NODELAY, 1)
  while (body = Wire.read_frame(stream))
    reply = begin
      answer(body)
    rescue Fault => e
      e.reply
    end
    Wire.write_frame(stream, reply) if reply
  end
rescue Wire::Lost => e
  Wire.write_frame(stream, error(nil, e.code, e.message))
  linger(stream)
rescue EOFError, SystemCallError
  # nothing is owed to who leaves
ensure
  stream.close
end

# A close with unread bytes is a reset, which destroys words on their way.
def linger(stream)
  stream.close_write
  till = Time.now + 1
  while (left = till - Time.now).positive? && stream.wait_readable(left)
    stream.readpartial(65_536)
  end
rescue EOFError
  # all has been read
end

def serve_datagrams(peer)
  loop do
    body, sender = peer.recvfrom(65_535)
    reply = answer(body)
    peer.send(reply, 0, sender[3], sender[1]) if reply
  rescue Fault, SystemCallError
    next # dropped, like all that gets lost on its way
  end
end

abort "usage: server.rb tcp://HOST:PORT | udp://HOST:PORT" if ARGV.size != 1
url = URI(ARGV[0])
datagrams = url.scheme == "udp"
peer = datagrams ? UDPSocket.new : TCPServer.new(url.host, url.port)
peer.bind(url.host, url.port) if datagrams
$stdout.sync = true
puts "listening #{url.scheme}://#{url.host}:#{peer.local_address.ip_port}"
serve_datagrams(peer) if datagrams
loop { Thread.new(peer.accept) { |stream| serve(stream) } }
