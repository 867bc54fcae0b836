import { fieldOf, saidValue } from '../../../base/schema/said.ts';
import type { Description, Fields } from '../../../base/schema/description.ts';
import { printable } from '../../../base/text/cells.ts';
import { compactJson } from '../../../base/json/json.ts';
import { closest } from '../../../base/text/suggest.ts';
import type { Value } from '../../../base/units.ts';
import type { FaultDefinition } from '../../../library/faults/define.ts';
import type { Program } from '../../../world/program/program.ts';
import { isRequest } from '../../../world/program/protocol.ts';
import { plainTree } from '../../source/plain.ts';
import type { MatchPlan } from '../../plan/fault.ts';
import type { Section } from '../../section.ts';
import type { Target } from '../../selector.ts';
import { itemSpots, type Spot, spotUnder } from '../../source/tree.ts';
import { matchesWord } from '../../vocabulary/vocabulary.ts';
import type { PeopledContext } from '../context.ts';
import { programsOf } from '../nodes/drafts.ts';
import { reportUnknown } from '../reading.ts';
import { possibleNodes } from '../workloads/servers.ts';

/** The programs that a liar may run: those of the nodes that its selector may come to. */
function liars(target: Target, context: PeopledContext): readonly Program[] {
  if (target.kind !== 'nodes') return programsOf(context.drafts);
  const nodes = possibleNodes(target.selector, context);
  return programsOf(nodes.flatMap((id) => context.draftOf.get(id) ?? []));
}

/** The shapes of all that a program says under a word: messages, requests and answers. */
function saidBy({ contents }: Program, word: string): readonly Fields[] {
  return Object.entries(contents.messages).flatMap(([kind, declared]): Fields[] => {
    if (!isRequest(declared)) return matchesWord(word, kind) ? [declared] : [];
    return [
      ...(matchesWord(word, kind) ? [declared.body] : []),
      ...(matchesWord(word, `${kind}-reply`) ? [declared.reply] : []),
    ];
  });
}

function checkSaid(spot: Spot, shapes: readonly Description[], context: PeopledContext): void {
  const items = spot.tree.kind === 'list' ? itemSpots(spot) : [];
  if (items.length === 0) {
    context.problems.atValue('E_TYPE', spot, '`say` lists what the receivers are told, in turn');
  }
  for (const item of items) {
    const written = plainTree(item.tree) as Value;
    if (shapes.some((shape) => saidValue(shape, written) !== undefined)) continue;
    const words = [...new Set(shapes.flatMap(({ words: known }) => known ?? []))];
    context.problems.atValue(
      'E_BOUND',
      item,
      `${printable(compactJson(written))} is no value that the field may have`,
      {
        meant: typeof written === 'string' ? closest(written, words) : undefined,
        notes: words.length === 0 ? [] : [`it may be: ${words.join(', ')}`],
      },
    );
  }
}

/** Tells of a field that no message of the liars has, and of what could not be said in it. */
function checkField(
  section: Section,
  programs: readonly Program[],
  match: MatchPlan | null,
  context: PeopledContext,
): void {
  const [field, say] = [spotUnder(section.spot, 'field'), spotUnder(section.spot, 'say')];
  if (field?.tree.kind !== 'scalar') return;
  const { text } = field.tree;
  const messages = programs.flatMap((program) => saidBy(program, match?.message ?? '*'));
  const shapes = messages.flatMap((fields) => fieldOf(fields, text) ?? []);
  if (shapes.length > 0) {
    if (say !== undefined) checkSaid(say, shapes, context);
    return;
  }
  const known = new Set(messages.flatMap((fields) => Object.keys(fields)));
  const message = `no message that the target sends has a field "${text}"`;
  reportUnknown('E_UNKNOWN_FIELD', field, message, text, known, context);
}

function checkLie(section: Section, programs: readonly Program[], context: PeopledContext): void {
  const spot = spotUnder(section.spot, 'lie');
  if (spot?.tree.kind !== 'scalar') return;
  const { text } = spot.tree;
  const known = new Set(programs.flatMap(({ contents }) => Object.keys(contents.lies)));
  if (known.has(text)) return;
  const message = `the program of the target knows no lie "${text}"`;
  reportUnknown('E_UNKNOWN_LIE', spot, message, text, known, context);
}

/** Tells of a fault that speaks of fields or lies which the programs of its targets do not have. */
export function checkDeceit(
  section: Section,
  definition: FaultDefinition,
  target: Target,
  match: MatchPlan | null,
  context: PeopledContext,
): void {
  if (definition.speaksOf === null) return;
  const programs = liars(target, context);
  if (definition.speaksOf === 'lie') checkLie(section, programs, context);
  else checkField(section, programs, match, context);
}
