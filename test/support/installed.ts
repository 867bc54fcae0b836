import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './built.ts';
import { finished } from './cli.ts';
import type { Finished } from './cli.ts';
import type { Scratch } from './scratch.ts';
import { root } from './source-tree.ts';

/** A user's project in a scratch folder, with the built package among its node_modules. */
export class Project {
  readonly #folder: Scratch;

  constructor(folder: Scratch) {
    ensureBuilt();
    this.#folder = folder;
    const modules = folder.of('node_modules');
    const home = join(modules, 'fault-sim');
    mkdirSync(home, { recursive: true });
    for (const name of ['dist', 'package.json'])
      cpSync(join(root, name), join(home, name), { recursive: true });
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    for (const name of Object.keys(dependencies))
      symlinkSync(join(root, 'node_modules', name), join(modules, name));
    writeFileSync(folder.of('package.json'), '{"name": "project", "type": "module"}');
  }

  /** Runs a script of the user's to its end. */
  async run(script: string): Promise<Finished> {
    const path = this.#folder.write('script.mjs', script);
    return await finished(process.execPath, [path], { cwd: this.#folder.path });
  }
}
