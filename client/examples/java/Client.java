import static org.msgpack.value.ValueFactory.*;

import java.io.*;
import java.net.*;
import java.util.Arrays;
import org.msgpack.value.Value;

/** The smallest honest client in Java, with msgpack-core.
 *
 * <pre>java Client URL call|notify|receive METHOD &lt;PARAMS &gt;RESULTS</pre>
 *
 * A frame on stdin holds the params of one message; each result is a frame on
 * stdout. `receive` notifies, then prints all messages that come. */
final class Client {
    static final int TIMEOUT_MS = 2000;

    interface Peer {
        void send(byte[] body) throws IOException;

        /** Waits for the next body; null where there will be none. */
        byte[] receive() throws IOException;
    }

    static Peer dial(URI to, int timeoutMs) throws IOException {
        var where = new InetSocketAddress(to.getHost(), to.getPort());
        return to.getScheme().equals("udp") ? datagrams(where, timeoutMs)
            : stream(where, timeoutMs);
    }

    static Peer stream(SocketAddress where, int timeoutMs) throws IOException {
        var socket = new Socket();
        socket.setSoTimeout(timeoutMs);
        socket.connect(where, TIMEOUT_MS);
        var in = new DataInputStream(
            new BufferedInputStream(socket.getInputStream()));
        return new Peer() {
            public void send(byte[] body) throws IOException {
                Wire.writeFrame(socket.getOutputStream(), body);
            }

            public byte[] receive() throws IOException {
                return Wire.readFrame(in);
            }
        };
    }

    static Peer datagrams(SocketAddress where, int timeoutMs)
            throws IOException {
        var socket = new DatagramSocket();
        socket.setSoTimeout(timeoutMs);
        socket.connect(where); // so that only its datagrams come in
        return new Peer() {
            public void send(byte[] body) throws IOException {
                socket.send(new DatagramPacket(body, body.length));
            }

            public byte[] receive() throws IOException {
                var packet = new DatagramPacket(new byte[65535], 65535);
                socket.receive(packet);
                return Arrays.copyOf(packet.getData(), packet.getLength());
            }
        };
    }

    static Value call(Peer peer, int msgid, String method, Value params)
            throws IOException {
        peer.send(Values.pack(Values.array(newInteger(0), newInteger(msgid),
            newString(method), params)));
        for (byte[] body; (body = peer.receive()) != null;) {
            var value = Values.unpack(body);
            var message = Wire.message(value);
            if (message == null || !message[0].equals(newInteger(1))
                || !message[1].equals(newInteger(msgid))) {
                System.err.println("Client: meanwhile " + value);
            } else if (message[2].isNilValue()) {
                return message[3];
            } else {
                throw new IOException("the peer answered: " + message[2]);
            }
        }
        throw new EOFException("the peer closed first");
    }

    static void run(URI url, String verb, String method) throws IOException {
        var peer = dial(url, verb.equals("call") ? TIMEOUT_MS : 0);
        var in = new DataInputStream(new BufferedInputStream(System.in));
        int msgid = 0;
        for (byte[] body; (body = Wire.readFrame(in)) != null;) {
            var params = Values.unpack(body);
            if (verb.equals("call")) {
                var result = call(peer, ++msgid, method, params);
                Wire.writeFrame(System.out, Values.pack(result));
            } else {
                peer.send(Values.pack(Values.array(newInteger(2),
                    newString(method), params)));
            }
        }
        for (byte[] body; verb.equals("receive")
                && (body = peer.receive()) != null;) {
            Wire.writeFrame(System.out, Values.pack(Values.unpack(body)));
        }
    }

    public static void main(String[] words) {
        if (words.length != 3) {
            System.err.println("usage: Client URL call|notify|receive METHOD");
            System.exit(2);
        }
        try {
            run(URI.create(words[0]), words[1], words[2]);
            System.exit(0);
        } catch (Exception e) {
            System.err.println("Client: " + e.getMessage());
        }
        System.exit(1);
    }
}
