import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, root } from './source-tree.ts';

/** The launcher of the built program; run it with `process.execPath`. */
export const launcher = join(root, 'bin/fault-sim.js');

/** The record of the last build: what is in which bundle. */
export const metaPath = join(root, 'dist/meta.json');

const changedMs = (path: string): number => statSync(join(root, path)).mtimeMs;

/** What makes dist of the sources. */
const builders = ['build', 'bundle-parts', 'bundle-plugins', 'entries', 'practice'].map(
  (name) => `scripts/${name}.mjs`,
);

/** Whether a source or the build itself changed since dist was written. */
function isStale(): boolean {
  if (!existsSync(metaPath)) return true;
  const builtMs = statSync(metaPath).mtimeMs;
  return [...filesBelow('src'), ...builders].some((path) => changedMs(path) > builtMs);
}

/** Bundles the sources unless dist is newer than all of them; throws with the bundler's words. */
export function ensureBuilt(): void {
  if (!isStale()) return;
  const script = join(root, 'scripts/build.mjs');
  execFileSync(process.execPath, [script, '--bundle-only'], { cwd: root, stdio: 'pipe' });
}
