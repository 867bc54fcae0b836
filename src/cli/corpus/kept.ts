import { existsSync, readFileSync, statSync } from 'node:fs';
import { hashText } from '../../base/draw/draw.ts';
import type { ScenarioData } from '../../scenario/scenario.ts';
import { partsOf, signatureOf } from '../../search/signature.ts';
import type { Wanted } from '../../search/shrink/case.ts';
import { quietDriver } from '../driver.ts';
import { NodeHost } from '../host/host.ts';
import { loadTarget } from '../play/loading.ts';
import { Player } from '../play/player.ts';
import type { SmallScenario } from '../shrink/shrink.ts';
import type { Terminal } from '../terminal.ts';

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
  if (!existsSync(path) || !statSync(path).isFile()) return Infinity;
  const [, events] = eventsLine.exec(readFileSync(path, 'utf8')) ?? [];
  return events === undefined ? Infinity : Number(events);
}

const digits = 8;

/** The names of a failure's files, best first: the same violation of the same signature has the same ones. */
export function* fileNamesOf({ shrunk, wanted }: SmallScenario): Generator<string, never> {
  const { scenario, variant } = shrunk.smallest.run;
  const hash = hashText(wanted.signature).toString(16).padStart(digits, '0').slice(-digits);
  const name = [scenario, variant, wanted.check, hash].filter((part) => part !== null).join('-');
  yield `${name}.yaml`;
  for (let nth = 2; ; nth += 1) yield `${name}-${nth}.yaml`;
}

/** Plays a kept failure: whether it is one still, and of this kind. */
export async function isFailing(
  path: string,
  { check, signature }: Wanted,
  maxEvents: number,
  terminal: Terminal,
): Promise<boolean> {
  const host = new NodeHost(terminal.env, () => import('../../index.ts'));
  const { scenario } = await loadTarget(path, {}, host);
  const [plan] = scenario?.runs ?? [];
  if (scenario === null || plan === undefined) return false;
  const player = new Player({ host, driver: quietDriver(host), storeEvents: false, maxEvents });
  const { run } = await player.play(plan, scenario);
  const found = run.checks.find(({ id }) => id === check);
  return found?.verdict === 'violated' && signatureOf(found, partsOf(plan)) === signature;
}
