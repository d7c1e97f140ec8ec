import java.io.*;
import java.nio.ByteBuffer;
import java.nio.charset.*;
import org.msgpack.core.*;
import org.msgpack.value.*;

/** What client and server share: values, frames, and messages. */
final class Wire {
    static final int MAX_FRAME = 16 << 20;
    static final int MAX_DEPTH = 128;

    /** Where the next frame begins is not known. */
    static final class Lost extends IOException {
        final int code;

        Lost(int code, String sentence) {
            super(sentence);
            this.code = code;
        }
    }

    static byte[] pack(Value value) throws IOException {
        try (var packer = MessagePack.newDefaultBufferPacker()) {
            packer.packValue(value);
            return packer.toByteArray();
        }
    }

    static Value array(Value... elements) {
        return ValueFactory.newArray(elements, true);
    }

    static Value unpack(byte[] body) throws IOException {
        try (var in = MessagePack.newDefaultUnpacker(body)) {
            var value = new Reader(in, body.length).read(0);
            if (in.hasNext()) {
                throw new IOException("bytes after the value");
            }
            return value;
        }
    }

    /** Reads element by element, for unpackValue makes room for whatever a
     * head promises, and goes as deep as they say. */
    private static final class Reader {
        final MessageUnpacker in;
        final int size;
        long owed; // elements promised that have not come

        Reader(MessageUnpacker in, int size) {
            this.in = in;
            this.size = size;
        }

        void promise(long bytes, long elements) throws IOException {
            owed += elements; // each has a byte at least
            if (bytes + owed > size - in.getTotalReadBytes()) {
                throw new IOException("more is promised than there is");
            }
        }

        byte[] bytes(int count) throws IOException {
            promise(count, 0);
            return in.readPayload(count);
        }

        Value[] elements(long count, int depth) throws IOException {
            if (depth == MAX_DEPTH) {
                throw new IOException("nested too deep");
            }
            promise(0, count);
            var all = new Value[(int) count];
            for (int i = 0; i < count; i++) {
                owed--;
                all[i] = read(depth + 1);
            }
            return all;
        }

        Value read(int depth) throws IOException {
            switch (in.getNextFormat().getValueType()) {
            case ARRAY:
                return array(elements(in.unpackArrayHeader(), depth));
            case MAP:
                return ValueFactory.newMap(
                    elements(2L * in.unpackMapHeader(), depth), true);
            case STRING:
                return ValueFactory.newString(
                    bytes(in.unpackRawStringHeader()), true);
            case BINARY:
                return ValueFactory.newBinary(
                    bytes(in.unpackBinaryHeader()), true);
            case EXTENSION:
                var head = in.unpackExtensionTypeHeader();
                return ValueFactory.newExtension(head.getType(),
                    bytes(head.getLength()));
            default:
                return in.unpackValue();
            }
        }
    }

    /** The next body, null where the stream ends. */
    static byte[] readFrame(DataInputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        long size = (long) first << 24 | in.readUnsignedByte() << 16
            | in.readUnsignedShort();
        if (size < 1 || size > MAX_FRAME) {
            throw new Lost(size == 0 ? -32700 : -32004,
                "a frame of " + size + " bytes");
        }
        var body = new byte[(int) size];
        in.readFully(body); // read could return with less
        return body;
    }

    static void writeFrame(OutputStream out, byte[] body) throws IOException {
        out.write(ByteBuffer.allocate(4 + body.length).putInt(body.length)
            .put(body).array());
        out.flush();
    }

    static boolean isInteger(Value value, long least, long most) {
        return value.isIntegerValue() && value.asIntegerValue().isInLongRange()
            && value.asIntegerValue().asLong() >= least
            && value.asIntegerValue().asLong() <= most;
    }

    static boolean isMsgid(Value value) {
        return isInteger(value, 0, 0xffffffffL);
    }

    /** A method's name, which is a str or a bin; null if it is none. */
    static String nameOf(Value method) {
        try {
            var bytes = method.asRawValue().asByteArray();
            var name = StandardCharsets.UTF_8.newDecoder()
                .decode(ByteBuffer.wrap(bytes)).toString();
            return bytes.length > 0 && bytes.length < 256 ? name : null;
        } catch (MessageTypeCastException | CharacterCodingException e) {
            return null;
        }
    }

    /** A message by its elements; null if it has none of the three shapes. */
    static Value[] message(Value value) {
        if (!value.isArrayValue() || value.asArrayValue().size() < 3) {
            return null;
        }
        var it = value.asArrayValue().list().toArray(new Value[0]);
        int last = it.length - 1;
        boolean asks = isInteger(it[0], 0, 0) && last == 3 && isMsgid(it[1]);
        boolean tells = isInteger(it[0], 2, 2) && last == 2;
        boolean calls = it[last].isArrayValue() && nameOf(it[last - 1]) != null;
        boolean answers = isInteger(it[0], 1, 1) && last == 3 && isMsgid(it[1]);
        return answers || (asks || tells) && calls ? it : null;
    }

    /** The msgid of a request, whole or not; null if it is none. */
    static Value asks(Value value) {
        if (!value.isArrayValue() || value.asArrayValue().size() < 2) {
            return null;
        }
        var it = value.asArrayValue();
        return isInteger(it.get(0), 0, 0) && isMsgid(it.get(1)) ? it.get(1)
            : null;
    }
}
