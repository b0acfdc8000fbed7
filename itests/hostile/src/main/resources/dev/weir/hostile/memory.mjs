// What a module holds in memory when clients and rules take all they can get: a sound host, and a
// script of figures. For each step of the script, a JSON object a line, prints the most that was
// held until then: bytes of V8's heap and pages of linear memory that are not empty, in bytes, the
// answer of the last configuration, and what the metric weir.evicted says.
// usage: node --expose-gc memory.mjs MODULE SCRIPT
import fs from 'node:fs';

const [file, script] = process.argv.slice(2);
const PAGE = 4096;

let exports;
let memory;
let configuration = Buffer.alloc(0);
let headers = {};
let properties = {};
let now = 1700000000000000000n;
let version = 0;
let stream = 1;
let evicted = 0n;
let evictedId = -1;
let ids = 0;
const names = new Map();
const shared = new Map();

const view = () => new DataView(memory.buffer);
const read = (address, length) => Buffer.from(new Uint8Array(memory.buffer, address >>> 0, length).slice());
const text = (address, length) => read(address, length).toString('latin1');

function give(bytes, data, length) {
  if (bytes === undefined) return 1;
  let address = 0;
  if (bytes.length > 0) {
    address = exports.proxy_on_memory_allocate(bytes.length);
    if (address === 0) return 6;
    new Uint8Array(memory.buffer, address, bytes.length).set(bytes);
  }
  view().setInt32(data, address, true);
  view().setInt32(length, bytes.length, true);
  return 0;
}

// A map as the ABI serializes it: how many, the lengths, then names and values, each ended by NUL.
function pairs(map) {
  const lengths = [map.length];
  const texts = [];
  for (const [name, value] of map) {
    lengths.push(name.length, value.length);
    texts.push(Buffer.from(name), Buffer.of(0), value, Buffer.of(0));
  }
  return Buffer.concat([Buffer.from(Int32Array.from(lengths).buffer), ...texts]);
}

const calls = {
  random_get(address, length) {
    for (let i = 0; i < length; i++) view().setUint8(address + i, (Math.random() * 256) | 0);
    return 0;
  },
  proxy_log(level, address, length) {
    if (level >= 4) console.error(text(address, length));
    return 0;
  },
  proxy_get_current_time_nanoseconds(address) {
    now += 1000n;
    view().setBigInt64(address, now, true);
    return 0;
  },
  proxy_get_header_map_value: (map, key, keyLength, data, length) => give(headers[text(key, keyLength)], data, length),
  proxy_get_header_map_pairs: (map, data, length) => give(pairs(Object.entries(headers)), data, length),
  proxy_get_property: (path, pathLength, data, length) => give(properties[text(path, pathLength)], data, length),
  proxy_get_buffer_bytes: (type, from, most, data, length) => give(configuration, data, length),
  proxy_get_shared_data(key, keyLength, data, length, cas) {
    const entry = shared.get(text(key, keyLength));
    if (entry === undefined) return 1;
    view().setInt32(cas, entry.version, true);
    return give(entry.value, data, length);
  },
  proxy_set_shared_data(key, keyLength, address, length, cas) {
    const name = text(key, keyLength);
    const old = shared.get(name);
    if (old !== undefined && cas !== 0 && cas !== old.version) return 8;
    shared.set(name, { value: read(address, length), version: ++version });
    return 0;
  },
  proxy_define_metric(type, name, length, id) {
    const metric = text(name, length);
    if (!names.has(metric)) names.set(metric, ++ids);
    if (metric === 'weir.evicted') evictedId = names.get(metric);
    view().setInt32(id, names.get(metric), true);
    return 0;
  },
  proxy_increment_metric(id, count) {
    if (id === evictedId) evicted += BigInt(count);
    return 0;
  },
};

const fill = (pattern, i) => pattern.replaceAll('#', String(i));

const steps = {
  configure({ head, of }) {
    const rules = of.flatMap(({ count, rule }) => Array.from({ length: count }, (unused, i) => fill(rule, i)));
    configuration = Buffer.from(`{"revision":1,${head}"rules":[${rules.join(',')}]}`);
  },
  requests({ count, path, header, size, open }) {
    for (let i = 0; i < count; i++) {
      headers = { ':method': Buffer.from('GET'), ':path': Buffer.from(fill(path, i) + 'x'.repeat(size ?? 0)) };
      for (const name of header ?? []) headers[name] = Buffer.from(`value ${i}`);
      stream++;
      exports.proxy_on_request_headers(stream, 3, 1);
      if (!open) exports.proxy_on_done(stream);
      if (i % 1000 === 0) exports.proxy_on_tick(1);
    }
    headers = {};
  },
};

function linear() {
  const words = new BigUint64Array(memory.buffer);
  let pages = 0;
  for (let from = 0; from < words.length; from += PAGE / 8) {
    for (let i = from; i < from + PAGE / 8; i++) {
      if (words[i] !== 0n) {
        pages++;
        break;
      }
    }
  }
  return pages * PAGE;
}

function heap() {
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

const module = new WebAssembly.Module(fs.readFileSync(file));
const imports = {};
for (const { module: from, name } of WebAssembly.Module.imports(module)) {
  (imports[from] ??= {})[name] = (...a) => (calls[name] ? calls[name](...a) : 0);
}
const lines = fs.readFileSync(script, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const before = heap();
exports = new WebAssembly.Instance(module, imports).exports;
memory = exports.memory;
exports._start();
let answer = 1;
for (const line of lines) {
  if (line.step === 'configure') {
    steps.configure(line);
    answer = exports.proxy_on_configure(1, configuration.length);
    configuration = Buffer.alloc(0);
  } else {
    steps.requests(line);
  }
  shared.clear();
  names.clear();
  console.log([heap() - before, linear(), answer, evicted].join(' '));
}
