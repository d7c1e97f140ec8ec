# What client and server share: msgpack's options, frames, and messages.
require "msgpack"

module Wire
  MAX_FRAME = 16 << 20
  FACTORY = MessagePack::Factory.new
  # Timestamps become Time; what no class stands for, an ExtensionValue.
  FACTORY.register_type(-1, Time,
                        packer: MessagePack::Time::Packer,
                        unpacker: MessagePack::Time::Unpacker)

  # Where the next frame begins is not known: an error code, a sentence.
  class Lost < StandardError
    attr_reader :code

    def initialize(code, sentence)
      super(sentence)
      @code = code
    end
  end

  module_function

  def pack(value)
    FACTORY.dump(value)
  end

  def unpack(body)
    FACTORY.load(body, allow_unknown_ext: true)
  end

  # The next body, nil where the stream ends; read(n) waits for all n.
  def read_frame(io)
    head = io.read(4) or return
    size = head.ljust(4, "\0").unpack1("N")
    unless size.between?(1, MAX_FRAME)
      raise Lost.new(size.zero? ? -32700 : -32004, "a frame of #{size} bytes")
    end
    body = io.read(size)
    return body if body&.bytesize == size

    raise EOFError, "the stream ended inside a frame"
  end

  def write_frame(io, body)
    io.write([body.bytesize].pack("N") + body)
    io.flush
  end

  def msgid?(value)
    value.is_a?(Integer) && value.between?(0, 2**32 - 1)
  end

  # A method has 1 to 255 bytes of UTF-8, in a str or a bin.
  def call?(method, params)
    method.is_a?(String) && method.bytesize.between?(1, 255) &&
      method.dup.force_encoding("UTF-8").valid_encoding? &&
      params.is_a?(Array)
  end

  # True if it has one of the three shapes.
  def message?(it)
    return false unless it.is_a?(Array) && it[0].is_a?(Integer)

    case it
    in [0, id, method, params] then msgid?(id) && call?(method, params)
    in [1, id, _, _] then msgid?(id)
    in [2, method, params] then call?(method, params)
    else false
    end
  end

  # The msgid of a request, whole or not; nil if it is none.
  def asks(it)
    it[1] if it.is_a?(Array) && it[0].eql?(0) && msgid?(it[1])
  end
end
