<?php
// The smallest honest client in PHP, with php-msgpack.
//
//   client.php URL call|notify|receive METHOD <PARAMS >RESULTS
//
// A frame on stdin holds the params of one message; each result is a frame on
// stdout. `receive` notifies, then prints all messages that come.
require __DIR__ . '/wire.php';

const TIMEOUT_S = 2;

/** Returns two functions: one sends a body, one waits for the next. */
function dial(string $url, int $timeout_s): array
{
    $peer = stream_socket_client($url, $code, $why, TIMEOUT_S);
    stream_set_timeout($peer, $timeout_s);
    if (str_starts_with($url, 'tcp:')) {
        return [fn ($body) => write_frame($peer, $body),
            fn () => read_frame($peer)];
    }
    return [fn ($body) => fwrite($peer, $body), fn () => fread($peer, 65535)];
}

function call($send, $receive, int $msgid, string $method, array $params)
{
    $send(msgpack()->pack([0, $msgid, $method, $params]));
    while ($body = $receive()) {
        $message = msgpack()->unpack($body);
        if (!is_message($message) || $message[0] !== 1
            || $message[1] !== $msgid) { // or it came too late
            fprintf(STDERR, "meanwhile %s\n", json_encode($message));
        } elseif ($message[2] === null) {
            return $message[3];
        } else {
            $error = json_encode($message[2]);
            throw new RuntimeException("the peer answered: $error");
        }
    }
    throw new RuntimeException('no answer: the peer closed, or is silent');
}

function main(string $url, string $verb, string $method): void
{
    [$send, $receive] = dial($url, $verb === 'call' ? TIMEOUT_S : 1 << 30);
    $msgid = 0;
    while (($body = read_frame(STDIN)) !== null) {
        $params = msgpack()->unpack($body);
        if ($verb === 'call') {
            $result = call($send, $receive, ++$msgid, $method, $params);
            write_frame(STDOUT, msgpack()->pack($result));
        } else {
            $send(msgpack()->pack([2, $method, $params]));
        }
    }
    while ($verb === 'receive' && $body = $receive()) {
        write_frame(STDOUT, msgpack()->pack(msgpack()->unpack($body)));
    }
}

if ($argc !== 4) {
    fwrite(STDERR, "usage: client.php URL call|notify|receive METHOD\n");
    exit(2);
}
try {
    main($argv[1], $argv[2], $argv[3]);
} catch (Exception $error) {
    fprintf(STDERR, "client.php: %s\n", $error->getMessage());
    exit(1);
}
