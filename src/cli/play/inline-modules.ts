import type { Host, ModuleResult, ReadResult } from '../../base/host.ts';

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

  /** JSON, which is YAML too. */
  textOf(scenario: object): string {
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
