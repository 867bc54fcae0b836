import { chance, network, nothing, timer } from './substitutes.ts';

const atOnce = 'the function with Sync in its name: what this one answers never comes';

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
