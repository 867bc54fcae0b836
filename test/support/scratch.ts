import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder of its own for a test file, removed at the end. */
export class Scratch {
  readonly path: string = mkdtempSync(join(tmpdir(), 'fault-sim-scratch-'));

  /** The path of a file in it. */
  of(file: string): string {
    return join(this.path, file);
  }

  /** Writes a file, folders included, and answers its path. */
  write(file: string, text: string): string {
    const path = this.of(file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  /** Makes a pipe with a name, and answers its path. */
  pipe(file: string): string {
    const path = this.of(file);
    execFileSync('sh', ['-c', 'mkfifo "$0"', path]);
    return path;
  }
}

/** Makes the scratch folder of a test file. */
export function scratch(): Scratch {
  const folder = new Scratch();
  afterAll(() => rmSync(folder.path, { recursive: true, force: true }));
  return folder;
}
