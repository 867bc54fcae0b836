import type { Item } from '../listing/items.ts';
import { pageText } from './markdown.ts';

/** The reference page of diagnostics. */
export function errorsPage(codes: readonly Item[]): string {
  return pageText([
    '# Errors and warnings',
    '',
    'What `validate` and `run` may say about a scenario. Errors begin with `E_`: nothing runs. Warnings',
    'begin with `W_`; with `--strict` they are errors. `fault-sim explain <code>` prints the same.',
    '',
    ...codes.flatMap(({ name, summary }) => [`## ${name}`, '', summary, '']),
  ]);
}
