import type { Description, Fields } from '../../base/schema/description.ts';
import type { Shelf } from '../../base/shelf.ts';
import type { CommandDefinition } from '../command.ts';
import type { Noun } from './noun-names.ts';

/** One thing that can be listed and explained. */
export interface Item {
  readonly noun: Noun;
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** Its keys, when it has some. */
  readonly keys: readonly KeyItem[];
  readonly example: string | null;
  /** Facts of its kind: `aims at: nodes`. */
  readonly facts: readonly { readonly name: string; readonly text: string }[];
}

/** A key of an item, as the reference shows it. */
export interface KeyItem {
  readonly name: string;
  /** What may be written: `duration, at least 1s`. */
  readonly value: string;
  /** The default, `required`, or `none`. */
  readonly fallback: string;
  readonly about: string;
}

/** What is read of a definition, on whatever shelf it stands. */
interface Described {
  readonly name: string;
  readonly summary: string;
  readonly params?: Fields;
  readonly config?: Fields;
  readonly example?: string | null;
}

/** A value as a file would write it. */
function written(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function kindOf({ word, words, min, max, of }: Description): string {
  const kind = words === null ? word : words.map(written).join(' | ');
  const inner = of === null ? '' : ` of ${kindOf(of)}`;
  const least = min === undefined ? '' : `, at least ${written(min)}`;
  const most = max === undefined ? '' : `, at most ${written(max)}`;
  return `${kind}${inner}${least}${most}`;
}

/** The keys that fields describe. */
export function keysOf(fields: Fields): readonly KeyItem[] {
  return Object.entries(fields).map(([name, { description }]) => ({
    name,
    value: kindOf(description),
    fallback:
      description.fallback === undefined
        ? description.optional
          ? 'none'
          : 'required'
        : written(description.fallback),
    about: description.about ?? '',
  }));
}

type Facts = Item['facts'];

function itemsOf<T extends Described>(
  noun: Noun,
  shelf: Shelf<T>,
  factsOf: (item: T) => Facts = () => [],
): readonly Item[] {
  return shelf.items.map((item) => ({
    noun,
    name: item.name,
    summary: item.summary,
    keys: keysOf(item.params ?? item.config ?? {}),
    example: item.example ?? null,
    facts: factsOf(item),
  }));
}

function fact(name: string, words: readonly string[]): Facts {
  return words.length === 0 ? [] : [{ name, text: words.join(', ') }];
}

function plainItems(noun: Noun, entries: Iterable<readonly [string, string]>): readonly Item[] {
  return [...entries].map(([name, summary]) => ({
    noun,
    name,
    summary,
    keys: [],
    example: null,
    facts: [],
  }));
}

/** Loads the things of each noun; only what is asked for is loaded. */
const sources: {
  readonly [N in Noun]: (commands: readonly CommandDefinition[]) => Promise<readonly Item[]>;
} = {
  async checks() {
    const { checks } = await import('../../library/checks/index.ts');
    return itemsOf('checks', checks, ({ property, watches }) => [
      ...fact('property', [property]),
      ...fact('watches', Object.keys(watches)),
    ]);
  },
  async codes() {
    const { codes } = await import('../../scenario/codes.ts');
    return plainItems('codes', Object.entries(codes));
  },
  async commands(commands) {
    return commands.map((command) => ({
      noun: 'commands',
      name: command.name,
      summary: command.summary,
      keys: [],
      example: command.examples[0]?.line ?? null,
      facts: [],
    }));
  },
  async delays() {
    const { delays } = await import('../../library/delays/index.ts');
    return itemsOf('delays', delays);
  },
  async faults() {
    const { faults } = await import('../../library/faults/index.ts');
    return itemsOf('faults', faults, ({ targets, needs, instant, chapter }) => [
      ...fact('aims at', [targets]),
      ...fact('needs a model with', Object.values(needs)),
      ...fact('lasts', [instant ? 'an instant' : 'a while']),
      ...fact('chapter', [chapter]),
    ]);
  },
  async metrics() {
    const { metrics } = await import('../../library/metrics/index.ts');
    return itemsOf('metrics', metrics, ({ unit, fold }) => [
      ...fact('unit', [unit]),
      ...fact('without `stat`', [fold]),
    ]);
  },
  async models() {
    const { models } = await import('../../library/models/index.ts');
    return itemsOf('models', models, ({ operations }) =>
      fact('operations', Object.keys(operations)),
    );
  },
  async programs() {
    const { programs } = await import('../../library/programs/index.ts');
    return programs.items.map(({ name, summary, contents }) => ({
      noun: 'programs',
      name,
      summary,
      keys: keysOf(contents.config),
      example: null,
      facts: [
        ...fact('messages', Object.keys(contents.messages)),
        ...fact('events', Object.keys(contents.events)),
        ...fact('points', contents.points),
        ...fact('roles', Object.keys(contents.roles)),
      ],
    }));
  },
  async reporters() {
    const { reporters } = await import('../../reports/index.ts');
    return itemsOf('reporters', reporters, ({ extension }) => fact('file', [`.${extension}`]));
  },
  async rows() {
    const { rows } = await import('../../scenario/chapter.ts');
    return plainItems('rows', rows);
  },
  async topics() {
    const { topics } = await import('../../scenario/topics.ts');
    return plainItems('topics', topics);
  },
  async workloads() {
    const { workloads } = await import('../../library/workloads/index.ts');
    return itemsOf('workloads', workloads);
  },
};

/** Everything of a noun, in the order of its shelf. */
export function itemsOfNoun(
  noun: Noun,
  commands: readonly CommandDefinition[],
): Promise<readonly Item[]> {
  return sources[noun](commands);
}
