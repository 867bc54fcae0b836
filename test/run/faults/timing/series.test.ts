import { describe, expect, it } from 'vitest';
import { constant, fault, FaultStage, moment, ms, onEvent, second } from '../fault-stage.ts';

const everySecond = {
  kind: 'every',
  everyNs: second,
  at: null,
  times: null,
  jitterNs: 0,
} as const;

const onMoment = (written: string) => ({ kind: 'moment', moment: moment(written) }) as const;

describe('a fault with `at`', () => {
  it('begins at its instant and ends after its duration', () => {
    const stage = new FaultStage([fault('gc', { atNs: 2 * second, durationNs: 500 * ms })]).play();
    expect(stage.windows('gc')).toEqual([[2000, 2500]]);
    expect(stage.rows('paused', 'resumed').map(({ at, type }) => [at / ms, type])).toEqual([
      [2000, 'paused'],
      [2500, 'resumed'],
    ]);
  });

  it('draws its begin from a range by its id alone', () => {
    const at = { kind: 'uniform', lowNs: second, highNs: 5 * second } as const;
    const drawn = fault('gc', { schedule: { kind: 'at', at } });
    const other = fault('a', { target: 'n2', atNs: 3 * second });
    const alone = new FaultStage([drawn]).play().windows('gc');
    expect(new FaultStage([other, drawn]).play().windows('gc')).toEqual(alone);
    const renamed = fault('b', { schedule: { kind: 'at', at } });
    expect(new FaultStage([renamed]).play().windows('b')).not.toEqual(alone);
    const [[from] = [0]] = alone;
    expect(from).toBeGreaterThanOrEqual(1000);
    expect(from).toBeLessThanOrEqual(5000);
  });

  it('at 0 pauses a process right after its boot', () => {
    const stage = new FaultStage([fault('gc', { atNs: 0, durationNs: second })]).play();
    expect(stage.rows('paused').map(({ at, node }) => [at, node])).toEqual([[0, 'n1']]);
    expect(stage.rows('observed').find(({ node }) => node === 'n1')?.at).toBe(second);
    expect(stage.schedule.coverage()[0]).toMatchObject({ touched: 1, note: null });
  });

  it('at 0 keeps a process from booting', () => {
    const stage = new FaultStage([fault('a', { kind: 'crash', atNs: 0 })]).play();
    expect(stage.rows('started').map(({ at, node }) => [at, node])).toEqual([
      [0, 'n2'],
      [0, 'n3'],
      [second, 'n1'],
    ]);
    expect(stage.schedule.coverage()[0]).toMatchObject({ touched: 1, note: null });
  });

  it('without a duration lasts until the end of the run', () => {
    const stage = new FaultStage([fault('gc', { durationNs: null })]).play();
    expect(stage.windows('gc')).toEqual([[1000, null]]);
    expect(stage.schedule.scheduled()[0]).toMatchObject({ at: second, durationNs: null });
  });
});

describe('a fault with `every`', () => {
  it('begins first after one period', () => {
    const gc = fault('gc', { schedule: everySecond, durationNs: 100 * ms });
    const windows = new FaultStage([gc], { durationNs: 3500 * ms }).play().windows('gc');
    expect(windows).toEqual([
      [1000, 1100],
      [2000, 2100],
      [3000, 3100],
    ]);
  });

  it('begins first at `at`, and no oftener than `times`', () => {
    const schedule = { ...everySecond, at: constant(250 * ms), times: 2 };
    const gc = fault('gc', { schedule, durationNs: 100 * ms });
    expect(new FaultStage([gc]).play().windows('gc')).toEqual([
      [250, 350],
      [1250, 1350],
    ]);
  });

  it('adds a jitter of its own to each occurrence, not to the next ones', () => {
    const schedule = { ...everySecond, times: 4, jitterNs: 400 * ms };
    const gc = fault('gc', { schedule, durationNs: 10 * ms });
    const begins = new FaultStage([gc])
      .play()
      .windows('gc')
      .map(([from]) => from);
    expect(begins).toHaveLength(4);
    begins.forEach((from, occurrence) => {
      expect(from).toBeGreaterThanOrEqual(1000 * (occurrence + 1));
      expect(from).toBeLessThanOrEqual(1000 * (occurrence + 1) + 400);
    });
    expect(new Set(begins.map((from) => from % 1000)).size).toBe(4);
  });

  it('has occurrences that overlap, each with an end of its own', () => {
    const schedule = { ...everySecond, times: 2 };
    const gc = fault('gc', { schedule, durationNs: 1500 * ms });
    const stage = new FaultStage([gc]).play();
    expect(stage.windows('gc')).toEqual([
      [1000, 2500],
      [2000, 3500],
    ]);
    // One process, paused by both: it goes on when the last one ends.
    expect(stage.rows('resumed').map(({ at }) => at / ms)).toEqual([3500]);
  });

  it('stops at `until`, and so does what is active', () => {
    const gc = fault('gc', { schedule: everySecond, durationNs: 5 * second, untilNs: 2 * second });
    expect(new FaultStage([gc]).play().windows('gc')).toEqual([[1000, 2000]]);
  });

  it('leaves out occurrences by probability, drawn for each', () => {
    const schedule = { ...everySecond, everyNs: 20 * ms };
    const gc = fault('gc', { schedule, durationNs: ms, probabilityPpb: 250_000_000 });
    const { length } = new FaultStage([gc]).play().windows('gc');
    expect(length).toBeGreaterThan(80);
    expect(length).toBeLessThan(170);
  });
});

