import { type NthRange, type TriggerPlan } from '../../plan/trigger.ts';
import { Section } from '../../section.ts';
import { looksLikeMoment } from '../../sentence/moment.ts';
import type { Code } from '../../diagnostics/codes.ts';
import type { Spot } from '../../source/tree.ts';
import { readText, readWord } from '../../values.ts';
import { isFixed } from '../../selector/parser.ts';
import { keyNodes } from '../../selector/resolve.ts';
import type { NodeSelector } from '../../selector.ts';
import { type FieldTypes, Vocabulary } from '../../vocabulary/vocabulary.ts';
import type { PeopledContext } from '../context.ts';
import { programsOf } from '../nodes/drafts.ts';
import { readCondition, reportUnknown } from '../reading.ts';
import { readMoment, readNodeSelector, readSentences, readWaySelector } from '../selectors.ts';

const first: NthRange = { first: 1, last: 1 };

/** Which of several: `3`, `3..5` or `2..`, counted from 1; undefined when it is none (told). */
export function readNth(spot: Spot, context: PeopledContext): NthRange | undefined {
  const text = spot.tree.kind === 'scalar' ? spot.tree.text : '';
  const match = /^([0-9]{1,9})(?:(\.\.)([0-9]{1,9})?)?$/.exec(text);
  const from = Number(match?.[1]);
  const last =
    match?.[2] === undefined ? from : match[3] === undefined ? Infinity : Number(match[3]);
  if (match !== null && from >= 1 && last >= from) return { first: from, last };
  const backwards = match !== null && last < from;
  context.problems.atValue(
    'E_BOUND',
    spot,
    backwards
      ? 'the range runs backwards'
      : '`nth` counts from 1: 3, 3..5, or 2.. for all from the second',
  );
  return undefined;
}

/** What the programs of the nodes of a selector declare; all of them when the selector is not fixed. */
export function vocabularyOf(nodes: NodeSelector | null, context: PeopledContext): Vocabulary {
  if (nodes === null || !isFixed(nodes)) return context.vocabulary;
  const drafts = keyNodes(nodes, context.world.nodes).flatMap(
    (id) => context.draftOf.get(id) ?? [],
  );
  return new Vocabulary(programsOf(drafts));
}

function whoText(nodes: NodeSelector | null): string {
  return nodes === null || !isFixed(nodes) ? 'here' : `of ${nodes.text}`;
}

function readNode(section: Section, context: PeopledContext): NodeSelector | null {
  const spot = section.get('node');
  return spot === undefined ? null : (readNodeSelector(spot, context) ?? null);
}

function readWhere(section: Section, fields: FieldTypes | undefined, context: PeopledContext) {
  const spot = section.get('where');
  if (spot === undefined || fields === undefined) return null;
  return readCondition(spot, fields, context) ?? null;
}

function eventTrigger(
  spot: Spot,
  section: Section,
  nth: NthRange,
  context: PeopledContext,
): TriggerPlan {
  const event = readText(spot, context.problems);
  const node = readNode(section, context);
  const vocabulary = vocabularyOf(node, context);
  const fields = event === undefined ? undefined : vocabulary.eventFields(event);
  if (event !== undefined && fields === undefined) {
    reportUnknown(
      'E_UNKNOWN_EVENT',
      spot,
      `no program ${whoText(node)} has the event "${event}"`,
      event,
      vocabulary.eventNames,
      context,
    );
  }
  const where = readWhere(section, fields, context);
  return { kind: 'event', event: event ?? '', node, nth, where };
}

function pointTrigger(
  spot: Spot,
  section: Section,
  nth: NthRange,
  context: PeopledContext,
): TriggerPlan {
  const point = readText(spot, context.problems);
  const node = readNode(section, context);
  const { points } = vocabularyOf(node, context);
  if (point !== undefined && !points.has(point)) {
    reportUnknown(
      'E_UNKNOWN_POINT',
      spot,
      `no program ${whoText(node)} has the point "${point}"`,
      point,
      points,
      context,
    );
  }
  return { kind: 'point', point: point ?? '', node, nth };
}

/** The fields of messages that a word means; undefined when there is none (told). */
export function readMessageFields(
  spot: Spot,
  message: string,
  context: PeopledContext,
): FieldTypes | undefined {
  const fields = context.vocabulary.messageFields(message);
  if (fields !== undefined) return fields;
  const code: Code = 'E_UNKNOWN_MESSAGE';
  reportUnknown(
    code,
    spot,
    `no program here has the message "${message}"`,
    message,
    context.vocabulary.messages.keys(),
    context,
  );
  return undefined;
}

function messageTrigger(
  spot: Spot,
  section: Section,
  nth: NthRange,
  context: PeopledContext,
): TriggerPlan {
  const message = readText(spot, context.problems);
  const fields = message === undefined ? undefined : readMessageFields(spot, message, context);
  const linkSpot = section.get('link');
  const phaseSpot = section.get('phase');
  return {
    kind: 'message',
    message: message ?? '',
    link: linkSpot === undefined ? null : (readWaySelector(linkSpot, context) ?? null),
    nth,
    where: readWhere(section, fields, context),
    phase:
      phaseSpot === undefined
        ? 'sent'
        : (readWord(phaseSpot, ['sent', 'received'], context.problems) ?? 'sent'),
  };
}

function mapTrigger(spot: Spot, context: PeopledContext): TriggerPlan | undefined {
  const section = new Section(spot, '`when`', context.problems);
  const [event, point, message] = [
    section.get('event'),
    section.get('point'),
    section.get('message'),
  ];
  const given = [event, point, message].filter((one) => one !== undefined);
  if (given.length !== 1) {
    context.problems.atKey(
      'E_SCHEDULE',
      spot,
      given.length === 0
        ? '`when` names no `event`, `point` or `message`'
        : '`when` names one of `event`, `point` and `message`, not several',
    );
    return undefined;
  }
  const nthSpot = section.get('nth');
  const nth = nthSpot === undefined ? first : (readNth(nthSpot, context) ?? first);
  const plan =
    event !== undefined
      ? eventTrigger(event, section, nth, context)
      : point !== undefined
        ? pointTrigger(point, section, nth, context)
        : message !== undefined
          ? messageTrigger(message, section, nth, context)
          : undefined;
  section.close();
  return plan;
}

/** What sets something off: a sentence, an instant of a fault, or an event, point or message. */
export function readTrigger(spot: Spot, context: PeopledContext): TriggerPlan | undefined {
  if (spot.tree.kind === 'map') return mapTrigger(spot, context);
  const { tree } = spot;
  if (tree.kind === 'scalar' && typeof tree.value === 'string' && looksLikeMoment(tree.value)) {
    const moment = readMoment(spot, context);
    return moment === undefined ? undefined : { kind: 'moment', moment };
  }
  const lacking = 'an empty list says nothing that could become true';
  const sentences = readSentences(spot, context, lacking);
  return sentences.length === 0 ? undefined : { kind: 'sentences', sentences };
}
