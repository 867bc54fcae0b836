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

/** Everything that can be taken away alone: each fault, and each kind of message with all of its own. */
export function* without(
  data: ScenarioData,
  messages: readonly string[],
): Generator<{ readonly kind: Necessity['kind']; readonly name: string; data: ScenarioData }> {
  const faults = sectionOf(data, 'faults');
  for (const name of Object.keys(faults))
    yield { kind: 'fault', name, data: withSection(data, 'faults', withoutKeys(faults, [name])) };
  for (const name of messages) {
    // For ever: what the scenario heals would come back, and the violation with it.
    const match = { message: name };
    const lost = { fault: 'loss', target: 'all -> all', match, duration: 'forever' };
    yield { kind: 'message', name, data: withEntry(data, 'faults', withoutMessage, lost) };
  }
}

/** Takes away one thing after another, until somebody wants it to end. */
export async function necessities(
  data: ScenarioData,
  messages: readonly string[],
  fails: (data: ScenarioData) => Promise<boolean>,
  isStopped: () => boolean,
): Promise<Necessity[]> {
  const found: Necessity[] = [];
  for (const { kind, name, data: less } of without(data, messages)) {
    const necessary = !(await fails(less));
    // What was stopped on the way has shown nothing.
    if (isStopped()) break;
    found.push({ kind, name, necessary });
  }
  return found;
}
