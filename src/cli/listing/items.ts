import { truthMeanings, verdictMeanings } from '../../library/checks/define.ts';
import { checks } from '../../library/checks/index.ts';
import { codes } from '../../scenario/diagnostics/codes.ts';
import { clocks } from '../../library/clocks/index.ts';
import { daemons, leaps } from '../../library/clocks/sync/keepers.ts';
import type { ClockHabit } from '../../library/clocks/sync/keepers.ts';
import { delays } from '../../library/delays/index.ts';
import { faults } from '../../library/faults/index.ts';
import { metrics } from '../../library/metrics/index.ts';
import { models } from '../../library/models/index.ts';
import { programs } from '../../library/programs/index.ts';
import { reporters } from '../../reports/index.ts';
import { traceFormats } from '../../reports/traces/index.ts';
import { mutants } from '../../search/mutation/mutants.ts';
import { rowSections, rows } from '../../scenario/vocabulary/chapter.ts';
import { strategies } from '../../search/strategies/index.ts';
import { topologies } from '../../library/topologies/index.ts';
import { topics } from '../../scenario/vocabulary/topics.ts';
import { workloads } from '../../library/workloads/index.ts';
import type { Description, Fields } from '../../base/schema/description.ts';
import { printDuration } from '../../base/time.ts';
import { syncDefaults } from '../../world/time/sync-plan.ts';
import type { SyncProtocol } from '../../world/time/sync-plan.ts';
import { outcomeMeanings } from '../../world/program/protocol.ts';
import type { Shelf } from '../../base/shelf.ts';
import type { CommandDefinition } from '../command.ts';
import { formats } from './formats.ts';
import { languageKeys } from './language-keys.ts';
import { type TextBlock, historyBlocks, storyBlocks } from './history-blocks.ts';
import type { Noun } from './noun-names.ts';
import { rowPages } from './row-pages.ts';
import { type ContentsItem, contentsItem } from './program-contents.ts';

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
  /** Texts of several lines that show what it means. */
  readonly blocks: readonly TextBlock[];
  /** Only of a program: its table of contents. */
  readonly contents?: ContentsItem;
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
  blocksOf: (item: T) => Item['blocks'] = () => [],
): readonly Item[] {
  return shelf.items.map((item) => ({
    noun,
    name: item.name,
    summary: item.summary,
    keys: keysOf(item.params ?? item.config ?? {}),
    example: item.example ?? null,
    facts: factsOf(item),
    blocks: blocksOf(item),
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
    blocks: [],
  }));
}

/** The command that finds the scenarios about a subject. */
function shownBy(flag: 'topic' | 'row', { name }: Pick<Item, 'name'>): Facts {
  return fact('shown by', [`fault-sim list scenarios --${flag} ${name}`]);
}

/** What may be said of a clock under a key of it, in the order in which the key knows it. */
function habitItems<N extends string>(
  key: string,
  habits: { readonly [name in N]: ClockHabit },
  factsOf: (name: N) => Facts,
): readonly Item[] {
  return (Object.keys(habits) as N[]).map((name) => {
    const { summary, source, example } = habits[name];
    const facts = [{ name: 'key', text: key }, ...factsOf(name), ...fact('figures', [source])];
    return { noun: 'clocks', name, summary, keys: [], example, facts, blocks: [] };
  });
}

/** What a daemon does when it is not told. */
function daemonFacts(name: SyncProtocol): Facts {
  const { intervalNs, stepAboveNs, panicAboveNs, maxSlewPpb } = syncDefaults[name];
  const panic = panicAboveNs === Infinity ? 'never' : `beyond ${printDuration(panicAboveNs)}`;
  return [
    { name: 'polls every', text: printDuration(intervalNs) },
    { name: 'steps beyond', text: printDuration(stepAboveNs) },
    { name: 'gives up', text: panic },
    { name: 'slews by at most', text: `${maxSlewPpb / 1000}ppm` },
  ];
}

