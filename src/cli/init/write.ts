import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../../base/errors.ts';
import { version } from '../about.ts';
import type { CommandBody } from '../command.ts';
import { exitCode } from '../exit-code.ts';
import { WriteError } from '../failure.ts';
import { makeFolder } from '../play/draft-file.ts';
import { starterFiles } from './files.ts';

/** Does `fault-sim init`: all files or none, and nothing that is there is touched. */
export const initFolder: CommandBody = async (given, terminal) => {
  const folder = given.args[0] ?? '.';
  const files = starterFiles(version());
  const there = files.filter(({ path }) => existsSync(join(folder, path)));
  if (there.length > 0) {
    const paths = there.map(({ path }) => join(folder, path)).join(', ');
    throw new UsageError(
      `nothing was written: ${paths} ${there.length === 1 ? 'exists' : 'exist'}`,
    );
  }
  for (const { path, text } of files) {
    const place = join(folder, path);
    try {
      makeFolder(dirname(place));
      writeFileSync(place, text, { flag: 'wx' });
    } catch (error) {
      throw new WriteError(`${place} cannot be written: ${(error as Error).message}`);
    }
    await terminal.stdout.write(`wrote ${place}\n`);
  }
  await terminal.stdout.write(`next: fault-sim run ${join(folder, 'scenarios')}\n`);
  return exitCode.asExpected;
};
