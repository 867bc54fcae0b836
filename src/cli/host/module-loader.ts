import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createJiti } from 'jiti';
import type { Jiti } from 'jiti';
import type { ModuleResult } from '../../base/host.ts';
import { callerOf } from '../guard/caller.ts';
import type { Guard } from '../guard/guard.ts';
import { cacheFolder } from './cache-folder.ts';
import { installPower } from './power.ts';
import type { Refusal } from './refusal.ts';
import { userCodePlugin } from './user-code-plugin.ts';

/** Loads users' TypeScript and JavaScript, every file through the same transform on every Node. */
export class ModuleLoader {
  readonly #guard: Guard;
  readonly #jiti: Jiti;
  #refusal: Refusal | null = null;

  constructor(api: object, guard: Guard, env: NodeJS.ProcessEnv) {
    this.#guard = guard;
    installPower();
    const plugin = userCodePlugin((refusal) => {
      this.#refusal = refusal;
      throw new SyntaxError(refusal.problem);
    });
    this.#jiti = createJiti(pathToFileURL(resolve('fault-sim.js')).href, {
      // The very module that this process runs: definitions are compared by identity.
      virtualModules: { 'fault-sim': api },
      interopDefault: false,
      fsCache: cacheFolder(env) ?? false,
      transformOptions: { babel: { plugins: [plugin] } },
    });
  }

  /** Imports a file under the guard. Never rejects for a mistake in it. */
  async load(path: string): Promise<ModuleResult> {
    const file = resolve(path);
    this.#refusal = null;
    this.#guard.importing += 1;
    try {
      const exports: { readonly [name: string]: unknown } = await this.#jiti.import(file);
      return { exports };
    } catch (error) {
      return this.#problemOf(error, file);
    } finally {
      this.#guard.importing -= 1;
    }
  }

  #problemOf(error: unknown, file: string): ModuleResult {
    if (this.#refusal !== null) return this.#refusal;
    const message = error instanceof Error ? error.message : String(error);
    // How jiti tells of a file that is no TypeScript: code, sentence, place.
    const syntax = /^\w*Error: ([^]*?)\s*\n\s*([^\n]+):([0-9]+):([0-9]+)$/.exec(message);
    if (syntax !== null) {
      const [, problem = '', where = file, line, column] = syntax;
      const plain = problem.replace(`${where}: `, '').split('\n')[0] ?? problem;
      return { problem: plain, file: where, line: Number(line), column: Number(column) + 1 };
    }
    const [first = message] = message.split('\n');
    const thrown = error instanceof Error ? callerOf(error) : null;
    return {
      problem: first,
      file: thrown?.file ?? file,
      line: thrown?.line ?? null,
      column: thrown?.column ?? null,
    };
  }
}
