import { wrapCells } from '../../base/text/cells.ts';
import { UsageError } from '../../base/errors.ts';
import { canonicalJson } from '../../base/json/json.ts';
import { closest } from '../../base/text/suggest.ts';
import { textWidth } from '../../base/text/width.ts';
import type { CommandBody } from '../command.ts';
import { exitCode } from '../exit-code.ts';
import { itemsOfNoun } from './items.ts';
import type { Item, KeyItem } from './items.ts';
import { mentionsOf } from './mentions.ts';
import { nounNames } from './noun-names.ts';

/** What `fault-sim explain --json` answers about a word. */
export interface ExplainAnswer {
  readonly schema: 'fault-sim.explain/1';
  /** As it was given. */
  readonly word: string;
  readonly items: readonly Item[];
}

const columns = 100;
/** Of a word that is the name of nothing, so many items that speak of it are shown. */
const mostMentions = 20;

/** The singular of a noun: `faults` is what a `fault` stands among. */
function singular(noun: string): string {
  if (noun === 'codes') return 'diagnostic';
  return noun.endsWith('ies') ? `${noun.slice(0, -3)}y` : noun.replace(/s$/, '');
}

function indented(text: string, indent: number): string[] {
  return wrapCells(text, columns - indent).map((line) => ' '.repeat(indent) + line);
}

function keyLines(keys: readonly KeyItem[]): string[] {
  const width = Math.max(...keys.map(({ name }) => textWidth(name)));
  return keys.flatMap(({ name, value, fallback, about }) => [
    `  ${name}${' '.repeat(width - textWidth(name))}  ${value}; ${fallback === 'required' ? 'required' : `default ${fallback}`}`,
    ...(about === '' ? [] : indented(about, width + 4)),
  ]);
}

/** An item as a reader wants it: its sentence, its facts, its keys, a line that works. */
function itemText(item: Item): string {
  const lines = [`${item.name} (${singular(item.noun)})`, ...indented(item.summary, 2)];
  for (const { name, text } of item.facts) lines.push(...indented(`${name}: ${text}`, 2));
  if (item.keys.length > 0) lines.push('', 'Keys', ...keyLines(item.keys));
  if (item.example !== null) {
    lines.push('', 'Example', ...item.example.split('\n').map((line) => `  ${line}`));
  }
  for (const { title, lines: block } of item.blocks) {
    lines.push('', title, ...block.map((line) => `  ${line}`));
  }
  return `${lines.join('\n')}\n`;
}

/** What a word is in a program's table of contents: `event`, `message`. */
function partsOf(word: string, { contents }: Item): readonly string[] {
  if (contents === undefined) return [];
  const { messages, events, points, roles, lies } = contents;
  const refusals = Object.values(messages).flatMap(({ refusals: codes }) =>
    Object.keys(codes ?? {}),
  );
  const parts = { message: Object.keys(messages), refusal: refusals, event: Object.keys(events) };
  const others = { point: points, role: Object.keys(roles), lie: Object.keys(lies) };
  return Object.entries({ ...parts, ...others })
    .filter(([, names]) => names.includes(word))
    .map(([part]) => part);
}

/** Whose word it is, a line for each part that it has; behind that all of a program that is alone with it. */
function ownersText(word: string, programs: readonly Item[]): string {
  const owners = new Map<string, string[]>();
  for (const program of programs) {
    for (const part of partsOf(word, program))
      owners.set(part, [...(owners.get(part) ?? []), program.name]);
  }
  const lines = [...owners].flatMap(([part, names]) =>
    wrapCells(`${word} (${part} of ${names.join(', ')})`, columns),
  );
  const [program, ...others] = programs;
  const all = program === undefined || others.length > 0 ? '' : `\n${itemText(program)}`;
  return `${lines.join('\n')}\n${all}`;
}

/** What speaks of a word that is the name of nothing. */
function mentionsText(word: string, items: readonly Item[]): string {
  const rest = items.length - mostMentions;
  const shown = items.slice(0, mostMentions);
  const lines = [
    `"${word}" is the name of nothing here; ${items.length === 1 ? 'this speaks' : 'these speak'} of it:`,
    ...shown.flatMap(({ name, noun, summary }) => [
      `  ${name} (${singular(noun)})`,
      ...indented(summary, 4),
    ]),
    ...(rest > 0 ? [`  and ${rest} more: --json has all of them`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * Does `fault-sim explain`. A word may mean several things: all are told. One that only programs know, an
 * event say, is told by the programs; of one that is the name of nothing it is told what speaks of it.
 */
export const explainWord: CommandBody = async (given, terminal, commands) => {
  const [word = '', file] = given.args;
  if (word === 'cuts') return (await import('./cuts.ts')).explainCuts(given, terminal, commands);
  if (file !== undefined) {
    throw new UsageError(`${file}: only \`explain cuts\` is about a scenario`);
  }
  const all = nounNames.flatMap((noun) => itemsOfNoun(noun, commands));
  // Reports write `reply late` where their JSON has `reply-late`.
  const wanted = word.toLowerCase().replaceAll(' ', '-');
  const found = all.filter(({ name }) => name.toLowerCase() === wanted);
  const owners = found.length > 0 ? [] : all.filter((item) => partsOf(wanted, item).length > 0);
  const named = [...found, ...owners];
  const items = named.length > 0 ? named : mentionsOf(word, all);
  if (items.length === 0) {
    const meant = closest(word, new Set(all.map(({ name }) => name)));
    const hint = meant === undefined ? '' : `, did you mean "${meant}"?`;
    throw new UsageError(
      `there is nothing called "${word}"${hint} (fault-sim list shows what there is)`,
    );
  }
  const answer: ExplainAnswer = { schema: 'fault-sim.explain/1', word, items };
  const explained = (): string =>
    found.length > 0 ? found.map(itemText).join('\n') : ownersText(wanted, owners);
  const told = named.length > 0 ? explained() : mentionsText(word, items);
  await terminal.stdout.write(given.flag('json') ? canonicalJson(answer) : told);
  return exitCode.asExpected;
};
