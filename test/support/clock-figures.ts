import { clocks } from '../../src/library/clocks/index.ts';
import { ClockStage, clock, second } from './clock-stage.ts';

/** The frequency errors of twenty nodes with a kind of clock in their first second, in ppb. */
export async function driftsOf(name: string): Promise<readonly number[]> {
  const source = clocks.get(name);
  if (source === undefined) throw new TypeError(`there is no clock ${name}`);
  const { offsetNs, driftPpb, wander, receiver } = source;
  const node = { ...clock(0), offsetNs, driftPpb, wander, receiver };
  const ids = Array.from({ length: 20 }, (_, n) => `n${n}`);
  const stage = new ClockStage({}, Object.fromEntries(ids.map((id) => [id, node])), 1);
  const offsets = (): number[] => ids.map((id) => stage.offset(id));
  const [from = [], to = []] = await stage.seen([0, 1], offsets);
  return to.map((offset, place) => ((offset - (from[place] ?? 0)) * 1e9) / second);
}
