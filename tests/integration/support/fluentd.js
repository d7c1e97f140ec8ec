// Both sides of Fluentd's forward protocol, by @fluent-org/logger:
//   fluentd.js server            prints its port, then each event as JSON
//   fluentd.js client PORT       sends two events, the second is acknowledged
const { FluentClient, FluentServer, EventTime } = require("@fluent-org/logger");

const print = (value) => console.log(JSON.stringify(value));
const seconds = (time) => (time instanceof EventTime ? time.epoch : time);

async function serve() {
  const server = new FluentServer({
    listenOptions: { host: "127.0.0.1", port: 0 },
  });
  server.on("entry", (tag, time, record) =>
    print([tag, seconds(time), record]));
  await server.listen();
  print(server.port);
}

async function send(port) {
  const socket = { host: "127.0.0.1", port };
  const plain = new FluentClient("app", {
    socket, eventMode: "Message",
  });
  await plain.emit("log", { message: "plain" }, 1700000000000);
  await plain.shutdown();
  const careful = new FluentClient("app", {
    socket, ack: { ackTimeout: 10000 },
  });
  await careful.emit("log", { message: "careful" }, 1700000001000);
  await careful.shutdown();
  print("acknowledged");
}

const failed = (error) => {
  console.error(String(error));
  process.exit(1);
};
if (process.argv[2] === "server") serve().catch(failed);
else send(Number(process.argv[3])).catch(failed);
