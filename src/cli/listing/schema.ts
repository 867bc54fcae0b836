import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../about.ts';
import type { CommandBody } from '../command.ts';
import { exitCode } from '../exit-code.ts';
import { itemsOfNoun } from './items.ts';
import { tableText } from './table-text.ts';

/** Does `fault-sim schema`: the very file that the package carries. */
export const printSchema: CommandBody = async (given, terminal, commands) => {
  const [name] = given.args;
  const text =
    name === undefined
      ? tableText(itemsOfNoun('formats', commands))
      : readFileSync(join(packageRoot, 'schemas', `${name}.schema.json`), 'utf8');
  await terminal.stdout.write(text);
  return exitCode.asExpected;
};
