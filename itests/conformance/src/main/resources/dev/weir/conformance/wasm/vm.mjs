// A VM for the engine's module. Standard input has the module and then scripts, standard output their
// answers, each after its length in four bytes of big endian.
// usage: node --input-type=module -e THIS INPUT OUTPUT, addresses in linear memory
import fs from 'node:fs';

const [input, output] = process.argv.slice(1).map(Number);

function read(length) {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; ) {
    const count = fs.readSync(0, bytes, at, length - at, null);
    if (count === 0) process.exit(0);
    at += count;
  }
  return bytes;
}

function write(bytes) {
  for (let at = 0; at < bytes.length; ) at += fs.writeSync(1, bytes, at);
}

const frame = () => read(read(4).readUInt32BE(0));

const module = new WebAssembly.Module(frame());
const { exports } = new WebAssembly.Instance(module, {});
exports._start();
for (;;) {
  const script = frame();
  new Uint8Array(exports.memory.buffer).set(script, input);
  const length = exports.proxy_on_tick(1);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(length);
  write(head);
  write(new Uint8Array(exports.memory.buffer, output, length));
}
