// The smallest honest server in Node.
//
//   server.js tcp://127.0.0.1:6749 | udp://127.0.0.1:6749
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";
import * as wire from "./wire.js";
import { frame, nameOf, pack } from "./wire.js";

const METHODS = new Map([
  ["echo", (params) => params],
  ["ping", (params) => params],
]);

function error(msgid, code, message) {
  const what = { code, message };
  return msgid === undefined
    ? pack([2, "error", [what]])
    : pack([1, msgid, what, null]);
}

/** Returns the reply, if there is one, and whether it tells of a fault: told
 * on a stream; the datagram that has it is dropped. */
function answer(body) {
  let message;
  try {
    message = wire.unpack(body);
  } catch {
    const reply = error(undefined, -32700, "not one value");
    return { fault: true, reply };
  }
  if (!wire.isMessage(message)) {
    const reply = error(wire.asks(message), -32600, "not a message");
    return { fault: true, reply };
  }
  const [, msgid, method, params] = message;
  const asked = wire.typeOf(message) === 0;
  return { reply: asked && respond(msgid, nameOf(method), params) };
}

function respond(msgid, name, params) {
  if (METHODS.has(name)) {
    return pack([1, msgid, null, METHODS.get(name)(params)]);
  }
  const shown = name.slice(0, 64).replace(/[^ -~]/g, "?"); // for a terminal
  return error(msgid, -32601, `no such method: ${shown}`);
}

async function serve(stream) {
  try {
    for await (const body of wire.frames(stream)) {
      const { reply } = answer(body);
      if (reply && !stream.write(frame(reply))) {
        await once(stream, "drain"); // who does not read is not read
      }
    }
    stream.end();
  } catch (lost) {
    if (!(lost instanceof wire.Lost)) {
      stream.destroy(); // nothing is owed to who leaves
      return;
    }
    stream.end(frame(error(undefined, lost.code, lost.message)));
    stream.resume(); // closed unread it would be reset, and the words lost
    setTimeout(() => stream.destroy(), 1000);
  }
}

function serveDatagrams(peer) {
  peer.on("message", (body, { port, address }) => {
    const { fault, reply } = answer(body);
    if (reply && !fault && port) peer.send(reply, port, address);
  });
  peer.on("error", () => {}); // lost, like other datagrams
}

if (process.argv.length !== 3) {
  console.error("usage: server.js tcp://HOST:PORT | udp://HOST:PORT");
  process.exit(2);
}
const url = new URL(process.argv[2]);
const port = Number(url.port);
let peer;
if (url.protocol === "udp:") {
  peer = createSocket("udp4");
  serveDatagrams(peer);
  peer.bind(port, url.hostname);
} else {
  peer = createServer({ allowHalfOpen: true, noDelay: true }, (stream) => {
    stream.on("error", () => {});
    serve(stream);
  });
  peer.listen(port, url.hostname);
}
await once(peer, "listening");
const bound = peer.address();
console.log(`listening ${url.protocol}//${bound.address}:${bound.port}`);
