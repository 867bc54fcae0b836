import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../../src/base/sampler/sampler.ts';
import { defineProgram } from '../../../src/world/program/program.ts';
import { ack } from '../../../src/world/program/protocol.ts';
import { listening, scripted, talk } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';

const ms = 1_000_000;
const constant = (ns: number): Distribution => ({ kind: 'constant', ns });

/** Sends so many `tell`s at 10 ms. */
const burst = (count: number) =>
  scripted((node) => {
    node.after('10ms', () => {
      for (let n = 1; n <= count; n += 1) node.send('b', 'tell', { n });
    });
  });

describe('a message that costs CPU time', () => {
  it('waits for a core and for its own time before it is handled', async () => {
    const b = {
      program: scripted(listening),
      cores: 1,
      cost: new Map([['tell', constant(5 * ms)]]),
    };
    const stage = await new Stage({ nodes: { a: { program: burst(3) }, b } }).play();
    expect(stage.got()).toEqual(['b tell 1 @16', 'b tell 2 @21', 'b tell 3 @26']);
  });

  it('costs what the program says, unless the scenario says otherwise', async () => {
    const costly = defineProgram({
      name: 'costly',
      summary: 'Has its price.',
      messages: talk,
      cost: { tell: '2ms' },
      start: () => undefined,
    });
    expect(costly.contents.cost).toEqual({ tell: 2 * ms });
    const late = async (cost?: Distribution): Promise<number[]> => {
      const nodes = {
        a: { program: burst(2) },
        b: { program: costly, cores: 1, ...(cost && { cost: new Map([['tell', cost]]) }) },
      };
      const stage = await new Stage({ nodes }).play();
      return stage
        .events()
        .filter(({ type }) => type === 'delivered')
        .map(({ at }) => at / ms);
    };
    expect(await late()).toEqual([13, 15]);
    expect(await late(constant(3 * ms))).toEqual([14, 17]);
  });

  it('costs nothing where there are no cores', async () => {
    const b = { program: scripted(listening), cost: new Map([['tell', constant(5 * ms)]]) };
    const stage = await new Stage({ nodes: { a: { program: burst(2) }, b } }).play();
    expect(stage.got()).toEqual(['b tell 1 @11', 'b tell 2 @11']);
  });

  it('finds no room when 1,024 datagrams wait already', async () => {
    const b = { program: scripted(listening), cores: 1, cost: new Map([['tell', constant(ms)]]) };
    const stage = await new Stage({ nodes: { a: { program: burst(1030) }, b } }).play();
    expect(stage.got()).toHaveLength(1024);
    expect(stage.lines('lost')).toHaveLength(6);
  });

  it('is lost with the process that it waits for', async () => {
    const b = {
      program: scripted(listening),
      cores: 1,
      cost: new Map([['tell', constant(5 * ms)]]),
    };
    const stage = new Stage({ nodes: { a: { program: burst(3) }, b } });
    stage.between(18, 100, () => stage.world.verbs.crash(1, 'process', ['memory']));
    await stage.play();
    expect(stage.got()).toEqual(['b tell 1 @16']);
    expect(stage.lines('lost')).toEqual(['18 lost a b tell', '18 lost a b tell']);
  });

  it('stands still with its process', async () => {
    const b = {
      program: scripted(listening),
      cores: 1,
      cost: new Map([['tell', constant(5 * ms)]]),
    };
    const stage = new Stage({ nodes: { a: { program: burst(2) }, b } });
    stage.between(13, 50, () => stage.world.verbs.pause(1, 'gc'));
    expect((await stage.play()).got()).toEqual(['b tell 1 @53', 'b tell 2 @58']);
  });
});

describe('one handler at a time', () => {
  it('uses one core, however many there are', async () => {
    const times = async (handlers: 'interleaved' | 'one-at-a-time'): Promise<string[]> => {
      const program = scripted(listening, handlers);
      const b = { program, cores: 4, cost: new Map([['tell', constant(5 * ms)]]) };
      return (await new Stage({ nodes: { a: { program: burst(3) }, b } }).play()).got();
    };
    expect(await times('interleaved')).toEqual(['b tell 1 @16', 'b tell 2 @16', 'b tell 3 @16']);
    expect(await times('one-at-a-time')).toEqual(['b tell 1 @16', 'b tell 2 @21', 'b tell 3 @26']);
  });
});

describe('a request', () => {
  it('tells its handler how long it waited, for a core or in the buffer of a busy process', async () => {
    for (const handlers of ['interleaved', 'one-at-a-time'] as const) {
      const server = scripted((node) => {
        node.on('poke', (_body, _from, request) => {
          node.observe('got', { what: 'queued', n: request.queued / ms });
          return ack;
        });
      }, handlers);
      const client = scripted((node) => {
        node.after('10ms', () => {
          for (let n = 0; n < 3; n += 1) node.call('b', 'poke', {}, { timeout: '1s' });
        });
      });
      const b = { program: server, cores: 1, cost: new Map([['poke', constant(4 * ms)]]) };
      const stage = await new Stage({ nodes: { a: { program: client }, b } }).play();
      expect(stage.got().map((line) => line.split(' ')[2])).toEqual(['0', '4', '8']);
    }
  });
});

describe('work of the program itself', () => {
  const working = scripted((node) => {
    node.after('10ms', async () => {
      await node.work('5ms');
      node.observe('got', { what: 'worked', n: 1 });
    });
    node.after('10ms', async () => {
      await node.work('5ms');
      node.observe('got', { what: 'worked', n: 2 });
    });
  });

  it('takes a core as well, and waits for one', async () => {
    const got = async (cores: number | null): Promise<string[]> =>
      (await new Stage({ nodes: { n: { program: working, cores } } }).play()).got();
    expect(await got(1)).toEqual(['n worked 1 @15', 'n worked 2 @20']);
    expect(await got(2)).toEqual(['n worked 1 @15', 'n worked 2 @15']);
    expect(await got(null)).toEqual(['n worked 1 @10', 'n worked 2 @10']);
  });

  it('takes longer while the machine is slow', async () => {
    const stage = new Stage({ nodes: { n: { program: working, cores: 2 } } });
    let touched = 0;
    stage.between(12, 1000, () => stage.world.verbs.slow(0, 10, () => (touched += 1)));
    expect((await stage.play()).got()).toEqual(['n worked 1 @42', 'n worked 2 @42']);
    expect(touched).toBe(2);
  });
});
