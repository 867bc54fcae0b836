import { OwnCodeError } from '../../base/errors.ts';
import { valueText } from '../../base/schema/text.ts';
import { isAsynchronous } from '../../base/thenable.ts';
import type { World } from '../../world/world.ts';

/** Where code of a fault's own runs, and whose it is. */
export interface OwnCodeScene {
  readonly world: Pick<World, 'stepOpen' | 'broken'>;
  /** The kind of the fault. */
  readonly kind: string;
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
    const error =
      thrown instanceof Error
        ? thrown
        : new OwnCodeError(`the fault ${kind} threw ${valueText(thrown)}`);
    if (!world.stepOpen) throw error;
    world.broken(error);
    return instead;
  }
}
