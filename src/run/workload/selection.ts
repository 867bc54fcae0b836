import { OwnCodeError } from '../../base/errors.ts';
import { exp, log } from '../../base/kernels.ts';
import type { WorkloadPlan } from '../../scenario/plan/workload.ts';
import type { Random } from '../../world/program/node.ts';
import { isRequest, type Protocol } from '../../world/program/protocol.ts';

const PPB = 1_000_000_000;
/** Fine enough that the shares of keys are right to a part in 10^15. */
const STEPS = 9_007_199_254_740_991;

/** Chooses the kind of each operation by its share. */
export function opPicker(plan: WorkloadPlan, served: Protocol): (random: Random) => string {
  const [only, ...others] = Object.keys(served).filter((name) => {
    const declared = served[name];
    return declared !== undefined && isRequest(declared);
  });
  if (plan.ops.length === 0) {
    return () => {
      if (only === undefined || others.length === 0) return only ?? '';
      const all = [only, ...others].join(', ');
      throw new OwnCodeError(
        `the workload ${plan.kind} picks one of the requests ${all}: say in \`ops\` with which shares`,
      );
    };
  }
  return (random) => {
    let left = random.for('op').integer(0, PPB - 1);
    for (const { op, sharePpb } of plan.ops) {
      if (left < sharePpb) return op;
      left -= sharePpb;
    }
    return plan.ops[0]?.op ?? '';
  };
}

/** Running sums of 1 / rank^skew. */
function zipfSums(count: number, skew: number): Float64Array {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let rank = 1; rank <= count; rank += 1) {
    sum += exp(-skew * log(rank));
    sums[rank - 1] = sum;
  }
  return sums;
}

/** The first place whose sum is above `wanted`. */
function placeOf(sums: Float64Array, wanted: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((sums[middle] ?? 0) > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Chooses keys `k1`, `k2`, ...; under `zipf` `k1` is the most wanted. */
export function keyPicker({
  count,
  choice,
  skew,
}: WorkloadPlan['keys']): (random: Random) => string {
  if (choice === 'uniform') return (random) => `k${random.for('key').integer(1, count)}`;
  const sums = zipfSums(count, skew);
  const total = sums[count - 1] ?? 0;
  return (random) => {
    const share = random.for('key').integer(0, STEPS - 1) / STEPS;
    return `k${placeOf(sums, share * total) + 1}`;
  };
}
