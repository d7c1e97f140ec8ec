<?php
// What client and server share: msgpack's options, frames, and messages.
const MAX_FRAME = 16 << 20;

/** Where the next frame begins is not known: an error code, a sentence. */
class Lost extends Exception
{
}

// The extension warns, and returns what it has got so far.
set_error_handler(function ($level, $sentence) {
    throw new ErrorException($sentence);
});

/** Without PHP's own objects, which a peer could otherwise have made here. */
function msgpack(): MessagePack
{
    static $msgpack = new MessagePack(false);
    return $msgpack;
}

/** The next body, null where the stream ends. */
function read_frame($stream): ?string
{
    $head = stream_get_contents($stream, 4); // waits for all four
    if ($head === '' || $head === false) {
        return null;
    }
    $size = unpack('N', str_pad($head, 4, "\0"))[1];
    if ($size < 1 || $size > MAX_FRAME) {
        throw new Lost("a frame of $size bytes", $size ? -32004 : -32700);
    }
    $body = stream_get_contents($stream, $size);
    if (strlen($body) < $size) {
        throw new RuntimeException('the stream ended inside a frame');
    }
    return $body;
}

/** fwrite may take less than all of it. */
function write_frame($stream, string $body): void
{
    $rest = pack('N', strlen($body)) . $body;
    while ($rest !== '') {
        $taken = fwrite($stream, $rest);
        if (!$taken) {
            throw new RuntimeException('the peer takes nothing');
        }
        $rest = substr($rest, $taken);
    }
}

function is_msgid($value): bool
{
    return is_int($value) && $value >= 0 && $value < 1 << 32;
}

/** A method has 1 to 255 bytes of UTF-8, in a str or a bin. */
function is_call($method, $params): bool
{
    return is_string($method) && $method !== '' && strlen($method) < 256
        && preg_match('//u', $method) && is_array($params)
        && array_is_list($params);
}

/** True if it has one of the three shapes. */
function is_message($it): bool
{
    if (!is_array($it) || !array_is_list($it)) {
        return false;
    }
    return match ([count($it), $it[0] ?? null]) {
        [4, 0] => is_msgid($it[1]) && is_call($it[2], $it[3]),
        [4, 1] => is_msgid($it[1]),
        [3, 2] => is_call($it[1], $it[2]),
        default => false,
    };
}

/** The msgid of a request, whole or not; null if it is none. */
function asks($it): ?int
{
    $asks = is_array($it) && ($it[0] ?? null) === 0;
    return $asks && is_msgid($it[1] ?? null) ? $it[1] : null;
}
