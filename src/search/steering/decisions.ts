import type { Problem } from '../../base/time.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import type { Strategy, Subject, Trial } from '../strategies/define.ts';

/** How many decisions a run takes: counted once, when somebody asks first. */
class Decisions {
  readonly #counting: () => Promise<number>;
  #counted: Promise<number> | null = null;

  constructor(counting: () => Promise<number>) {
    this.#counting = counting;
  }

  count(): Promise<number> {
    return (this.#counted ??= this.#counting());
  }
}

/** The number of decisions as it stands behind the name of a strategy. */
function readDecisions(how: string): number | Problem {
  if (/^[1-9]\d{0,14}$/.test(how)) return Number(how);
  return { problem: 'behind the colon stands how many decisions a run takes, such as 418' };
}

/** How a strategy searches and replays whose trials need to know how many decisions a run takes. */
export function byDecisions(
  trialOf: (plan: RunPlan, decisions: number) => Trial,
  decisionsOf: (subject: Subject) => Promise<number>,
): Pick<Strategy, 'search' | 'replay'> {
  return {
    search(subject) {
      const decisions = new Decisions(() => decisionsOf(subject));
      return {
        async play(seed) {
          const count = await decisions.count();
          const trial = trialOf({ ...subject.plan, seed }, count);
          return { trial, how: String(count), played: await subject.play(trial) };
        },
      };
    },
    replay(plan, how) {
      const decisions = readDecisions(how);
      return typeof decisions === 'number' ? trialOf(plan, decisions) : decisions;
    },
  };
}
