import type { Value } from '../units.ts';
import type { Description, Fields } from './description.ts';
import { describeFields } from './fields.ts';
import type { Named, Names } from './names.ts';
import { readValue } from './read.ts';

/** Names stand for themselves: what a liar says need not be true. */
const asWritten: Names = {
  node: (text) => ({ value: text }),
  nodes: (text) => ({ value: typeof text === 'string' ? [text] : text }),
  event: (text) => ({ value: text }),
  delay: unsaid,
  formula: unsaid,
  selector: unsaid,
  link: unsaid,
};

function unsaid(): Named<never> {
  return { problem: 'no message has such a field', suggestion: null };
}

/** One declared field of a message; undefined when there is none of that name. */
export function fieldOf(fields: Fields, field: string): Description | undefined {
  const described = describeFields(fields).fields ?? {};
  return Object.hasOwn(described, field) ? described[field] : undefined;
}

/** What a file writes as the value of a message's field, as it travels; undefined when it is none. */
export function saidValue(description: Description, written: Value): Value | undefined {
  const { value, problems } = readValue(description, written, asWritten);
  return problems.length > 0 ? undefined : (value as Value | undefined);
}
