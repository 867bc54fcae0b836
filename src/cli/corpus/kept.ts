import { existsSync, readFileSync } from 'node:fs';
import { hashText } from '../../base/draw/draw.ts';
import type { ScenarioData } from '../../scenario/scenario.ts';
import type { SmallScenario } from '../shrink/shrink.ts';

/** The key under which a kept failure says what it is; keys of `x-*` are free in every scenario. */
const key = 'x-corpus';

const eventsLine = new RegExp(`^${key}:\\n(?: {2}.*\\n)*? {2}events: (\\d+)$`, 'm');

/** What a kept failure says of itself. */
export function notesOf({ shrunk, wanted }: SmallScenario): ScenarioData {
  const { check, signature } = wanted;
  return { [key]: { check, signature, events: shrunk.smallest.run.trace.events } };
}

/** Events until the end of a kept failure's run; Infinity for a file that does not say. */
export function eventsOf(path: string): number {
  if (!existsSync(path)) return Infinity;
  const [, events] = eventsLine.exec(readFileSync(path, 'utf8')) ?? [];
  return events === undefined ? Infinity : Number(events);
}

const digits = 8;

/** The name of a failure's file: the same violation of the same signature has the same one. */
export function fileNameOf({ shrunk, wanted }: SmallScenario): string {
  const { scenario, variant } = shrunk.smallest.run;
  const hash = hashText(wanted.signature).toString(16).padStart(digits, '0').slice(-digits);
  return `${[scenario, variant, wanted.check, hash].filter((part) => part !== null).join('-')}.yaml`;
}
