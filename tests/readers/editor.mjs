// What an editor gets of the YAML language server for a file: what it underlines, then what it
// offers at each place. Arguments: the server, the file, places as LINE:COLUMN.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [program, file, ...places] = process.argv.slice(2);
const server = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
const textDocument = { uri: pathToFileURL(file).href };
const waiting = new Map();
let asked = 0;

function send(message) {
  const text = JSON.stringify({ jsonrpc: "2.0", ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}

function ask(method, params) {
  asked += 1;
  send({ id: asked, method, params });
  return new Promise((answer) => waiting.set(asked, answer));
}

const underlined = new Promise((answer) => waiting.set("diagnostics", answer));

function receive({ id, method, params, result }) {
  if (method === "textDocument/publishDiagnostics") {
    waiting.get("diagnostics")(params.diagnostics);
  } else if (method && id !== undefined) {
    // A question of the server: about settings, of which there are none, or of no matter here.
    send({ id, result: params?.items?.map(() => null) ?? null });
  } else {
    waiting.get(id)?.(result);
  }
}

let bytes = Buffer.alloc(0);
server.stdout.on("data", (more) => {
  bytes = Buffer.concat([bytes, more]);
  for (;;) {
    const head = bytes.indexOf("\r\n\r\n");
    if (head < 0) return;
    const end = head + 4 + Number(/Content-Length: (\d+)/i.exec(bytes.subarray(0, head))[1]);
    if (bytes.length < end) return;
    const message = JSON.parse(bytes.subarray(head + 4, end));
    bytes = bytes.subarray(end);
    receive(message);
  }
});

await ask("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
send({ method: "initialized", params: {} });
const yaml = { validate: true, completion: true, schemaStore: { enable: false } };
send({ method: "workspace/didChangeConfiguration", params: { settings: { yaml } } });
const text = readFileSync(file, "utf8");
send({
  method: "textDocument/didOpen",
  params: { textDocument: { ...textDocument, languageId: "yaml", version: 1, text } },
});
const found = await underlined;
const problems = found.map(({ range, message }) => `${range.start.line + 1}: ${message}`);
const offers = [];
for (const place of places) {
  const [line, character] = place.split(":").map((number) => number - 1);
  const offered = await ask("textDocument/completion", {
    textDocument,
    position: { line, character },
  });
  offers.push((offered.items ?? offered).map((item) => item.label));
}
console.log(JSON.stringify({ problems, offers }));
server.kill();
process.exit(0);
