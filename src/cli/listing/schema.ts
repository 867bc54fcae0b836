import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../about.ts';
import type { CommandBody } from '../command.ts';
import { exitCode } from '../exit-code.ts';

/** Does `fault-sim schema`: the very file that the package carries. */
export const printSchema: CommandBody = async (given, terminal) => {
  const [name = ''] = given.args;
  const path = join(packageRoot, 'schemas', `${name}.schema.json`);
  await terminal.stdout.write(readFileSync(path, 'utf8'));
  return exitCode.asExpected;
};