describe('a fault with `rate`', () => {
  const schedule = { kind: 'rate', perSecond: 20, atNs: second, times: null } as const;

  it('is a Poisson process from `at` on', () => {
    const gc = fault('gc', { schedule, durationNs: ms });
    const begins = new FaultStage([gc], { durationNs: 50 * second })
      .play()
      .windows('gc')
      .map(([from]) => from);
    expect(begins[0]).toBeGreaterThan(1000);
    // 980 are expected, with a deviation of 31.
    expect(Math.abs(begins.length - 980)).toBeLessThan(130);
    const gaps = begins.slice(1).map((from, i) => from - (begins[i] ?? 0));
    const long = gaps.filter((gap) => gap > 100).length / gaps.length;
    // P(gap > 2 means) = e^-2.
    expect(Math.abs(long - 0.135)).toBeLessThan(0.05);
  });

  it('stops after `times`', () => {
    const gc = fault('gc', { schedule: { ...schedule, times: 3 }, durationNs: ms });
    expect(new FaultStage([gc]).play().windows('gc')).toHaveLength(3);
  });
});

describe('durations', () => {
  it('are drawn by fault and occurrence', () => {
    const duration = { kind: 'uniform', lowNs: 10 * ms, highNs: 900 * ms } as const;
    const lengths = (faults: readonly ReturnType<typeof fault>[]): number[] =>
      new FaultStage(faults)
        .play()
        .windows('gc')
        .map(([from, until]) => (until ?? Number.NaN) - from);
    const gc = fault('gc', { schedule: everySecond, duration });
    const alone = lengths([gc]);
    expect(new Set(alone).size).toBe(alone.length);
    expect(lengths([fault('a', { target: 'n3', schedule: everySecond, duration }), gc])).toEqual(
      alone,
    );
  });
});

describe('faults that begin at one instant', () => {
  it('begin in natural order of ids when it was known before, however it was', () => {
    const durationNs = ms;
    const stage = new FaultStage([
      fault('gc', { atNs: 2 * second, durationNs }),
      fault('cut', { target: 'n1', when: onMoment('2s'), durationNs }),
      fault('c', { schedule: everySecond, durationNs }),
      fault('b', { target: 'n3', when: onEvent('beat'), delayNs: 1900 * ms, durationNs }),
      fault('lost', { target: 'n2', schedule: { ...everySecond, times: 2 }, durationNs }),
      // Two that nobody could know before: what sets them off is of the instant itself.
      fault('a', { target: 'n2', when: onMoment('b begins'), durationNs }),
      fault('late', { target: 'n2', when: onMoment('2s'), delayNs: 0, durationNs }),
    ]).play();
    const began = stage.rows('fault-began').filter(({ at }) => at === 2 * second);
    expect(began.map(({ name }) => name)).toEqual(['b', 'c', 'cut', 'gc', 'lost', 'a', 'late']);
  });
});

describe('heal', () => {
  it('ends all at one instant in natural order of ids, but not what is forever', () => {
    const series = fault('b', { target: 'n2', schedule: everySecond, durationNs: 300 * ms });
    const lasting = fault('c', { kind: 'crash', target: 'n3', forever: true });
    const cut = fault('cut', { kind: 'partition', target: 'n1 <-> n2', durationNs: null });
    const a = fault('a', { durationNs: 9 * second });
    const stage = new FaultStage([a, series, lasting, cut], { healNs: 3 * second }).play();
    const ended = stage.rows('fault-ended').filter(({ at }) => at === 3 * second);
    expect(ended.map(({ name }) => name)).toEqual(['a', 'cut']);
    expect(stage.windows('b')).toEqual([
      [1000, 1300],
      [2000, 2300],
    ]);
    expect(stage.windows('c')).toEqual([[1000, null]]);
  });

  it('keeps later triggers and pending delays from striking', () => {
    const when = {
      kind: 'event',
      event: 'beat',
      node: null,
      nth: { first: 1, last: 1 },
      where: null,
    } as const;
    const pending = fault('a', { when, delayNs: 4 * second });
    const all = fault('b', { target: 'n2', when, times: null, durationNs: ms });
    const stage = new FaultStage([pending, all], { healNs: 2 * second }).play();
    expect(stage.windows('a')).toEqual([]);
    expect(stage.windows('b').every(([from]) => from < 2000)).toBe(true);
    expect(stage.schedule.coverage()[0]?.note).toContain('too late');
  });
});
