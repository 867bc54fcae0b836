import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../../base/errors.ts';
import { version } from '../about.ts';
import type { CommandBody } from '../command.ts';
import { exitCode } from '../exit-code.ts';
import { WriteError } from '../failure.ts';
import { makeFolder } from '../play/draft-file.ts';
import { starterFiles } from './files.ts';

/** Whether a file was written: what is there, be it a folder or a link to nothing, is left. */
function writeNew(place: string, text: string): boolean {
  try {
    makeFolder(dirname(place));
    writeFileSync(place, text, { flag: 'wx' });
    return true;
  } catch (error) {
    const { code, path, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && path === place) return false;
    throw new WriteError(`${place} cannot be written: ${message}`);
  }
}

/** Does `fault-sim init`: adds the files that are missing, and nothing that is there is touched. */
export const initFolder: CommandBody = async (given, terminal) => {
  const folder = given.args[0] ?? '.';
  const left: string[] = [];
  const files = starterFiles(version());
  for (const { path, text } of files) {
    const place = join(folder, path);
    if (writeNew(place, text)) await terminal.stdout.write(`wrote ${place}\n`);
    else left.push(place);
  }
  if (left.length === files.length)
    throw new UsageError(`nothing was written: ${left.join(', ')} exist`);
  for (const place of left) await terminal.stdout.write(`left ${place} as it was\n`);
  await terminal.stdout.write(`next: fault-sim run ${join(folder, 'scenarios')}\n`);
  return exitCode.asExpected;
};
