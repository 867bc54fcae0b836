import type { Description, Schema, SchemaWord } from './description.ts';
import { describe } from './fields.ts';
import type { Named, Names } from './names.ts';
import { readValue } from './read.ts';
import { typeText, writtenText } from './text.ts';

const named = <T>(value: T): Named<T> => ({ value });

/** Names as a definition sees them: there is no scenario yet, so any name may come to be. */
const anyNames: Names = {
  node: named,
  nodes: (text) => named(typeof text === 'string' ? [text] : text),
  delay: () => named({ kind: 'constant', ns: 0 }),
  formula: (text) => named({ text, reads: [], shares: [], evaluate: () => undefined }),
  event: named,
  selector: (text) => named({ text: typeof text === 'string' ? text : text.join(', ') }),
  link: (text) => named({ text }),
};

function unbounded(description: Description): Description {
  return describe(description.word, { ...description, min: undefined, max: undefined });
}

/** Throws TypeError, at definition time, for a default or bound that cannot be what it says. */
function check(
  part: string,
  written: unknown,
  description: Description,
  against: Description = description,
): void {
  const problem = readValue(against, written, anyNames).problems[0];
  if (problem === undefined) return;
  const about = description.about === null ? '' : ` ("${description.about}")`;
  const place = problem.path.length === 0 ? '' : ` at ${problem.path.join('.')}`;
  const what = `the ${part} ${writtenText(written)} of this ${typeText(description)}${about}`;
  throw new TypeError(`${what} cannot be${place}: ${problem.message}`);
}

/** The same description; hundreds are made at each start, so nothing is looked at that is not there. */
function checked(description: Description): Description {
  const { min, max, fallback } = description;
  if (min !== undefined) check('smallest value', min, description, unbounded(description));
  if (max !== undefined) {
    const unlimited = describe(description.word, { ...description, max: undefined });
    check('largest value', max, description, unlimited);
  }
  if (fallback !== undefined) check('default', fallback, description);
  return description;
}

/** What every builder returns; its types are given by the builder that makes it. */
class Built {
  readonly description: Description;

  constructor(description: Description) {
    this.description = checked(description);
    Object.freeze(this);
  }

  default(value: unknown): Built {
    return this.#with({ fallback: value });
  }

  optional(): Built {
    return this.#with({ optional: true });
  }

  min(value: unknown): Built {
    return this.#with({ min: value });
  }

  max(value: unknown): Built {
    return this.#with({ max: value });
  }

  #with(change: Partial<Description>): Built {
    return new Built(describe(this.description.word, { ...this.description, ...change }));
  }
}

// The types that a schema carries exist for the compiler only: this is the one place that asserts them.
// oxlint-disable no-explicit-any, no-unnecessary-type-parameters -- the caller says which
/** A new schema; which types it carries is said by the builder that calls. */
export function make<S extends Schema<any, any>>(
  word: SchemaWord,
  about: string | undefined,
  more: Partial<Description> = {},
): S {
  const built: unknown = new Built(describe(word, { about: about ?? null, ...more }));
  return built as S;
}
