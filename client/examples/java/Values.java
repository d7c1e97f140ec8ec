import java.io.IOException;
import org.msgpack.core.*;
import org.msgpack.value.*;

/** What client and server share: values, packed and unpacked. */
final class Values {
    static final int MAX_DEPTH = 128;

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
}
