import static org.msgpack.value.ValueFactory.*;

import java.io.*;
import java.net.*;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.msgpack.core.MessagePackException;
import org.msgpack.value.Value;

/** The smallest honest server in Java: a thread for each client.
 *
 * <pre>java Server tcp://127.0.0.1:6749 | udp://127.0.0.1:6749</pre> */
final class Server {
    static final Map<String, UnaryOperator<Value>> METHODS =
        Map.of("echo", params -> params, "ping", params -> params);

    /** Told on a stream; a datagram that has one is dropped. */
    static final class Fault extends Exception {
        final Value reply;

        Fault(Value reply) {
            this.reply = reply;
        }
    }

    static Value error(Value msgid, int code, String sentence) {
        var what = newMap(newString("code"), newInteger(code),
            newString("message"), newString(sentence));
        return msgid == null
            ? Values.array(newInteger(2), newString("error"),
                Values.array(what))
            : Values.array(newInteger(1), msgid, what, newNil());
    }

    static Value unpack(byte[] body) throws Fault {
        try {
            return Values.unpack(body);
        } catch (IOException | MessagePackException e) {
            throw new Fault(error(null, -32700, "not one msgpack value"));
        }
    }

    /** The response to a request; null to what wants none. */
    static Value answer(byte[] body) throws Fault {
        var value = unpack(body);
        var message = Wire.message(value);
        if (message == null) {
            throw new Fault(error(Wire.asks(value), -32600, "not a message"));
        }
        if (!message[0].equals(newInteger(0))) {
            return null;
        }
        var name = Wire.nameOf(message[2]);
        var method = METHODS.get(name);
        if (method != null) {
            return Values.array(newInteger(1), message[1], newNil(),
                method.apply(message[3]));
        }
        var shown = name.substring(0, Math.min(64, name.length()))
            .replaceAll("[^ -~]", "?"); // it may end on a terminal
        return error(message[1], -32601, "no such method: " + shown);
    }

    static void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new DataInputStream(
                new BufferedInputStream(socket.getInputStream()));
            var out = socket.getOutputStream();
            try {
                for (byte[] body; (body = Wire.readFrame(in)) != null;) {
                    var reply = replyTo(body);
                    if (reply != null) {
                        Wire.writeFrame(out, Values.pack(reply));
                    }
                }
            } catch (Wire.Lost lost) {
                Wire.writeFrame(out, Values.pack(
                    error(null, lost.code, lost.getMessage())));
                linger(socket);
            }
        } catch (IOException e) {
            // nothing is owed to who leaves
        }
    }

    static Value replyTo(byte[] body) {
        try {
            return answer(body);
        } catch (Fault fault) {
            return fault.reply;
        }
    }

    /** A close with unread bytes is a reset, which destroys words. */
    static void linger(Socket socket) throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(1000);
        long till = System.nanoTime() + 1_000_000_000L;
        var rest = new byte[65536];
        while (System.nanoTime() < till
            && socket.getInputStream().read(rest) >= 0) {
            // it is not wanted
        }
    }

    static void serveDatagrams(DatagramSocket socket) {
        var packet = new DatagramPacket(new byte[65535], 65535);
        while (true) {
            try {
                packet.setLength(65535);
                socket.receive(packet);
                var reply = answer(
                    Arrays.copyOf(packet.getData(), packet.getLength()));
                if (reply != null) {
                    var body = Values.pack(reply);
                    socket.send(new DatagramPacket(body, body.length,
                        packet.getSocketAddress()));
                }
            } catch (Fault | IOException | IllegalArgumentException e) {
                // dropped, like all that gets lost on its way
            }
        }
    }

    public static void main(String[] words) throws IOException {
        if (words.length != 1) {
            System.err.println(
                "usage: Server tcp://HOST:PORT | udp://HOST:PORT");
            System.exit(2);
        }
        var url = URI.create(words[0]);
        var where = new InetSocketAddress(url.getHost(), url.getPort());
        var ready = "listening " + url.getScheme() + "://" + url.getHost()
            + ":";
        if (url.getScheme().equals("udp")) {
            var socket = new DatagramSocket(where);
            System.out.println(ready + socket.getLocalPort());
            serveDatagrams(socket);
        }
        var listener = new ServerSocket();
        listener.bind(where);
        System.out.println(ready + listener.getLocalPort());
        while (true) {
            var socket = listener.accept();
            new Thread(() -> serve(socket)).start();
        }
    }
}
