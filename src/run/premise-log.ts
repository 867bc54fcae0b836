import type { PremiseRecord } from './checks.ts';
import type { PremiseChange } from './liveness.ts';
import type { Premise } from './premise.ts';

/** Follows a premise from before the first event and keeps when it began and ceased to hold. */
export function premiseLog(premise: Premise): PremiseRecord {
  const changes: PremiseChange[] = [];
  premise.onChange((holds, atNs) => changes.push({ holds, atNs }));
  premise.start();
  changes.unshift({ atNs: 0, holds: premise.holds });
  return {
    changes,
    get restorable() {
      return premise.canReturn;
    },
  };
}
