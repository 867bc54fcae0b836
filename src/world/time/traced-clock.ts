import type { Value } from '../../base/units.ts';
import type { ClockVerbs } from './clock-verbs.ts';

/** The verbs of a clock, each change of it told: what is undone twice is undone once. */
export function tracedClock(
  clock: ClockVerbs,
  tell: (how: { readonly [what: string]: Value }) => void,
): ClockVerbs {
  const traced = (
    begin: () => () => void,
    how: { readonly [what: string]: Value },
    end: { readonly [what: string]: Value },
  ): (() => void) => {
    const undo = begin();
    tell(how);
    let over = false;
    return () => {
      if (over) return;
      over = true;
      undo();
      tell(end);
    };
  };
  return {
    freeze: (which) => traced(() => clock.freeze(which), { frozen: which }, { thawed: which }),
    coarsen: (stepNs) =>
      traced(() => clock.coarsen(stepNs), { coarserNs: stepNs }, { noLongerNs: stepNs }),
    misread: (byNs) => traced(() => clock.misread(byNs), { misreadNs: byNs }, { misreadNs: -byNs }),
    stopSync: () => traced(() => clock.stopSync(), { sync: 'stopped' }, { sync: 'started' }),
    misleadSync: (byNs) =>
      traced(() => clock.misleadSync(byNs), { misledNs: byNs }, { misledNs: -byNs }),
    leap(seconds) {
      clock.leap(seconds);
      tell({ leapSeconds: seconds });
    },
    foreseeLeap: (atNs, seconds) => clock.foreseeLeap(atNs, seconds),
  };
}
