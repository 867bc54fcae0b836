import type { Ambient } from './ambient.ts';
import { chance, network, nothing, time, timer } from './substitutes.ts';

const aborting = 'node.abort, and node.after to pull it';
const kept = 'a plain reference: when something is collected differs from run to run';
const signing = 'node.sign and node.verify: what this one promises never comes';
const wasm =
  'new WebAssembly.Module or new WebAssembly.Instance: what this one promises never comes';

/** What `crypto.subtle` offers. */
const subtle = [
  'decrypt',
  'deriveBits',
  'deriveKey',
  'digest',
  'encrypt',
  'exportKey',
  'generateKey',
  'importKey',
  'sign',
  'unwrapKey',
  'verify',
  'wrapKey',
];

/** How code waits for what happens to the whole process, or takes from others what they wait for. */
const listening = [
  'addListener',
  'off',
  'on',
  'once',
  'prependListener',
  'prependOnceListener',
  'removeAllListeners',
  'removeListener',
  'setUncaughtExceptionCaptureCallback',
];

/** Functions that hang on a global object, by the path to that object; what hangs on another first. */
export const ambientGlobals: readonly (Ambient & {
  readonly owner: string;
  readonly key: string;
})[] = [
  { owner: 'Date', key: 'now', name: 'Date.now()', instead: time },
  { owner: 'Math', key: 'random', name: 'Math.random()', instead: chance },
  { owner: 'performance', key: 'now', name: 'performance.now()', instead: time },
  { owner: 'performance', key: 'mark', name: 'performance.mark()', instead: time },
  { owner: 'performance', key: 'measure', name: 'performance.measure()', instead: time },
  ...['getEntries', 'getEntriesByName', 'getEntriesByType', 'timerify'].map((key) => ({
    owner: 'performance',
    key,
    name: `performance.${key}()`,
    instead: time,
  })),
  ...['PerformanceMark', 'PerformanceObserver'].map((key) => ({
    owner: 'globalThis',
    key,
    name: `new ${key}()`,
    instead: time,
  })),
  ...['time', 'timeEnd', 'timeLog'].map((key) => ({
    owner: 'console',
    key,
    name: `console.${key}()`,
    instead: time,
  })),
  ...['count', 'countReset'].map((key) => ({
    owner: 'console',
    key,
    name: `console.${key}()`,
    instead: 'a variable of the program: this one counts on from run to run',
  })),
  ...['allocUnsafe', 'allocUnsafeSlow'].map((key) => ({
    owner: 'Buffer',
    key,
    name: `Buffer.${key}()`,
    instead: 'Buffer.alloc: in this one stands what was in memory before',
    packages: 'always' as const,
  })),
  { owner: 'URL', key: 'createObjectURL', name: 'URL.createObjectURL()', instead: chance },
  ...listening.map((key) => ({
    owner: 'process',
    key,
    name: `process.${key}()`,
    instead: 'node.task, or a handler of the node: nothing of this process is of a run',
    packages: 'always' as const,
  })),
  { owner: 'performance', key: 'toJSON', name: 'performance.toJSON()', instead: time },
  {
    owner: 'performance',
    key: 'eventLoopUtilization',
    name: 'performance.eventLoopUtilization()',
    instead: nothing,
  },
  { owner: 'process.hrtime', key: 'bigint', name: 'process.hrtime.bigint()', instead: time },
  { owner: 'process', key: 'hrtime', name: 'process.hrtime()', instead: time },
  { owner: 'process', key: 'uptime', name: 'process.uptime()', instead: time },
  { owner: 'process', key: 'cpuUsage', name: 'process.cpuUsage()', instead: nothing },
  { owner: 'process.memoryUsage', key: 'rss', name: 'process.memoryUsage.rss()', instead: nothing },
  { owner: 'process', key: 'memoryUsage', name: 'process.memoryUsage()', instead: nothing },
  { owner: 'process', key: 'resourceUsage', name: 'process.resourceUsage()', instead: nothing },
  { owner: 'process', key: 'availableMemory', name: 'process.availableMemory()', instead: nothing },
  ...['constrainedMemory', 'getActiveResourcesInfo'].map((key) => ({
    owner: 'process',
    key,
    name: `process.${key}()`,
    instead: nothing,
  })),
  ...['binding', 'getegid', 'geteuid', 'getgid', 'getgroups', 'getuid', 'umask'].map((key) => ({
    owner: 'process',
    key,
    name: `process.${key}()`,
    instead: nothing,
    packages: 'always' as const,
  })),
  ...['getReport', 'writeReport'].map((key) => ({
    owner: 'process.report',
    key,
    name: `process.report.${key}()`,
    instead: nothing,
  })),
  { owner: 'process', key: 'nextTick', name: 'process.nextTick()', instead: timer },
  { owner: 'process', key: 'exit', name: 'process.exit()', instead: 'node.exit' },
  { owner: 'process', key: 'abort', name: 'process.abort()', instead: 'node.exit' },
  { owner: 'process.stdout', key: 'write', name: 'process.stdout.write()', instead: 'node.log' },
  { owner: 'process.stderr', key: 'write', name: 'process.stderr.write()', instead: 'node.log' },
  { owner: 'process', key: 'chdir', name: 'process.chdir()', instead: nothing },
  { owner: 'process', key: 'kill', name: 'process.kill()', instead: 'a `crash` fault' },
  { owner: 'globalThis', key: 'setTimeout', name: 'setTimeout()', instead: timer },
  { owner: 'globalThis', key: 'setInterval', name: 'setInterval()', instead: timer },
  { owner: 'globalThis', key: 'setImmediate', name: 'setImmediate()', instead: timer },
  { owner: 'AbortSignal', key: 'timeout', name: 'AbortSignal.timeout()', instead: aborting },
  { owner: 'Atomics', key: 'wait', name: 'Atomics.wait()', instead: timer },
  { owner: 'Atomics', key: 'waitAsync', name: 'Atomics.waitAsync()', instead: timer },
  { owner: 'globalThis', key: 'queueMicrotask', name: 'queueMicrotask()', instead: 'node.task' },
  { owner: 'globalThis', key: 'fetch', name: 'fetch()', instead: network },
  ...['BroadcastChannel', 'EventSource', 'MessageChannel', 'WebSocket'].map((key) => ({
    owner: 'globalThis',
    key,
    name: `new ${key}()`,
    instead: network,
  })),
  ...['FinalizationRegistry', 'WeakRef'].map((key) => ({
    owner: 'globalThis',
    key,
    name: `new ${key}()`,
    instead: kept,
    packages: 'always' as const,
  })),
  ...['compile', 'compileStreaming', 'instantiate', 'instantiateStreaming'].map((key) => ({
    owner: 'WebAssembly',
    key,
    name: `WebAssembly.${key}()`,
    instead: wasm,
    mayLoad: true,
  })),
  ...subtle.map((key) => ({
    owner: 'crypto.subtle',
    key,
    name: `crypto.subtle.${key}()`,
    instead: signing,
    mayLoad: true,
  })),
  { owner: 'crypto', key: 'randomUUID', name: 'crypto.randomUUID()', instead: chance },
  { owner: 'crypto', key: 'getRandomValues', name: 'crypto.getRandomValues()', instead: chance },
];
