import { expect, it } from 'vitest';
import { Draws, purpose } from '../../../src/base/draw/draw.ts';
import { Burst } from '../../../src/world/network/burst.ts';

const plan = { enterPpb: 20_000_000, leavePpb: 200_000_000, lossPpb: 600_000_000 };
const stream = new Draws('5').stream('link a -> b');

/** Whether each of many messages is lost, 1 ms apart. */
function lost(count: number, burst = new Burst(plan), skip = -1): boolean[] {
  return Array.from({ length: count }, (_, n) =>
    n === skip ? false : burst.takes((which) => stream.at(purpose.burst, n * 1_000_000, 0, which)),
  );
}

it('loses p / (p + r) of all messages, times the share in bad times, as Gilbert and Elliott say', () => {
  const count = 2_000_000;
  const share = lost(count).filter(Boolean).length / count;
  const law = (0.02 / (0.02 + 0.2)) * 0.6;
  expect(Math.abs(share / law - 1), `${share} beside ${law}`).toBeLessThan(0.02);
});

it('has bad times of 1 / r messages in the mean', () => {
  const certain = lost(1_000_000, new Burst({ ...plan, lossPpb: 1_000_000_000 }));
  const lengths: number[] = [];
  certain.forEach((bad, n) => {
    if (bad && certain[n - 1] === true) lengths[lengths.length - 1] = (lengths.at(-1) ?? 0) + 1;
    else if (bad) lengths.push(1);
  });
  const mean = lengths.reduce((a, b) => a + b, 0) / lengths.length;
  expect(Math.abs(mean / 5 - 1), `${mean}`).toBeLessThan(0.02);
});

it('treats messages alike again soon after one that another run does not have', () => {
  const [with_, without] = [lost(20_000), lost(20_000, new Burst(plan), 9000)];
  const unlike = with_.flatMap((one, n) => (one === without[n] ? [] : [n]));
  expect(unlike.every((n) => n >= 9000 && n < 9100)).toBe(true);
});
