import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as V8 from 'node:v8';
import { Script } from 'node:vm';
import { cacheFolder } from './host/cache-folder.ts';

// Reading the text of a large program costs more than what most commands do with it. V8 can write
// down what it made of a text and take that the next time; modules of Node's own have that only in
// later versions, so the program is shipped as functions, each in a file: the parts.

/** What a file of the bundle is: it is given this module, and answers what it exports. */
type Part = (runtime: Runtime, require: NodeJS.Require) => unknown;

/** What parts are given. */
interface Runtime {
  need(name: string): unknown;
  load(name: string): Promise<unknown>;
  compiledFile(path: string): unknown;
  readonly meta: { readonly url: string };
}

/** As they were before any guard: a part may be asked for while a user's program is loaded. */
const { mkdirSync, readFileSync, renameSync, writeFileSync } = fs;

const url = import.meta.url;
const folder = dirname(fileURLToPath(url));
const require = createRequire(url);

/** Scripts of this process by path, and whether nothing was kept of them. */
const scripts = new Map<string, { readonly script: Script; readonly isNew: boolean }>();
const parts = new Map<string, unknown>();

/** Only this very version of Node can take what it wrote down; V8 itself refuses other flags. */
function keptName(path: string): string {
  return `${basename(path)}.${process.version}-${process.arch}.code`;
}

/** Where a user's own copies stand: made when the package came without those for this Node and place. */
function ownFolder(): string | null {
  const cache = cacheFolder(process.env);
  return cache === null ? null : join(cache, 'code', (sumOf(folder) >>> 0).toString(16));
}

/** Bytes at the end of what is kept that tell whether the rest is as it was written. */
const sealBytes = 8;

function sumOf(text: string): number {
  let sum = text.length;
  for (let place = 0; place < text.length; place += 1) {
    sum = Math.imul(sum ^ text.charCodeAt(place), 0x01000193);
  }
  return sum;
}

/**
 * A number that differs for data of which any one word differs, and for the same data of a file in
 * another place: V8 writes down the path too, and stacks would tell of a file that is not this one.
 */
function sealOf(data: Uint8Array, path: string): number {
  const wordCount = data.length >> 2;
  const words = new Int32Array(data.buffer, data.byteOffset, wordCount);
  let sum = data.length ^ sumOf(path);
  for (let place = 0; place < wordCount; place += 1) {
    sum = Math.imul(sum ^ (words[place] ?? 0), 0x01000193);
  }
  for (let place = wordCount << 2; place < data.length; place += 1) {
    sum = Math.imul(sum ^ (data[place] ?? 0), 0x01000193);
  }
  return sum;
}

/** What was kept of a file there, if it is whole: V8 trusts it, and would run whatever it says. */
function readKept(place: string | null, path: string): Uint8Array | undefined {
  try {
    if (place === null) return undefined;
    const bytes = readFileSync(join(place, keptName(path)));
    const data = bytes.subarray(0, -sealBytes);
    return bytes.readInt32LE(data.length) === sealOf(data, path) ? data : undefined;
  } catch {
    return undefined;
  }
}

/** Writes what V8 made of a script, so that nobody ever sees half of it. */
function writeKept(place: string, path: string, script: Script): void {
  const data = script.createCachedData();
  const seal = Buffer.alloc(sealBytes);
  seal.writeInt32LE(sealOf(data, path));
  const whole = join(place, keptName(path));
  const draft = `${whole}.${process.pid}`;
  writeFileSync(draft, Buffer.concat([data, seal]));
  renameSync(draft, whole);
}

/** How a file is read, and what goes round its text to make one expression of it. */
interface Wrapping {
  readonly before: string;
  readonly after: string;
  readonly encoding: 'latin1' | 'utf8';
}

/** A part: an expression as it stands, in ASCII, which is read fastest as if it were Latin. */
const asPart: Wrapping = { before: '', after: '', encoding: 'latin1' };

/** A module in CommonJS, as Node wraps them. */
const asModule: Wrapping = {
  before: '(function (exports, require, module, __filename, __dirname) {',
  after: '\n})',
  encoding: 'utf8',
};

/** What the text of a file comes to. */
function evaluated(path: string, { before, after, encoding }: Wrapping): unknown {
  const kept = readKept(folder, path) ?? readKept(ownFolder(), path);
  const script = new Script(before + readFileSync(path, encoding) + after, {
    filename: path,
    ...(kept === undefined ? {} : { cachedData: kept }),
  });
  scripts.set(path, { script, isNew: kept === undefined });
  return script.runInThisContext();
}

/** What a part of the bundle exports. A part that waits for something answers a promise. */
export function need(name: string): unknown {
  const known = parts.get(name);
  if (known !== undefined) return known;
  const part = evaluated(join(folder, name), asPart) as Part;
  const exported = part({ need, load, compiledFile, meta: { url } }, require);
  parts.set(name, exported);
  return exported;
}

/** As `import()`: what a part of the bundle exports, or another module. */
export async function load(name: string): Promise<unknown> {
  return await (name.startsWith('./') ? need(name) : import(name));
}

/** What a file in CommonJS exports; as `require`, but kept compiled. */
export function compiledFile(path: string): unknown {
  const wrapped = evaluated(path, asModule) as (...args: unknown[]) => void;
  const module = { exports: {} };
  wrapped(module.exports, createRequire(path), module, path, dirname(path));
  return module.exports;
}

/**
 * Writes down what V8 made of all scripts, as far as their functions were called; by default only
 * of those of which nothing was kept, where users' caches are. Call it last: nobody misses what
 * cannot be written.
 */
export function keepCompiled(into?: string): void {
  const wanted = [...scripts].filter(([, { isNew }]) => isNew || into !== undefined);
  const place = wanted.length === 0 ? null : (into ?? ownFolder());
  if (place === null) return;
  const v8 = require('node:v8') as typeof V8;
  // Set while simulations were played; no other process starts with it.
  v8.setFlagsFromString('--no-allow-natives-syntax');
  try {
    mkdirSync(place, { recursive: true });
    for (const [path, { script }] of wanted) writeKept(place, path, script);
  } catch {
    // A folder that may not be written to: the next start is as slow as this one.
  }
}
