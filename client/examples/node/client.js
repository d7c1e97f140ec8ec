// The smallest honest client in Node, with @msgpack/msgpack.
//
//   client.js URL call|notify|receive METHOD <PARAMS >RESULTS
//
// A frame on stdin holds the params of one message; each result is a frame on
// stdout. `receive` notifies, then prints all messages that come.
import { createSocket } from "node:dgram";
import { on, once } from "node:events";
import { connect } from "node:net";
import { frame, frames, pack, unpack } from "./wire.js";

const TIMEOUT_MS = 2000;

/** Returns send(body), the bodies that come, and close(). */
async function dial({ protocol, hostname, port }) {
  if (protocol === "udp:") {
    const peer = createSocket("udp4");
    peer.connect(Number(port), hostname); // only its datagrams come in
    await once(peer, "connect");
    return {
      send: (body) => peer.send(body),
      bodies: (async function* () {
        for await (const [body] of on(peer, "message")) yield body;
      })(),
      close: () => peer.close(),
    };
  }
  const peer = connect({ port, host: hostname, noDelay: true });
  await once(peer, "connect");
  return {
    send: (body) => peer.write(frame(body)),
    bodies: frames(peer),
    close: () => peer.destroy(),
  };
}

async function call(peer, msgid, method, params) {
  peer.send(pack([0, msgid, method, params]));
  for (;;) {
    const { value: body, done } = await peer.bodies.next();
    if (done) throw new Error("the peer closed first");
    const message = unpack(body);
    if (message[0] !== 1 || message[1] !== msgid) {
      console.error("client.js: meanwhile", message); // or it came too late
    } else if (message[2] === null) {
      return message[3];
    } else {
      const { code, message: said } = message[2];
      throw new Error(`the peer answered: ${said ?? message[2]} (${code})`);
    }
  }
}

/** What it says where an answer takes too long. */
function inTime(answer) {
  const late = new Promise((_, reject) => {
    setTimeout(reject, TIMEOUT_MS, new Error("no answer in time")).unref();
  });
  return Promise.race([answer, late]);
}

async function main(url, verb, method) {
  const peer = await dial(new URL(url));
  let msgid = 0;
  for await (const body of frames(process.stdin)) {
    const params = unpack(body);
    if (verb === "call") {
      const result = await inTime(call(peer, ++msgid, method, params));
      process.stdout.write(frame(pack(result)));
    } else {
      peer.send(pack([2, method, params]));
    }
  }
  if (verb === "receive") {
    for await (const body of peer.bodies) {
      process.stdout.write(frame(pack(unpack(body))));
    }
  }
  peer.close();
}

if (process.argv.length !== 5) {
  console.error("usage: client.js URL call|notify|receive METHOD");
  process.exit(2);
}
main(...process.argv.slice(2)).catch((error) => {
  console.error(`client.js: ${error.message}`);
  process.exit(1);
});
