// What client and server share: msgpack's options, frames, and messages.
import { decode, encode } from "@msgpack/msgpack";
import { check } from "./heads.js";

export const MAX_FRAME = 16 << 20;
const MAX_DEPTH = 128;

/** Where the next frame begins is not known. */
export class Lost extends Error {
  constructor(code, sentence) {
    super(sentence);
    this.code = code;
  }
}

/** 64-bit integers are BigInt here, both ways: a number holds 53 bits. */
export function pack(value) {
  return encode(value, { useBigInt64: true, maxDepth: MAX_DEPTH });
}

export function unpack(body) {
  check(body);
  return decode(body, { useBigInt64: true });
}

/** Cuts bodies out of a stream, however its bytes come. */
export async function* frames(stream) {
  let parts = [];
  let have = 0;
  let wanted = 4;
  // A stream that is not destroyed can still be told what was wrong.
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    parts.push(chunk);
    have += chunk.length;
    while (have >= wanted) {
      const bytes = parts.length === 1 ? parts[0] : Buffer.concat(parts);
      const size = bytes.readUInt32BE(0);
      if (size === 0 || size > MAX_FRAME) {
        throw new Lost(size ? -32004 : -32700, `a frame of ${size} bytes`);
      }
      parts = [bytes];
      wanted = 4 + size;
      if (have >= wanted) {
        yield bytes.subarray(4, wanted);
        parts = [bytes.subarray(wanted)];
        have -= wanted;
        wanted = 4;
      }
    }
  }
  if (have > 0) {
    throw new Error("the stream ended inside a frame");
  }
}

export function frame(body) {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

function isMsgid(value) {
  const isInteger = typeof value === "bigint" || Number.isInteger(value);
  return isInteger && value >= 0 && value < 2 ** 32;
}

/** What kind of message an array is, whatever its width. */
export function typeOf(it) {
  return typeof it[0] === "bigint" ? Number(it[0]) : it[0];
}

/** The name of a method, which is a str or a bin; undefined if it is none. */
export function nameOf(method) {
  const bytes = typeof method === "string" ? Buffer.from(method) : method;
  if (!(bytes instanceof Uint8Array) || !bytes.length || bytes.length > 255) {
    return undefined;
  }
  if (typeof method === "string" && bytes.toString() !== method) {
    return undefined; // half of a surrogate pair
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** True if it has one of the three shapes. */
export function isMessage(it) {
  const isCall = (method, params) =>
    nameOf(method) !== undefined && Array.isArray(params);
  if (!Array.isArray(it)) {
    return false;
  }
  switch (typeOf(it)) {
    case 0:
      return it.length === 4 && isMsgid(it[1]) && isCall(it[2], it[3]);
    case 1:
      return it.length === 4 && isMsgid(it[1]);
    default:
      return typeOf(it) === 2 && it.length === 3 && isCall(it[1], it[2]);
  }
}

/** The msgid of a request, whole or not; undefined if it is none. */
export function asks(it) {
  const known = Array.isArray(it) && typeOf(it) === 0 && isMsgid(it[1]);
  return known ? it[1] : undefined;
}