/** The things of each noun. */
const sources: {
  readonly [N in Noun]: (commands: readonly CommandDefinition[]) => readonly Item[];
} = {
  causes() {
    return plainItems('causes', Object.entries(truthMeanings));
  },
  checks() {
    return itemsOf(
      'checks',
      checks,
      ({ property, watches }) => [
        ...fact('property', [property]),
        ...fact('watches', Object.keys(watches)),
      ],
      ({ histories }) => (histories === null ? [] : historyBlocks(histories())),
    );
  },
  clocks() {
    return [
      ...itemsOf('clocks', clocks, ({ source }) => fact('figures', [source])),
      ...habitItems('sync.protocol', daemons, daemonFacts),
      ...habitItems('leap', leaps, () => []),
    ];
  },
  codes() {
    return plainItems('codes', Object.entries(codes));
  },
  commands(commands) {
    return commands.map((command) => ({
      noun: 'commands',
      name: command.name,
      summary: command.summary,
      keys: [],
      example: command.examples[0]?.line ?? null,
      facts: [],
      blocks: [],
    }));
  },
  delays() {
    return itemsOf('delays', delays);
  },
  faults() {
    return itemsOf('faults', faults, ({ targets, needs, instant, chapter, diskOps }) => [
      ...fact('aims at', [targets]),
      ...fact('`match` by `op`', diskOps),
      ...fact('needs a model with', Object.values(needs)),
      ...fact('lasts', [instant ? 'an instant' : 'a while']),
      ...fact('chapter', chapter === null ? [] : [chapter]),
    ]);
  },
  formats() {
    return plainItems('formats', Object.entries(formats));
  },
  keys() {
    return [...languageKeys()].map(([name, [first, ...others]]) => ({
      noun: 'keys',
      name,
      summary: first?.text ?? '',
      keys: [],
      example: null,
      facts: [
        { name: 'stands', text: first?.places.join(', ') ?? '' },
        ...others.map(({ text, places }) => ({ name: places.join(', '), text })),
      ],
      blocks: [],
    }));
  },
  metrics() {
    return itemsOf('metrics', metrics, ({ unit, fold }) => [
      ...fact('unit', [unit]),
      ...fact('without `stat`', [fold]),
    ]);
  },
  models() {
    return models.items.map(({ name, summary, operations, stories }) => ({
      noun: 'models',
      name,
      summary,
      keys: [],
      example: null,
      facts: fact('operations', Object.keys(operations)),
      blocks: stories === null ? [] : storyBlocks(stories()),
    }));
  },
  mutants() {
    return itemsOf('mutants', mutants, ({ program, scenario, variant, set }) => [
      ...fact('planted in', [`${program}, in ${variant} of scenarios/${scenario}`]),
      ...fact('by', set),
    ]);
  },
  outcomes() {
    return plainItems('outcomes', Object.entries(outcomeMeanings));
  },
  programs() {
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
      blocks: [],
      contents: contentsItem(contents),
    }));
  },
  reporters() {
    return itemsOf('reporters', reporters, ({ extension }) => fact('file', [`.${extension}`]));
  },
  rows() {
    return plainItems('rows', rows).map((row) => {
      const letter = row.name.charAt(0);
      return {
        ...row,
        facts: [
          { name: 'section', text: rowSections[letter] ?? '' },
          { name: 'told in', text: `docs/guide/chapter/${rowPages[letter]}.md` },
          ...shownBy('row', row),
        ],
      };
    });
  },
  strategies() {
    return itemsOf('strategies', strategies, ({ source, islands, samples }) => [
      ...fact('source', source === null ? [] : [source]),
      ...fact('islands', islands === null ? [] : [String(islands)]),
      ...fact('bound', [
        samples ? 'of the rule of three' : 'none: its runs are no independent draws',
      ]),
    ]);
  },
  topologies() {
    return itemsOf('topologies', topologies, ({ source }) => fact('source', [source]));
  },
  topics() {
    return plainItems('topics', topics).map((topic) => ({
      ...topic,
      facts: shownBy('topic', topic),
    }));
  },
  traces() {
    return itemsOf('traces', traceFormats, ({ tool, extension }) => [
      ...fact('opened by', [tool]),
      ...fact('file', [`.${extension}`]),
    ]);
  },
  verdicts() {
    return plainItems('verdicts', Object.entries(verdictMeanings));
  },
  workloads() {
    return itemsOf('workloads', workloads);
  },
};

/** Everything of a noun, in the order of its shelf. */
export function itemsOfNoun(noun: Noun, commands: readonly CommandDefinition[]): readonly Item[] {
  return sources[noun](commands);
}
