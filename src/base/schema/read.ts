import type { Distribution } from '../sampler/distribution.ts';
import { closest } from '../text/suggest.ts';
import type { Description, Fields } from './description.ts';
import { readDistributionAt, type ReaderPort } from './distribution-reader.ts';
import { describe, describeFields } from './fields.ts';
import { measures, type Reading, readMeasure, readNumber } from './measure.ts';
import type { Named, Names } from './names.ts';
import { didYouMean, nameProblem, type Path, type SchemaProblem, valueProblem } from './problem.ts';
import { refusalOf } from './refusal.ts';
import { expectedText, typeText, valueText } from './text.ts';
import { addMember } from './travel.ts';
import { copyValue, mismatch } from './value-copier.ts';

export type { Named, Names } from './names.ts';
export type { SchemaProblem } from './problem.ts';

/** How the path of a user's own definition begins. */
const ownPath = /^\.\.?\//;

type Members = { readonly [key: string]: unknown };

/** Reads data against descriptions, gathering all problems on the way. */
class Reader implements ReaderPort {
  readonly names: Names;
  readonly problems: SchemaProblem[] = [];

  constructor(names: Names) {
    this.names = names;
  }

  report(problem: SchemaProblem): void {
    this.problems.push(problem);
  }

  #taken<T>(reading: Reading<T>): T | undefined {
    if ('value' in reading) return reading.value;
    this.report(reading);
    return undefined;
  }

  #named<T>(path: Path, code: string, named: Named<T>): T | undefined {
    if ('value' in named) return named.value;
    this.report(nameProblem(path, code, named));
    return undefined;
  }

  #unexpected(description: Description, written: unknown, path: Path): undefined {
    const message = `expected ${expectedText(description)}, found ${valueText(written)}`;
    const bare = typeof written === 'number' || typeof written === 'boolean';
    const quoted = description.word === 'text' && bare ? `put it in quotes: "${written}"` : null;
    const yes = description.word === 'boolean' && typeof written === 'string';
    const meant = yes ? { yes: 'true', on: 'true', no: 'false', off: 'false' } : {};
    const truth = yes ? (meant as { [word: string]: string })[written.toLowerCase()] : undefined;
    this.report(valueProblem(path, 'E_TYPE', message, quoted ?? didYouMean(truth)));
    return undefined;
  }

  read(description: Description, written: unknown, path: Path): unknown {
    const measure = measures[description.word];
    if (measure !== undefined) return this.#taken(readMeasure(measure, description, written, path));
    switch (description.word) {
      case 'integer':
      case 'number':
        return this.#taken(readNumber(description, written, path));
      case 'boolean':
        if (typeof written === 'boolean') return written;
        return this.#unexpected(description, written, path);
      case 'value':
        return this.#value(description, written, path);
      case 'list':
        return this.#list(description, written, path);
      case 'map':
        return this.#map(description, written, path);
      case 'object':
        return this.#object(description, written, path);
      case 'distribution':
        return readDistributionAt(written, path, this);
      case 'wall-time':
        return this.#wallTime(description, written, path);
      case 'signature': {
        const message = 'a signature is made by a running node and cannot be written in a file';
        this.report(valueProblem(path, 'E_TYPE', message));
        return undefined;
      }
      default:
        return this.#worded(description, written, path);
    }
  }

  /** Words and names: what is written as text, nodes and selectors also as a list of texts. */
  #worded(description: Description, written: unknown, path: Path): unknown {
    const { word } = description;
    const several = (word === 'nodes' || word === 'selector') && isTexts(written);
    const formula = word === 'formula' && typeof written === 'number';
    if (typeof written !== 'string' && !several && !formula) {
      return this.#unexpected(description, written, path);
    }
    if (word === 'nodes') return this.#nodes(several ? written : String(written), path);
    if (word === 'selector') {
      const selector = this.names.selector(several ? written : String(written));
      return this.#named(path, 'E_SELECTOR', selector);
    }
    const text = String(written);
    switch (word) {
      case 'one-of':
        return this.#oneOf(description, text, path);
      case 'node':
        return this.#named(path, 'E_UNKNOWN_NODE', this.names.node(text));
      case 'formula':
        return this.#named(path, 'E_FORMULA', this.names.formula(text));
      case 'event':
        return this.#named(path, 'E_UNKNOWN_EVENT', this.names.event(text));
      case 'link':
        return this.#named(path, 'E_SELECTOR', this.names.link(text));
      default:
        return text;
    }
  }

  #nodes(written: string | readonly string[], path: Path): unknown {
    // Nobody is a list of nodes too, as long as it is written so; a selector that finds nobody is not.
    if (written.length === 0 && typeof written !== 'string') return Object.freeze([]);
    const found = this.#named(path, 'E_UNKNOWN_NODE', this.names.nodes(written));
    return found === undefined ? undefined : Object.freeze([...found]);
  }

  #oneOf(description: Description, text: string, path: Path): string | undefined {
    const words = description.words ?? [];
    if (words.includes(text) || (description.orOwn && ownPath.test(text))) return text;
    const notes = [`expected one of: ${words.join(', ')}`];
    if (description.orOwn) notes.unshift('one of your own is named by a path that begins with ./');
    const suggestion = didYouMean(closest(text, words));
    const message = `unknown word "${text}"`;
    this.report(valueProblem(path, 'E_UNKNOWN_WORD', message, suggestion, notes));
    return undefined;
  }

  #wallTime(description: Description, written: unknown, path: Path): unknown {
    if (typeof written === 'number' && Number.isInteger(written)) return written;
    if (typeof written !== 'string') return this.#unexpected(description, written, path);
    return this.read(describe('signed-duration'), written, path);
  }

  #value(description: Description, written: unknown, path: Path): unknown {
    try {
      return copyValue(written);
    } catch (thrown) {
      if (thrown !== mismatch) throw thrown;
      const message = refusalOf(description, written, 'value');
      this.report(valueProblem(path, 'E_TYPE', message ?? 'expected a JSON value'));
      return undefined;
    }
  }

  #list(description: Description, written: unknown, path: Path): unknown {
    if (!Array.isArray(written)) return this.#unexpected(description, written, path);
    const { of } = description;
    if (of === null) return Object.freeze([...written]);
    return Object.freeze(written.map((item, index) => this.read(of, item, [...path, index])));
  }

  #map(description: Description, written: unknown, path: Path): unknown {
    if (!isMembers(written)) return this.#unexpected(description, written, path);
    const read: { [key: string]: unknown } = {};
    for (const [key, member] of Object.entries(written)) {
      const value = this.read(description.of ?? describe('value'), member, [...path, key]);
      addMember(read, key, value);
    }
    return Object.freeze(read);
  }

  #object(description: Description, written: unknown, path: Path): unknown {
    if (!isMembers(written)) return this.#unexpected(description, written, path);
    const before = this.problems.length;
    const fields = description.fields ?? {};
    const explained = this.#unknownKeys(fields, written, path);
    const read: { [key: string]: unknown } = {};
    for (const [name, field] of Object.entries(fields)) {
      const value = Object.hasOwn(written, name)
        ? this.read(field, written[name], [...path, name])
        : this.#absent(name, field, path, explained);
      if (value !== undefined) addMember(read, name, value);
    }
    return this.problems.length === before ? Object.freeze(read) : undefined;
  }

  #absent(name: string, field: Description, path: Path, explained: ReadonlySet<string>): unknown {
    if (explained.has(name)) return undefined;
    if (field.fallback !== undefined) {
      const own = new Reader(this.names);
      const value = own.read(field, field.fallback, path);
      for (const problem of own.problems) {
        const message = `the default of "${name}" does not fit here: ${problem.message}`;
        this.report({ ...problem, path, at: 'key', message });
      }
      return value;
    }
    if (field.optional) return undefined;
    const message = `missing key "${name}" (${typeText(field)})`;
    const notes = field.about === null ? [] : [`${name}: ${field.about}`];
    const suggestion = null;
    this.report({ path, at: 'key', code: 'E_MISSING_KEY', message, suggestion, notes });
    return undefined;
  }

  /** Reports keys that are not declared; the names that they probably meant. */
  #unknownKeys(fields: { readonly [name: string]: Description }, written: Members, path: Path) {
    const explained = new Set<string>();
    const names = Object.keys(fields);
    const free = names.filter((name) => !Object.hasOwn(written, name));
    for (const key of Object.keys(written)) {
      if (Object.hasOwn(fields, key)) continue;
      const meant = closest(key, free) ?? closest(key, names);
      if (meant !== undefined && free.includes(meant)) explained.add(meant);
      const notes = [
        names.length === 0 ? 'no keys are expected here' : `expected one of: ${names.join(', ')}`,
      ];
      const suggestion = didYouMean(meant);
      const message = `unknown key "${key}"`;
      const code = 'E_UNKNOWN_KEY';
      this.report({ path: [...path, key], at: 'key', code, message, suggestion, notes });
    }
    return explained;
  }
}

