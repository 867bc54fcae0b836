import { createHash } from 'node:crypto';
import type { Diagnostic } from '../../src/base/errors.ts';
import { ScenarioError } from '../../src/base/errors.ts';
import type { Host, ModuleResult } from '../../src/base/host.ts';
import {
  boolean,
  duration,
  integer,
  list,
  node,
  object,
  text as word,
} from '../../src/base/schema.ts';
import { defineCheck } from '../../src/library/checks/define.ts';
import { defineFault } from '../../src/library/faults/define.ts';
import { type LoadOptions, loadScenario } from '../../src/scenario/load.ts';
import type { RunPlan, Scenario } from '../../src/scenario/scenario.ts';
import { defineProgram } from '../../src/world/program/program.ts';
import { request } from '../../src/world/program/protocol.ts';

/** A store with a leader: enough of everything that a scenario may name. */
export const store = defineProgram({
  name: 'store',
  summary: 'Keeps values.',
  config: {
    safe: boolean('Be safe.').default(false),
    lease: duration('How long.').default('10s').min('1s'),
    friend: node('Someone else.').optional(),
    nested: object({ depth: integer('How deep.').default(1) }, 'Deeper.').optional(),
  },
  messages: {
    append: { term: integer(), entries: list(word()) },
    read: request({ key: word() }, { value: word() }),
    write: request({ key: word(), value: word() }, {}, { 'not-leader': { leader: node() } }),
  },
  events: {
    elected: { term: integer() },
    applied: { key: word(), took: duration() },
  },
  points: ['before-write'],
  roles: { leader: { event: 'elected', rank: 'term' } },
  start() {},
});

/** A program with one request, to be driven on its own node. */
export const buyer = defineProgram({
  name: 'buyer',
  summary: 'Buys.',
  messages: { buy: request({ item: word() }) },
  events: { bought: { item: word() } },
  start() {},
});

/** A fault of the user's own. */
export const stale = defineFault({
  name: 'stale',
  summary: 'Old prices.',
  chapter: 'Own',
  targets: 'nodes',
  needs: {},
  params: { age: duration('How old.') },
  example: '{ fault: ./stale.ts, target: n1, age: 3s }',
  begin() {},
});

/** A check of the user's own. */
export const fair = defineCheck({
  name: 'fair',
  summary: 'Fair.',
  property: 'safety',
  watches: { bought: { item: word() } },
  watch() {},
});

type Files = { readonly [path: string]: string };
type Modules = { readonly [path: string]: ModuleResult };

/** The user's files that are there unless a test says otherwise. */
const standardModules: Modules = {
  'store.ts': { exports: { store } },
  'buyer.ts': { exports: { default: buyer, other: store } },
  'stale.ts': { exports: { stale, number: 1 } },
  'fair.ts': { exports: { fair } },
};

/** A host whose files are in memory. A path that ends with `/` is a folder. */
export function memoryHost(files: Files = {}, modules: Modules = {}): Host {
  const all: Modules = { ...standardModules, ...modules };
  return {
    drain: () => true,
    hash: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    readText(path) {
      if (files[`${path}/`] !== undefined) return { problem: 'is-folder', why: 'a folder' };
      const found = files[path] ?? (all[path] === undefined ? undefined : '');
      return found === undefined ? { problem: 'not-found', why: 'not there' } : { text: found };
    },
    loadModule: async (path) =>
      all[path] ?? { problem: 'there is no such module', file: null, line: null, column: null },
  };
}

/** How a test loads. */
export interface Given {
  readonly files?: Files;
  readonly modules?: Modules;
  readonly options?: LoadOptions;
  readonly path?: string;
}

/** Loads a text; throws what the loader throws. */
export function load(text: string, given: Given = {}): Promise<Scenario> {
  const host = memoryHost(given.files, given.modules);
  return loadScenario({ text, path: given.path ?? 's.yaml' }, given.options ?? {}, host);
}

/** The plan of the first run. */
export async function planOf(text: string, given: Given = {}): Promise<RunPlan> {
  const [plan] = (await load(text, given)).runs;
  if (plan === undefined) throw new Error('no run');
  return plan;
}

/** What is wrong with a text; empty when it loads. */
export async function wrongIn(text: string, given: Given = {}): Promise<readonly Diagnostic[]> {
  try {
    await load(text, given);
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.diagnostics;
    throw error;
  }
}

/** A diagnostic on one line: `E_CODE 3:5 sentence [what stands beside the carets]`. */
export function brief({ code, place, message, suggestion }: Diagnostic): string {
  const at = place === null ? '-' : `${place.line}:${place.column}`;
  return `${code} ${at} ${message}${suggestion === null ? '' : ` [${suggestion}]`}`;
}

/** What is wrong with a text, on one line each. */
export async function briefs(text: string, given: Given = {}): Promise<readonly string[]> {
  return (await wrongIn(text, given)).map(brief);
}

/** A scenario that loads; the first four lines of it are always these. */
export const head = `version: 1
name: made-up
duration: 60s
checks: { fine: { check: no-program-errors } }
`;

/** Three stores and two clients after the head: lines 5 and 6. */
export const people = `${head}nodes: { db: { count: 3, program: ./store.ts }, client: { count: 2 } }
workloads: { kv: { workload: requests, to: db, rate: 5/s, ops: { read: 50%, write: 50% } } }
`;
