import { OwnCodeError } from '../../base/errors.ts';
import { valueText } from '../../base/schema/text.ts';
import { isAsynchronous } from '../../base/thenable.ts';
import { faults as shelf } from '../../library/faults/index.ts';
import type { FaultDefinition } from '../../library/faults/define.ts';
import type { World } from '../../world/world.ts';
import { looking } from '../events/looking.ts';

/** Where code of a fault's own runs, and whose it is. */
export interface OwnCodeScene {
  readonly world: Pick<World, 'stepOpen' | 'broken'>;
  /** The kind of the fault. */
  readonly kind: string;
}

function errorOf(kind: string, thrown: unknown): Error {
  return thrown instanceof Error
    ? thrown
    : new OwnCodeError(`the fault ${kind} threw ${valueText(thrown)}`);
}

/**
 * Runs code of a fault's own: its `begin`, its undos, its rules, what it does later. What it throws ends
 * the run, as does a promise, whose rest would run inside the step of somebody else; inside a
 * program's step it does so past the program, which has no part in it, and `instead` is answered.
 */
export function runOwnCode<T>({ world, kind }: OwnCodeScene, code: () => T, instead: T): T {
  try {
    const result = code();
    if (!isAsynchronous(result)) return result;
    throw new OwnCodeError(`code of the fault ${kind} gives back a promise, and no fault may wait`);
  } catch (thrown) {
    const error = errorOf(kind, thrown);
    if (!world.stepOpen) throw error;
    world.broken(error);
    return instead;
  }
}

/** Where a rule is asked, and which fault's it is. */
export interface OwnRuleScene {
  readonly world: OwnCodeScene['world'];
  readonly plan: { readonly kind: string; readonly definition: FaultDefinition };
}

/**
 * Asks a rule, which a fault may have of its user. A promise that it leaves behind and that fails ends
 * the run as what it throws does: the process in whose step it was asked has no part in it.
 */
export function askOwnRule<T>({ world, plan }: OwnRuleScene, ask: () => T, instead: T): T {
  const { kind, definition } = plan;
  const isOfLibrary = shelf.get(definition.name) === definition;
  const asked = (): T => looking(ask, (reason) => world.broken(errorOf(kind, reason)));
  return runOwnCode({ world, kind }, isOfLibrary ? ask : asked, instead);
}
