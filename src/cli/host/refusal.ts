/** Something in a user's file that must not be there, with its place. Lines and columns from 1. */
export interface Refusal {
  readonly problem: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const substitutes: ReadonlyMap<string, string> = new Map([
  ['timers', 'node.after, node.every or node.sleep'],
  ['timers/promises', 'node.sleep'],
  ['fs', 'node.disk'],
  ['fs/promises', 'node.disk'],
  ['crypto', 'node.random, node.sign and node.verify'],
  ['perf_hooks', 'node.clock.monotonic()'],
  ['net', 'node.send, node.call or node.connect'],
  ['http', 'node.call'],
  ['https', 'node.call'],
  ['http2', 'node.call'],
  ['dgram', 'node.send'],
  ['dns', 'the ids of nodes'],
  ['console', 'node.log'],
]);

/** Modules of Node that only compute: the same input gives the same output everywhere. */
const harmless: ReadonlySet<string> = new Set([
  'assert',
  'assert/strict',
  'buffer',
  'events',
  'path',
  'path/posix',
  'querystring',
  'string_decoder',
  'url',
  'util',
  'util/types',
]);

/** Why a module of Node may not be imported, with what to use in its place; null when it may. */
export function refusalOfBuiltin(name: string): string | null {
  const plain = name.replace(/^node:/, '');
  if (harmless.has(plain)) return null;
  const instead = substitutes.get(plain);
  const hint = instead === undefined ? 'a program sees only what `node` offers' : `use ${instead}`;
  return `node:${plain} is outside of the simulation: ${hint}`;
}
