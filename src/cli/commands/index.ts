import { Shelf } from '../../base/shelf.ts';
import type { CommandDefinition } from '../command.ts';
import { check } from './check.ts';
import { completion } from './completion.ts';
import { corpus } from './corpus.ts';
import { explain } from './explain.ts';
import { explore } from './explore.ts';
import { init } from './init.ts';
import { list } from './list.ts';
import { mutate } from './mutate.ts';
import { replay } from './replay.ts';
import { report } from './report.ts';
import { run } from './run.ts';
import { schema } from './schema.ts';
import { shrink } from './shrink.ts';
import { validate } from './validate.ts';
import { why } from './why.ts';

/** All commands, in alphabetical order. */
export const commands = new Shelf<CommandDefinition>('command', [
  check,
  completion,
  corpus,
  explain,
  explore,
  init,
  list,
  mutate,
  replay,
  report,
  run,
  schema,
  shrink,
  validate,
  why,
]);