function isMembers(written: unknown): written is Members {
  return typeof written === 'object' && written !== null && !Array.isArray(written);
}

function isTexts(written: unknown): written is readonly string[] {
  return Array.isArray(written) && written.every((item) => typeof item === 'string');
}

/** What reading gave: without problems the value is whole. */
export interface ReadFields {
  /** The values that could be read, frozen, in declared order; all of them if there is no problem. */
  readonly value: object;
  readonly problems: readonly SchemaProblem[];
}

/**
 * Reads a map from a file (plain data; nothing at all counts as an empty map) into typed values,
 * defaults filled in. Finds all problems at once: their paths begin at the map.
 */
export function readFields(fields: Fields, written: unknown, names: Names): ReadFields {
  const reader = new Reader(names);
  const value = reader.read(describeFields(fields), written ?? {}, []);
  return {
    value: typeof value === 'object' && value !== null ? value : Object.freeze({}),
    problems: reader.problems,
  };
}

/** Reads one value from a file into its typed form; undefined when there are problems. */
export function readValue(
  description: Description,
  written: unknown,
  names: Names,
): { readonly value: unknown; readonly problems: readonly SchemaProblem[] } {
  const reader = new Reader(names);
  return { value: reader.read(description, written, []), problems: reader.problems };
}

/** Reads a distribution in any form that a file may write; undefined when there are problems. */
export function readDistribution(
  written: unknown,
  names: Names,
): { readonly value: Distribution | undefined; readonly problems: readonly SchemaProblem[] } {
  const reader = new Reader(names);
  return { value: readDistributionAt(written, [], reader), problems: reader.problems };
}
