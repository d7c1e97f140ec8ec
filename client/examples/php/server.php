<?php
// The smallest honest server in PHP: a process for each client.
//
//   server.php tcp://127.0.0.1:6749 | udp://127.0.0.1:6749
require __DIR__ . '/wire.php';

const METHODS = ['echo' => 'same', 'ping' => 'same'];

function same(array $params): array
{
    return $params;
}

/** Told on a stream; a datagram that has one is dropped. */
class Fault extends Exception
{
}

function error(?int $msgid, int $code, string $sentence): string
{
    $what = ['code' => $code, 'message' => $sentence];
    return msgpack()->pack($msgid === null ? [2, 'error', [$what]]
        : [1, $msgid, $what, null]);
}

/** The response to a request; null to what wants none. */
function answer(string $body): ?string
{
    try {
        $message = msgpack()->unpack($body);
    } catch (ErrorException) {
        throw new Fault(error(null, -32700, 'not one msgpack value'));
    }
    if (!is_message($message)) {
        throw new Fault(error(asks($message), -32600, 'not a message'));
    }
    return $message[0] === 0 ? respond(...array_slice($message, 1)) : null;
}

function respond(int $msgid, string $name, array $params): string
{
    if (isset(METHODS[$name])) {
        return msgpack()->pack([1, $msgid, null, METHODS[$name]($params)]);
    }
    $shown = preg_replace('/[^ -~]/', '?', substr($name, 0, 64));
    return error($msgid, -32601, "no such method: $shown"); // for a terminal
}

function serve($stream): void
{
    try {
        while (($body = read_frame($stream)) !== null) {
            try {
                $reply = answer($body);
            } catch (Fault $fault) {
                $reply = $fault->getMessage();
            }
            if ($reply !== null) {
                write_frame($stream, $reply);
            }
        }
    } catch (Lost $lost) {
        refuse($stream, $lost);
    }
}

/** A close with unread bytes is a reset, which destroys words on their way. */
function refuse($stream, Lost $lost): void
{
    pcntl_alarm(1); // the end of this process
    write_frame($stream, error(null, $lost->getCode(), $lost->getMessage()));
    stream_socket_shutdown($stream, STREAM_SHUT_WR);
    while (!feof($stream)) {
        fread($stream, 65536);
    }
}

function serve_datagrams($peer): never
{
    while (true) {
        $body = stream_socket_recvfrom($peer, 65535, 0, $sender);
        try {
            $reply = answer($body);
            if ($reply !== null) {
                stream_socket_sendto($peer, $reply, 0, $sender);
            }
        } catch (Fault | ErrorException) {
            // dropped, like all that gets lost on its way
        }
    }
}

function serve_streams($listener): never
{
    pcntl_signal(SIGCHLD, SIG_IGN);
    while (true) {
        $stream = stream_socket_accept($listener, -1);
        if (pcntl_fork() === 0) {
            stream_set_timeout($stream, 1 << 30);
            try {
                serve($stream);
            } catch (RuntimeException | ErrorException) {
                // nothing is owed to who leaves
            }
            exit;
        }
        fclose($stream);
    }
}

if ($argc !== 2) {
    fwrite(STDERR, "usage: server.php tcp://HOST:PORT | udp://HOST:PORT\n");
    exit(2);
}
$scheme = parse_url($argv[1], PHP_URL_SCHEME);
$nodelay = stream_context_create(['socket' => ['tcp_nodelay' => true]]);
$peer = stream_socket_server($argv[1], $code, $why, $scheme === 'udp'
    ? STREAM_SERVER_BIND : STREAM_SERVER_BIND | STREAM_SERVER_LISTEN, $nodelay);
echo "listening $scheme://", stream_socket_get_name($peer, false), "\n";
$scheme === 'udp' ? serve_datagrams($peer) : serve_streams($peer);
