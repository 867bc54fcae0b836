import { readFileSync } from 'node:fs';
import { compareText } from '../../base/order.ts';

/** The modules of this process by path, as `require.cache` has them. */
type Modules = { [path: string]: unknown };

/** What each file of users' said when it was loaded; null: nobody could read it. */
const texts = new Map<string, string | null>();

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/**
 * The files of users' own that this process has loaded, and what they import; no packages. Modules are
 * shared by the whole process, so these are too: whoever comes later must not play what a file once said.
 */
export class LoadedFiles {
  readonly #modules: Modules;
  /** What stood among the modules before, and was loaded by somebody else. */
  readonly #others: ReadonlySet<string>;

  constructor(modules: Modules) {
    this.#modules = modules;
    this.#forgetRewritten();
    this.#others = new Set(Object.keys(modules).filter((file) => !texts.has(file)));
  }

  /** In order. */
  get paths(): readonly string[] {
    return Object.keys(this.#modules)
      .filter((file) => !this.#others.has(file) && !/[\\/]node_modules[\\/]/.test(file))
      .sort(compareText);
  }

  /** Remembers what files say that have just been loaded. */
  remember(): void {
    for (const file of this.paths) if (!texts.has(file)) texts.set(file, textOf(file));
  }

  /** Whoever imports one of them from now on has another one of it. */
  forget(): void {
    for (const file of this.paths) Reflect.deleteProperty(this.#modules, file);
  }

  /** One that was rewritten takes all with it: any of them may have imported it, or what imports it. */
  #forgetRewritten(): void {
    if ([...texts].every(([file, text]) => text !== null && textOf(file) === text)) return;
    for (const file of texts.keys()) Reflect.deleteProperty(this.#modules, file);
    texts.clear();
  }
}
