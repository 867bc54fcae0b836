import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Jiti, JitiOptions, TransformOptions, TransformResult } from 'jiti';
import { OwnCodeError } from '../../base/errors.ts';
import type { ModuleResult } from '../../base/host.ts';
import { compiledFile, load } from '../compiled.ts';
import { Interrupted } from '../failure.ts';
import { callerOf } from '../guard/caller.ts';
import type { CallPlace } from '../guard/caller.ts';
import type { Guard } from '../guard/guard.ts';
import { hotPlace } from '../guard/hot-place.ts';
import { secondLookMs } from '../limits.ts';
import { cacheFolder } from './cache-folder.ts';
import type { EventLoop } from './event-loop.ts';
import { installKeptState, mayFindState } from './kept-state.ts';
import { limitedImport } from './limited-import.ts';
import type { Imported } from './limited-import.ts';
import { LoadedFiles } from './loaded-files.ts';
import { installMicrotasks } from './microtasks.ts';
import { installPower } from './power.ts';
import type { Refusal } from './refusal.ts';
import { matchRenewed } from './renewal.ts';
import type { Renewal } from './renewal.ts';
import { userCodePlugin } from './user-code-plugin.ts';

type Exports = { readonly [name: string]: unknown };
type Transform = (options: TransformOptions) => TransformResult;

const fromHere = createRequire(import.meta.url);

/** A file of jiti's; its own way to them reads them anew in each process. */
function jitiFile(name: string): unknown {
  return compiledFile(join(dirname(fromHere.resolve('jiti')), '../dist', name));
}

/** What jiti makes an importer with, beside its options. */
type JitiCore = (
  id: string,
  options: JitiOptions,
  outside: {
    readonly onError: (error: Error) => never;
    readonly nativeImport: (id: string) => Promise<unknown>;
    readonly createRequire: typeof createRequire;
  },
) => Jiti;

function createJiti(id: string, options: JitiOptions): Jiti {
  const core = jitiFile('jiti.cjs') as JitiCore;
  return core(id, options, {
    onError(error) {
      throw error;
    },
    nativeImport: load,
    createRequire,
  });
}

/** The sentence of an error of syntax, without the place that babel writes round it. */
function syntaxProblem(message: string): string {
  const [first = message] = message.split('\n');
  return first.replace(/^[^ ]*: /, '').replace(/ ?\([0-9]+:[0-9]+\)$/, '');
}

/** Of all loaders of the process, which share their modules: one after another loads them anew. */
let renewing: Promise<unknown> = Promise.resolve();

/** What is said of a file that did not come to an end. */
function endlessResult(
  ending: 'timeout' | 'never',
  limitMs: number,
  place: CallPlace | null,
  file: string,
  given: string,
): ModuleResult {
  return {
    problem:
      ending === 'timeout'
        ? `it did not come to an end and was broken off after ${limitMs / 1000}s; what stands outside of its functions runs while it is loaded`
        : 'it waits for something that never comes; what stands outside of its functions runs while it is loaded',
    file: place === null ? given : shownPath(place.file, file, given),
    line: place?.line ?? null,
    column: place?.column ?? null,
  };
}

/** Loads users' TypeScript and JavaScript, every file through the same transform on every Node. */
export class ModuleLoader {
  readonly #guard: Guard;
  readonly #eventLoop: EventLoop;
  readonly #jiti: Jiti;
  #transform: Transform | null = null;
  /** What is wrong in a file that was being transformed, if something was. */
  #refusal: Refusal | null = null;
  /** Files that were broken off: nobody waits for them again. */
  readonly #endless = new Map<string, ModuleResult>();
  readonly #limitMs: number;
  readonly #loaded: LoadedFiles;
  /** What was given to whoever loaded a file, by its path and name. */
  readonly #given = new Map<string, { readonly path: string; readonly exports: Exports }>();

