/** Something of the host that a program may not touch, and what to use in its place. */
export interface Ambient {
  /** As the user writes it. */
  readonly name: string;
  readonly instead: string;
  /**
   * Packages of users may touch it: always, or only while they are loaded. They look there for how they
   * are to behave; null: not even they.
   */
  readonly packages?: 'always' | 'loading';
  /** Whoever is loaded may use it: promises of the host come then, and never in a run. */
  readonly mayLoad?: boolean;
}

const time = 'node.clock.wall() or node.clock.monotonic()';
const timer = 'node.after, node.every or node.sleep';
const aborting = 'node.abort, and node.after to pull it';
const chance = 'node.random';
const network = 'node.send, node.call or node.connect';
const nothing = 'nothing: it differs from machine to machine';
const kept = 'a plain reference: when something is collected differs from run to run';
const atOnce = 'the function with Sync in its name: what this one answers never comes';
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

/** What is refused of a module of Node: some of its functions, by their paths in it, or all. */
export interface AmbientModule {
  readonly module: string;
  readonly functions: readonly string[] | 'all';
  readonly instead: string;
}

/** Modules that packages may import; what reaches outside is refused when it is called. */
export const ambientModules: readonly AmbientModule[] = [
  { module: 'child_process', functions: 'all', instead: 'another node' },
  {
    module: 'crypto',
    functions: [
      'generateKey',
      'generateKeyPair',
      'generateKeyPairSync',
      'generateKeySync',
      'generatePrime',
      'generatePrimeSync',
      'getRandomValues',
      'randomBytes',
      'randomFill',
      'randomFillSync',
      'randomInt',
      'randomUUID',
    ],
    instead: chance,
  },
  { module: 'crypto', functions: ['checkPrime', 'hkdf', 'pbkdf2', 'scrypt'], instead: atOnce },
  { module: 'dgram', functions: ['createSocket'], instead: network },
  { module: 'dns', functions: 'all', instead: 'the ids of nodes' },
  { module: 'dns/promises', functions: 'all', instead: 'the ids of nodes' },
  { module: 'fs', functions: 'all', instead: 'node.disk' },
  { module: 'fs/promises', functions: 'all', instead: 'node.disk' },
  { module: 'http', functions: ['createServer', 'get', 'request'], instead: network },
  {
    module: 'http2',
    functions: ['connect', 'createSecureServer', 'createServer'],
    instead: network,
  },
  { module: 'https', functions: ['createServer', 'get', 'request'], instead: network },
  {
    module: 'net',
    functions: ['Server', 'Socket', 'connect', 'createConnection', 'createServer'],
    instead: network,
  },
  { module: 'os', functions: 'all', instead: nothing },
  { module: 'tls', functions: ['TLSSocket', 'connect', 'createServer'], instead: network },
  {
    module: 'timers',
    functions: ['setImmediate', 'setInterval', 'setTimeout'],
    instead: timer,
  },
  { module: 'timers/promises', functions: 'all', instead: 'node.sleep' },
  {
    module: 'vm',
    functions: ['createContext', 'runInNewContext', 'Script.prototype.runInNewContext'],
    instead:
      'vm.runInThisContext: a context of its own has the clock and the chance of the machine',
  },
  { module: 'worker_threads', functions: ['Worker'], instead: 'another node' },
  {
    module: 'zlib',
    functions: [
      'brotliCompress',
      'brotliDecompress',
      'deflate',
      'deflateRaw',
      'gunzip',
      'gzip',
      'inflate',
      'inflateRaw',
      'unzip',
    ],
    instead: atOnce,
  },
];

/** What `Date` is refused as: without an argument it reads a clock, with several a time zone. */
export const ambientDate: Ambient = { name: 'new Date()', instead: time };

const zone = 'the methods with UTC in their name, or toISOString: this one reads a time zone';
const locale = 'it with a locale: without one it reads that of the machine';
const setting = '`config` of the node';

/** Methods of dates that read the time zone of the machine, whatever they are given. */
const zoned = [
  'getDate',
  'getDay',
  'getFullYear',
  'getHours',
  'getMinutes',
  'getMonth',
  'getSeconds',
  'getTimezoneOffset',
  'getYear',
  'toDateString',
  'toString',
  'toTimeString',
  'setDate',
  'setFullYear',
  'setHours',
  'setMinutes',
  'setMonth',
  'setSeconds',
  'setYear',
];

