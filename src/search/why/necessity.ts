import type { ScenarioData } from '../../scenario/scenario.ts';
import { sectionOf, withEntry, withoutKeys, withSection } from '../shrink/data.ts';

/** Something that was taken away, and whether the violation was still there. */
export interface Necessity {
  readonly kind: 'fault' | 'message';
  /** The fault's id, or the kind of message. */
  readonly name: string;
  /** Without it the check is not violated. */
  readonly necessary: boolean;
}

/** The fault that takes a kind of message away. */
const withoutMessage = 'without-this-message';

/** Something to be taken away alone, and the scenarios without it, best first. */
interface Without {
  readonly kind: Necessity['kind'];
  readonly name: string;
  readonly ways: readonly ScenarioData[];
}

/** Everything that can be taken away alone: each fault, and each kind of message with all of its own. */
export function* without(data: ScenarioData, messages: readonly string[]): Generator<Without> {
  const faults = sectionOf(data, 'faults');
  for (const name of Object.keys(faults)) {
    const gone = withSection(data, 'faults', withoutKeys(faults, [name]));
    // Where others speak of it, it stays and does nothing.
    const idle = { ...sectionOf(faults, name), probability: '0%' };
    yield { kind: 'fault', name, ways: [gone, withEntry(data, 'faults', name, idle)] };
  }
  for (const name of messages) {
    // For ever: what the scenario heals would come back, and the violation with it.
    const match = { message: name };
    const lost = { fault: 'loss', target: 'all -> all', match, duration: 'forever' };
    yield { kind: 'message', name, ways: [withEntry(data, 'faults', withoutMessage, lost)] };
  }
}

/** Plays a scenario: whether the violation is there; null when it cannot be played. */
export type Fails = (data: ScenarioData) => Promise<boolean | null>;

/** What the first of some scenarios shows that can be played; null: none can. */
async function firstShown(ways: readonly ScenarioData[], fails: Fails): Promise<boolean | null> {
  for (const data of ways) {
    const shown = await fails(data);
    if (shown !== null) return shown;
  }
  return null;
}

/**
 * Takes away one thing after another, until somebody wants it to end. What cannot be taken away
 * alone is not told of: nobody knows.
 */
export async function necessities(
  data: ScenarioData,
  messages: readonly string[],
  fails: Fails,
  isStopped: () => boolean,
): Promise<Necessity[]> {
  const found: Necessity[] = [];
  for (const { kind, name, ways } of without(data, messages)) {
    const shown = await firstShown(ways, fails);
    // What was stopped on the way has shown nothing.
    if (isStopped()) break;
    if (shown !== null) found.push({ kind, name, necessary: !shown });
  }
  return found;
}
