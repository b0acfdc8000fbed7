// A proxy that does everything wrong, around a module in V8: callbacks in any order and of any
// context, with configurations from a file, a Base64 text a line. Prints a line of
// figures, then what went wrong.
// usage: node proxy.mjs MODULE TEXTS CALLBACKS SEED
import fs from 'node:fs';

const [file, texts, count, seed] = process.argv.slice(2);
const configurations = fs.readFileSync(texts, 'utf8').split('\n').map((line) => Buffer.from(line, 'base64'));

const ERRORS = 40;
const STATUSES = 13;
const NOT_FOUND = 1;
const NO_MEMORY = 6;
const CAS_MISMATCH = 8;
const CONFIGURATION = 7;
const MOST_KEYS = 500;
const VALUES = ['/orders', '/orders?x=1&y', '/', 'GET', 'POST', 'a', 'c=1; d', '/a.B/C', '10.0.0.1:80', ':', '5']
  .map((value) => Buffer.from(value));

// mulberry32
let state = Number(seed) >>> 0;
function random(bound) {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) % bound;
}
const anyInt = () => random(0x100000000) | 0;
const bytes = (length) => Buffer.from({ length }, () => random(256));

function value() {
  const kind = random(1000);
  if (kind === 0) return bytes(random(100000));
  return kind < 300 ? bytes(random(64)) : VALUES[kind % VALUES.length];
}

function number() {
  if (random(20) === 0) return value();
  const eight = Buffer.alloc(8);
  eight.writeUInt16LE(random(3) === 0 ? 503 : random(65536));
  return eight;
}

let now = 1700000000000000000n;
function nanos() {
  const jump = random(400);
  now += jump === 0 ? -BigInt(random(10000)) * 1000000n : jump === 1 ? BigInt(random(100000)) * 1000000n : BigInt(random(20000000));
  const odd = random(5000);
  return odd === 0 ? BigInt.asIntN(64, (BigInt(anyInt()) << 32n) | BigInt(random(0x100000000))) : odd === 1 ? 0n : now;
}

let memory;
let exports;
let configuration = Buffer.alloc(0);
const guarded = [];
const shared = new Map();
let version = 0;

const view = () => new DataView(memory.buffer);
const read = (address, length) => Buffer.from(new Uint8Array(memory.buffer, address >>> 0, length).slice());
const text = (address, length) => read(address, length).toString('latin1');

function give(bytesGiven, data, length) {
  if (bytesGiven === null) return NOT_FOUND;
  let address = 0;
  if (bytesGiven.length > 0) {
    address = exports.proxy_on_memory_allocate(bytesGiven.length);
    if (address === 0) return NO_MEMORY;
    new Uint8Array(memory.buffer, address, bytesGiven.length).set(bytesGiven);
  }
  view().setInt32(data, address, true);
  view().setInt32(length, bytesGiven.length, true);
  return 0;
}

const present = (it) => (random(10) === 0 ? null : it);

function store(key, stored, expected) {
  if (random(ERRORS) === 0) return CAS_MISMATCH;
  const old = shared.get(key);
  if (old !== undefined && expected !== 0 && expected !== old.version) return CAS_MISMATCH;
  if (shared.size >= MOST_KEYS) shared.clear();
  shared.set(key, { value: stored, version: ++version });
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

const anyPairs = () => pairs([':path', ':method', 'x-user', ':authority', 'cookie'].map((name) => [name, Buffer.from(value())]));

const calls = {
  proxy_log(level, address, length) {
    const line = read(address, length).toString('utf8');
    if (line.includes(' failed: ')) guarded.push(line);
    return 0;
  },
  random_get(address, length) {
    new Uint8Array(memory.buffer, address, length).set(bytes(length));
    return 0;
  },
  proxy_get_current_time_nanoseconds(address) {
    view().setBigInt64(address, nanos(), true);
    return 0;
  },
  proxy_get_header_map_value: (map, key, keyLength, data, length) => give(present(value()), data, length),
  proxy_get_header_map_pairs: (map, data, length) => give(random(10) === 0 ? value() : anyPairs(), data, length),
  proxy_get_property(path, pathLength, data, length) {
    const name = text(path, pathLength);
    return give(present(name.endsWith('code') || name.endsWith('port') ? number() : value()), data, length);
  },
  proxy_get_buffer_bytes: (type, from, most, data, length) =>
    give(type === CONFIGURATION ? configuration : value(), data, length),
  proxy_get_shared_data(key, keyLength, data, length, cas) {
    const name = text(key, keyLength);
    const entry = shared.get(name);
    if (entry === undefined) return NOT_FOUND;
    if (random(100) === 0) {
      entry.value = random(2) === 0 ? bytes(random(400)) : entry.value.map((b) => (random(4) === 0 ? random(256) : b));
      entry.version = ++version;
    }
    view().setInt32(cas, entry.version, true);
    return give(entry.value, data, length);
  },
  proxy_set_shared_data: (key, keyLength, address, length, cas) => store(text(key, keyLength), read(address, length), cas),
  proxy_define_metric(type, name, nameLength, id) {
    view().setInt32(id, random(1000), true);
    return 0;
  },
};

const module = new WebAssembly.Module(fs.readFileSync(file));
const imports = {};
for (const { module: from, name } of WebAssembly.Module.imports(module)) {
  const call = calls[name] ?? (() => 0);
  (imports[from] ??= {})[name] = (...a) => {
    const odd = random(ERRORS) === 0 && name !== 'proxy_log' ? random(STATUSES) : 0;
    return odd === 0 ? call(...a) : odd;
  };
}
exports = new WebAssembly.Instance(module, imports).exports;
memory = exports.memory;

const callbacks = Object.keys(exports).filter((name) => name.startsWith('proxy_on_') && name !== 'proxy_on_memory_allocate');
const context = () => (random(100) === 0 ? anyInt() : random(30));
const size = () => (random(100) === 0 ? anyInt() : random(200));

const traps = [];
let made = 0;
let configured = 0;
let passed = 0;
let what = '_start';
try {
  exports._start();
  for (; made < Number(count); made++) {
    what = random(50) === 0 ? 'proxy_on_configure' : callbacks[random(callbacks.length)];
    const a = Array.from({ length: exports[what].length }, (unused, i) => (i === 0 ? context() : size()));
    if (what === 'proxy_on_configure') {
      configuration = configurations[random(configurations.length)];
      if (random(20) !== 0) a[1] = configuration.length;
    }
    const result = exports[what](...a);
    if (what === 'proxy_on_configure') configured += result ? 1 : 0;
    else passed += result ? 0 : 1;
  }
} catch (e) {
  traps.push(`callback ${made}, in ${what}: ${e.stack}`);
}
console.log([made, configured, passed].join(' '));
for (const line of guarded) console.log(`guarded ${line.replaceAll('\n', ' ')}`);
for (const line of traps) console.log(`trap ${line.replaceAll('\n', ' ')}`);
