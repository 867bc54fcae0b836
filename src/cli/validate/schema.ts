import {
  flagOf,
  type JsonSchema,
  type KeysOf,
  listOf,
  orNull,
  recordOf,
  textOf,
  wholeOf,
  wordOf,
} from '../../run/report/json-schema.ts';
import type { DiagnosticAnswer } from '../../scenario/diagnostics/text.ts';
import type { ValidateAnswer, ValidatedFile } from './validate.ts';

const diagnostic: KeysOf<DiagnosticAnswer> = {
  code: textOf('Its code, as `fault-sim explain` knows it.'),
  severity: wordOf(['error', 'warning'], 'How bad it is.'),
  file: orNull(textOf('The file in which it is; null: in none.')),
  line: orNull(wholeOf('From 1.')),
  column: orNull(wholeOf('From 1, in characters.')),
  endLine: orNull(wholeOf('From 1.')),
  endColumn: orNull(wholeOf('From 1, behind the last character.')),
  path: orNull(textOf('Where in the data: `/faults/cut/at`.')),
  message: textOf('What is wrong, in a sentence.'),
  suggestion: orNull(textOf('What was probably meant.')),
};

const file: KeysOf<ValidatedFile> = {
  file: textOf('The file as it was named or found.'),
  valid: flagOf('It can be played.'),
  name: orNull(textOf('The name of the scenario; null: it is not valid.')),
  runs: wholeOf('How many runs it asks for.'),
  diagnostics: listOf(recordOf(diagnostic, 'An error or a warning.'), 'In the order of the file.'),
};

const answer: KeysOf<ValidateAnswer> = {
  schema: { const: 'fault-sim.validate/1' },
  valid: flagOf('Every file can be played.'),
  files: listOf(recordOf(file, 'One file.'), 'Every file, valid or not.'),
};

/** The JSON Schema of what `fault-sim validate --json` answers. */
export const validateSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'fault-sim validate',
  ...recordOf(answer, 'Whether scenarios can be played, and what is wrong with them.'),
};