/** Whether arguments name a locale, at this place among them. */
const namesLocale =
  (place: number) =>
  (args: readonly unknown[]): boolean =>
    args[place] !== undefined;

/** Whether arguments name a locale and a time zone. */
function namesZone([name, options]: readonly unknown[]): boolean {
  const { timeZone }: { readonly timeZone?: unknown } = Object(options ?? {});
  return name !== undefined && timeZone !== undefined;
}

/** A function that depends on the time zone or locale of the machine unless it is told one. */
export interface AmbientPlace extends Ambient {
  /** The object that it hangs on, by its path from the globals. */
  readonly owner: string;
  readonly key: string;
  /** Whether it is told everything that it would ask the machine for. */
  readonly isTold: (args: readonly unknown[]) => boolean;
}

const placed = (
  owner: string,
  keys: readonly string[],
  instead: string,
  isTold: AmbientPlace['isTold'],
): AmbientPlace[] =>
  keys.map((key) => {
    const name = `${owner.replace('.prototype', '')}.${key}()`;
    return { owner, key, name, instead, isTold, packages: 'loading' };
  });

/** What tells where the machine stands and which language it speaks. */
export const ambientPlaces: readonly AmbientPlace[] = [
  {
    owner: 'process',
    key: 'cwd',
    name: 'process.cwd()',
    instead: setting,
    isTold: () => false,
    packages: 'always',
  },
  {
    owner: 'globalThis',
    key: 'File',
    name: 'new File()',
    instead: 'it with `lastModified`: without one it reads a clock',
    isTold: ([, , options]) => Reflect.has(Object(options ?? {}), 'lastModified'),
    packages: 'loading',
  },
  ...placed('Date.prototype', zoned, zone, () => false),
  ...placed(
    'Date.prototype',
    ['toLocaleDateString', 'toLocaleString', 'toLocaleTimeString'],
    'it with a locale and a timeZone, or toISOString',
    namesZone,
  ),
  ...placed('Intl', ['DateTimeFormat'], 'it with a locale and a timeZone', namesZone),
  ...placed(
    'Intl',
    ['Collator', 'DisplayNames', 'ListFormat', 'NumberFormat', 'PluralRules'],
    locale,
    namesLocale(0),
  ),
  ...placed('Intl', ['RelativeTimeFormat', 'Segmenter'], locale, namesLocale(0)),
  ...placed('Number.prototype', ['toLocaleString'], locale, namesLocale(0)),
  ...placed('BigInt.prototype', ['toLocaleString'], locale, namesLocale(0)),
  ...placed('String.prototype', ['localeCompare'], '<, or it with a locale', namesLocale(1)),
  ...placed('String.prototype', ['toLocaleLowerCase', 'toLocaleUpperCase'], locale, namesLocale(0)),
];

/** What differs between processes and machines and is no function. Packages look there for how to behave. */
export interface AmbientSetting extends Ambient {
  /** The object that it hangs on, by its path from the globals. */
  readonly owner: string;
  readonly key: string;
}

const told = (keys: readonly string[], instead: string): AmbientSetting[] =>
  keys.map((key) => ({
    owner: 'process',
    key,
    name: `process.${key}`,
    instead,
    packages: 'always',
  }));

/** What the process was started with and on. */
export const ambientSettings: readonly AmbientSetting[] = [
  ...told(['argv', 'env'], setting),
  ...told(['pid', 'ppid'], 'node.id'),
  ...told(['arch', 'execArgv', 'execPath', 'platform', 'title', 'version', 'versions'], nothing),
  ...told(['config', 'release', 'stdin'], nothing),
  ...['hardwareConcurrency', 'language', 'languages', 'platform', 'userAgent'].map((key) => ({
    owner: 'navigator',
    key,
    name: `navigator.${key}`,
    instead: nothing,
    packages: 'always' as const,
  })),
  { owner: 'Event.prototype', key: 'timeStamp', name: 'timeStamp of an event', instead: time },
  ...['nodeTiming', 'timeOrigin'].map((key) => ({
    owner: 'performance',
    key,
    name: `performance.${key}`,
    instead: time,
  })),
];