  /** `limitMs`: real time that the code of a file may take while it is loaded. */
  constructor(
    api: object,
    { guard, eventLoop }: { readonly guard: Guard; readonly eventLoop: EventLoop },
    env: NodeJS.ProcessEnv,
    limitMs: number,
  ) {
    this.#guard = guard;
    this.#eventLoop = eventLoop;
    this.#limitMs = limitMs;
    installPower();
    installMicrotasks();
    installKeptState();
    this.#jiti = createJiti(pathToFileURL(resolve('fault-sim.js')).href, {
      // The very module that this process runs: definitions are compared by identity.
      virtualModules: { 'fault-sim': api },
      interopDefault: false,
      fsCache: cacheFolder(env) ?? false,
      transform: (options) => this.#transformed(options),
    });
    this.#loaded = new LoadedFiles(this.#jiti.cache);
  }

  /** The files of the user's own that were loaded, and what they import; no packages. In order. */
  get files(): readonly string[] {
    return this.#loaded.paths;
  }

  #transformed(options: TransformOptions): TransformResult {
    const { filename: file = '' } = options;
    // A large file that is loaded only when needed, and that jiti does not export.
    this.#transform ??= jitiFile('babel.cjs') as Transform;
    const plugin = userCodePlugin(file, (refusal) => {
      this.#refusal = refusal;
      throw new SyntaxError(refusal.problem);
    });
    const result = this.#transform({ ...options, babel: { plugins: [plugin] } });
    const error = result.error as
      | (Error & { readonly loc?: { readonly line: number; readonly column: number } })
      | undefined;
    if (error !== undefined && error.loc !== undefined) {
      const { line, column } = error.loc;
      this.#refusal ??= { problem: syntaxProblem(error.message), file, line, column: column + 1 };
    }
    return result;
  }

  /**
   * Imports a file under the guard. Never rejects for a mistake in it; rejects with Interrupted when
   * the user was tired of waiting.
   */
  async load(path: string): Promise<ModuleResult> {
    const file = resolve(path);
    const known = this.#endless.get(file) ?? this.#given.get(file);
    if (known !== undefined) return known;
    const result = await this.#read(file, path);
    if ('exports' in result) this.#given.set(file, { path, exports: result.exports });
    return result;
  }

  /**
   * What takes the place of everything that was given, for a run that must not find what runs before it
   * have left; null: nobody can have left anything. Throws OwnCodeError when a file does not load again.
   */
  async renewed(): Promise<Renewal | null> {
    if (!mayFindState()) return null;
    const renewal = renewing.then(async () => await this.#renew());
    renewing = renewal.catch(() => undefined);
    return await renewal;
  }

  async #renew(): Promise<Renewal> {
    const found = new Map<object, object>();
    this.#loaded.forget();
    this.#guard.isSilent = true;
    try {
      for (const [file, { path, exports }] of this.#given) {
        const result = await this.#read(file, path);
        if ('problem' in result)
          throw new OwnCodeError(`${path} cannot be loaded again: ${result.problem}`);
        matchRenewed({ ...exports }, { ...result.exports }, found);
      }
    } finally {
      this.#guard.isSilent = false;
    }
    return found;
  }

  async #read(file: string, path: string): Promise<ModuleResult> {
    this.#refusal = null;
    try {
      const imported = await this.#import(file, this.#limitMs);
      if (imported.ending === 'itself') return { exports: imported.result };
      if (imported.ending === 'interrupt')
        throw new Interrupted('SIGINT', `while ${path} was loaded`);
      const place = imported.ending === 'timeout' ? await this.#placeOf(file) : null;
      const result = endlessResult(imported.ending, this.#limitMs, place, file, path);
      this.#endless.set(file, result);
      return result;
    } catch (error) {
      if (error instanceof Interrupted) throw error;
      return this.#problemOf(error, file, path);
    } finally {
      this.#loaded.remember();
    }
  }

  async #import(file: string, limitMs: number): Promise<Imported<Exports>> {
    let isGivenUp = false;
    const start = async (): Promise<Exports> => {
      this.#guard.importing += 1;
      try {
        return await this.#jiti.import(file);
      } finally {
        // One that was given up may come to its end later on.
        if (!isGivenUp) this.#guard.importing -= 1;
      }
    };
    const before = this.#guard.importing;
    const imported = await limitedImport(limitMs, this.#eventLoop, start);
    // What was broken off ran no `finally`.
    isGivenUp = imported.ending !== 'itself';
    if (isGivenUp) this.#guard.importing = before;
    return imported;
  }

  /** Where a file that was broken off spends its time: it is looked at once more. */
  async #placeOf(file: string): Promise<CallPlace | null> {
    return await hotPlace(() => this.#import(file, secondLookMs));
  }

  #problemOf(error: unknown, file: string, given: string): ModuleResult {
    if (this.#refusal !== null) {
      return { ...this.#refusal, file: shownPath(this.#refusal.file, file, given) };
    }
    const message = messageOf(error);
    const thrown = error instanceof Error ? callerOf(error) : null;
    return {
      problem: message.split('\n')[0] ?? message,
      file: thrown === null ? given : shownPath(thrown.file, file, given),
      line: thrown?.line ?? null,
      column: thrown?.column ?? null,
    };
  }
}

/** What went wrong. Node would say of which file, with its whole path, and not which others it takes. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isOther = Reflect.get(error, 'code') === 'ERR_UNKNOWN_FILE_EXTENSION';
  return isOther ? 'its name has to end in .ts, .js or .mjs' : error.message;
}

/** A file as the user would name it: as given, or relative to the working directory if it is below. */
function shownPath(path: string, file: string, given: string): string {
  if (path === file) return given;
  const below = relative(process.cwd(), path);
  return below.startsWith('..') ? path : below.replaceAll('\\', '/');
}
