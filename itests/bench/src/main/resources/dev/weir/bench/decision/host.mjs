// A proxy of two functions for a module of the bench: it prints the lines that the module logs, with
// what V8's heap grew by between 'begins' and 'ends', and how often it was collected meanwhile.
// usage: node --expose-gc host.mjs MODULE ROUNDS
import fs from 'node:fs';
import v8 from 'node:v8';

const LINE_SIZE_MAX = 4096;
const module = new WebAssembly.Module(fs.readFileSync(process.argv[2]));
const imports = { env: {} };
for (const { module: from, name } of WebAssembly.Module.imports(module)) {
  if (from !== 'env') throw new Error(`the module imports ${from}.${name}`);
  imports.env[name] = () => 12; // unimplemented, by the ABI's numbers
}

let memory;
const out = fs.openSync('/dev/stdout', 'w');
let profiler;
let before = 0;

// GCProfiler counts collections at once; observers of performance events do so only later.
function begin() {
  globalThis.gc();
  profiler = new v8.GCProfiler();
  profiler.start();
  before = v8.getHeapStatistics().used_heap_size;
}

// Bytes that came into the heap, and collections: what a collection took away counts as come.
function end() {
  let bytes = v8.getHeapStatistics().used_heap_size - before;
  const collections = profiler.stop().statistics;
  for (const { beforeGC, afterGC } of collections) {
    bytes += beforeGC.heapStatistics.usedHeapSize - afterGC.heapStatistics.usedHeapSize;
  }
  return `${bytes} ${collections.length}`;
}

imports.env.proxy_log = (level, address, length) => {
  const bytes = new Uint8Array(memory.buffer, address, Math.min(length, LINE_SIZE_MAX));
  let line = Buffer.from(bytes).toString('utf8');
  if (line.includes(' ends ')) line += ` ${end()}`;
  fs.writeSync(out, `${line}\n`);
  if (line.endsWith(' begins')) begin();
  return 0;
};

const start = process.hrtime.bigint();
imports.env.proxy_get_current_time_nanoseconds = (address) => {
  new DataView(memory.buffer).setBigInt64(address, process.hrtime.bigint() - start, true);
  return 0;
};

const instance = new WebAssembly.Instance(module, imports);
memory = instance.exports.memory;
instance.exports._start();
if (instance.exports.proxy_on_configure(1, Number(process.argv[3])) !== 1) process.exitCode = 1;
