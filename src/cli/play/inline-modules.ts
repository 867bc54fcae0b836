import type { Host, ModuleResult, ReadResult } from '../../base/host.ts';
import { valueText } from '../../base/schema/text.ts';
import { isThenable } from '../../base/thenable.ts';

const folder = './.inline/';

/** Whether a value was made by one of the `define` functions. */
function isDefinition(value: unknown): value is { readonly kind: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.isFrozen(value) &&
    'kind' in value &&
    'name' in value &&
    'summary' in value
  );
}

function refuse(path: string, what: string): never {
  throw new TypeError(`the scenario: ${path === '' ? 'it' : path} is ${what}`);
}

/** Whether JSON would write `{}` of it, though it is no empty map: a Map, a promise, a pattern. */
function isOpaque(object: object): boolean {
  if (Array.isArray(object) || Object.keys(object).length > 0) return false;
  const prototype: unknown = Object.getPrototypeOf(object);
  return prototype !== null && Object.getPrototypeOf(prototype) !== null;
}

/** Throws TypeError when a value is one that JSON would leave out or write as another one. */
function demandData(value: unknown, path: string, open: readonly unknown[]): void {
  if (typeof value === 'function') refuse(path, 'a function; call it if it makes what is meant');
  if (typeof value === 'symbol' || typeof value === 'bigint') refuse(path, valueText(value));
  if (typeof value === 'number' && !Number.isFinite(value)) refuse(path, String(value));
  if (typeof value !== 'object' || value === null || isDefinition(value)) return;
  // It says for itself what is written of it.
  if ('toJSON' in value) return;
  if (open.includes(value)) refuse(path, 'the same object as one that it stands in');
  if (isThenable(value)) refuse(path, 'a promise; await it first');
  if (isOpaque(value)) refuse(path, valueText(value));
  const here = [...open, value];
  for (const [key, member] of Object.entries(value)) {
    const below = Array.isArray(value)
      ? `${path}[${key}]`
      : `${path}${path === '' ? '' : '.'}${key}`;
    demandData(member, below, here);
  }
}

/**
 * A scenario given as an object, as the text that the loader reads. Definitions that stand in it as
 * values get paths of their own, which only this host knows.
 */
export class InlineModules {
  readonly #values: unknown[] = [];

  /** There are definitions, so users' code will run. */
  get hasCode(): boolean {
    return this.#values.length > 0;
  }

  /** JSON, which is YAML too. Throws TypeError when it cannot hold something of the scenario. */
  textOf(scenario: object): string {
    demandData(scenario, '', []);
    return JSON.stringify(scenario, (_, value: unknown) => {
      if (!isDefinition(value)) return value;
      const known = this.#values.indexOf(value);
      const place = known < 0 ? this.#values.push(value) - 1 : known;
      return `${folder}${place}.js`;
    });
  }

  /** The data with the values in place of the paths that `textOf` gave them. */
  withValues(data: unknown): unknown {
    if (typeof data === 'string') return data.startsWith(folder) ? this.#find(data) : data;
    if (Array.isArray(data)) return data.map((one) => this.withValues(one));
    if (typeof data !== 'object' || data === null) return data;
    const entries = Object.entries(data);
    return Object.fromEntries(entries.map(([key, one]) => [key, this.withValues(one)]));
  }

  /** The host, knowing these modules too. */
  over(host: Host): Host {
    return {
      drain: host.drain,
      hash: (bytes) => host.hash(bytes),
      readText: (path): ReadResult =>
        this.#find(path) === undefined ? host.readText(path) : { text: '' },
      loadModule: (path): Promise<ModuleResult> => {
        const value = this.#find(path);
        if (value === undefined) return host.loadModule(path);
        return Promise.resolve({ exports: { default: value } });
      },
    };
  }

  #find(path: string): unknown {
    const [, place] = /(?:^|\/)\.inline\/([0-9]+)\.js$/.exec(path) ?? [];
    return place === undefined ? undefined : this.#values[Number(place)];
  }
}
