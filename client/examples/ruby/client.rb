# The smallest honest client in Ruby, with ruby-msgpack.
#
#   client.rb URL call|notify|receive METHOD <PARAMS >RESULTS
#
# A frame on stdin holds the params of one message; each result is a frame on
# stdout. `receive` notifies, then prints all messages that come.
require "socket"
require "timeout"
require "uri"
require_relative "wire"

TIMEOUT_S = 2

# A peer has send(body) and receive, which waits for the next body.
class Stream
  def initialize(host, port)
    @socket = Socket.tcp(host, port, connect_timeout: TIMEOUT_S)
    @socket.setsockopt(:TCP, :NODELAY, 1)
  end

  def send(body) = Wire.write_frame(@socket, body)
  def receive = Wire.read_frame(@socket)
end

class Datagrams
  def initialize(host, port)
    @socket = UDPSocket.new
    @socket.connect(host, port) # so that only this peer's datagrams come in
  end

  def send(body) = @socket.send(body, 0)
  def receive = @socket.recv(65_535)
end

def call(peer, id, method, params)
  peer.send(Wire.pack([0, id, method, params]))
  while (body = peer.receive)
    case Wire.unpack(body)
    in [1, ^id, nil, result] then return result
    in [1, ^id, error, _] then raise "the peer answered: #{error}"
    in other then warn "client.rb: meanwhile #{other}"
    end
  end
  raise EOFError, "the peer closed first"
end

def main(url, verb, method)
  to = URI(url)
  peer = (to.scheme == "udp" ? Datagrams : Stream).new(to.host, to.port)
  [$stdin, $stdout].each(&:binmode)
  id = 0
  while (body = Wire.read_frame($stdin))
    params = Wire.unpack(body)
    if verb == "call"
      id += 1
      result = Timeout.timeout(TIMEOUT_S) { call(peer, id, method, params) }
      Wire.write_frame($stdout, Wire.pack(result))
    else
      peer.send(Wire.pack([2, method, params]))
    end
  end
  while verb == "receive" && (body = peer.receive)
    Wire.write_frame($stdout, Wire.pack(Wire.unpack(body)))
  end
end

abort "usage: client.rb URL call|notify|receive METHOD" if ARGV.size != 3
begin
  main(*ARGV)
rescue StandardError => e
  abort "client.rb: #{e.message}"
end
