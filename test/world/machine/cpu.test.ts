import { describe, expect, it } from 'vitest';
import { compileSampler } from '../../../src/base/sampler/sampler.ts';
import { Engine } from '../../../src/engine/engine.ts';
import { Trace } from '../../../src/engine/trace.ts';
import { Cpu } from '../../../src/world/machine/cpu.ts';

const ms = 1_000_000;

function engineOf(untilNs: number, seed = '1'): Engine {
  const trace = new Trace([], false);
  return new Engine({ seed, untilNs, trace, drain: () => true, maxEvents: 10_000_000 });
}

/** A machine with so many cores, and who ends when: `name waited @ms`. */
class Bench {
  readonly engine = engineOf(10_000 * ms);
  readonly cpu: Cpu;
  readonly ends: string[] = [];

  constructor(cores: number) {
    this.cpu = new Cpu(this.engine, cores);
  }

  at(atMs: number, act: () => unknown): this {
    this.engine.schedule(atMs * ms, 1, () => void act());
    return this;
  }

  work(atMs: number, name: string, costMs: number): this {
    const done = (waitedNs: number): void => {
      this.ends.push(`${name} ${waitedNs / ms} @${this.engine.nowNs / ms}`);
    };
    const dropped = (): void => void this.ends.push(`${name} dropped`);
    return this.at(atMs, () => this.cpu.work(costMs * ms, { done, dropped }));
  }

  play(): string[] {
    while (this.engine.advance(10_000) !== 'done');
    return this.ends;
  }
}

describe('cores', () => {
  it('serve in the order of coming, each piece to its end', () => {
    const bench = new Bench(1).work(0, 'a', 5).work(1, 'b', 2).work(2, 'c', 1);
    expect(bench.play()).toEqual(['a 0 @5', 'b 4 @7', 'c 5 @8']);
  });

  it('work beside one another: who comes when all are busy waits for the first that is free', () => {
    const bench = new Bench(2).work(0, 'a', 5).work(0, 'b', 3).work(0, 'c', 1).work(0, 'd', 1);
    expect(bench.play()).toEqual(['b 0 @3', 'c 3 @4', 'a 0 @5', 'd 4 @5']);
  });

  it('stand still and go on where they were', () => {
    const bench = new Bench(1).work(0, 'a', 5).work(4, 'b', 1);
    bench.at(2, () => bench.cpu.stop()).at(10, () => bench.cpu.go());
    expect(bench.play()).toEqual(['a 0 @13', 'b 9 @14']);
  });

  it('forget what the dead process wanted', () => {
    const bench = new Bench(1).work(0, 'a', 5).work(1, 'b', 1).work(3, 'c', 1);
    bench.at(2, () => bench.cpu.clear());
    expect(bench.play()).toEqual(['a dropped', 'b dropped', 'c 0 @4']);
  });
});

describe('slowness', () => {
  it('stretches what is left of a piece of work, and ends with it', () => {
    const bench = new Bench(1).work(0, 'a', 6);
    // 2 ms as ever, then 2 ms of work in 20, then the last 2.
    let undo = (): void => undefined;
    bench.at(2, () => (undo = bench.cpu.slow(10, () => undefined))).at(22, () => undo());
    expect(bench.play()).toEqual(['a 0 @24']);
  });

  it('multiplies, whatever the order, and tells each piece that it made longer', () => {
    for (const factors of [
      [3, 1.1],
      [1.1, 3],
    ]) {
      const touched = [0, 0];
      const bench = new Bench(1).work(0, 'a', 10).work(0, 'b', 10);
      bench.at(0, () => {
        factors.forEach((factor, at) => bench.cpu.slow(factor, () => (touched[at] as number)++));
      });
      expect(bench.play().map((end) => Math.round(Number(end.split('@')[1])))).toEqual([33, 66]);
      expect(touched).toEqual([2, 2]);
    }
  });

  it('lets a stopped core stand still', () => {
    const bench = new Bench(1).work(0, 'a', 4);
    bench.at(1, () => bench.cpu.slow(2, () => undefined));
    bench.at(2, () => bench.cpu.stop()).at(9, () => bench.cpu.go());
    // 1 ms, half a ms, nothing for 7, and 2.5 ms that take 5.
    expect(bench.play()).toEqual(['a 0 @14']);
  });
});

describe('the law of k cores (Erlang C)', () => {
  /** Mean wait in units of the mean service time, with Poisson arrivals and exponential service. */
  function expectedWait(cores: number, load: number): number {
    const offered = cores * load;
    let term = 1;
    let sum = 1;
    for (let i = 1; i < cores; i += 1) {
      term *= offered / i;
      sum += term;
    }
    const all = (term * offered) / cores / (1 - load);
    return all / (sum + all) / (cores * (1 - load));
  }

  it.each([
    [1, 0.6],
    [2, 0.6],
    [4, 0.7],
  ])('%i cores at a load of %d: the mean wait is within 2 %%', (cores, load) => {
    const jobs = 400_000;
    const engine = engineOf(1e15, '7');
    const cpu = new Cpu(engine, cores);
    const stream = engine.draws.stream('law');
    const service = compileSampler({ kind: 'exponential', meanNs: ms });
    const between = compileSampler({
      kind: 'exponential',
      meanNs: Math.round(ms / (cores * load)),
    });
    let waitedNs = 0;
    const done = (ns: number): void => {
      waitedNs += ns;
    };
    const come = (n: number): void => {
      cpu.work(service.sample(stream.at(1, n, 0, 0)), { done });
      if (n < jobs) {
        const nextNs = engine.nowNs + between.sample(stream.at(2, n, 0, 0));
        engine.schedule(nextNs, 4, () => come(n + 1));
      }
    };
    engine.schedule(0, 4, () => come(1));
    while (engine.advance(100_000) !== 'done');
    const wait = waitedNs / jobs / ms;
    expect(Math.abs(wait / expectedWait(cores, load) - 1)).toBeLessThan(0.02);
  });
});
