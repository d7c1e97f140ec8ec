import java.io.*;
import java.nio.ByteBuffer;
import java.nio.charset.*;
import org.msgpack.core.MessageTypeCastException;
import org.msgpack.value.Value;

/** What client and server share: frames, and messages. */
final class Wire {
    static final int MAX_FRAME = 16 << 20;

    /** Where the next frame begins is not known. */
    static final class Lost extends IOException {
        final int code;

        Lost(int code, String sentence) {
            super(sentence);
            this.code = code;
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
        // Waits for all of them, and takes memory only as they come.
        var body = in.readNBytes((int) size);
        if (body.length < size) {
            throw new EOFException("the stream ended inside a frame");
        }
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
