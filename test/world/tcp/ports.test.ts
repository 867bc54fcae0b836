import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { integer, size } from '../../../src/base/schema.ts';
import { defineProgram } from '../../../src/world/program/program.ts';
import { openPort } from '../../../src/world/queue/port-plan.ts';
import type { PortPlan } from '../../../src/world/queue/port-plan.ts';
import { Stage } from '../../support/world-stage.ts';
import { connected } from './tcp-stage.ts';

/** A byte takes 1 µs. */
const port = (more: Partial<PortPlan['queue']> = {}): PortPlan => ({
  ...openPort,
  rate: { bitsPerSecond: 8_000_000, bucketBytes: 0 },
  queue: { ...openPort.queue, ...more },
});

/** The bytes of all packets that left each node, in order; filled while it is played. */
function bytesOf(stage: Stage): { readonly a: number[]; readonly b: number[] } {
  const bytes = { a: [] as number[], b: [] as number[] };
  stage.world.watchPorts = true;
  stage.hook({
    portUsed: (from, _, use, ns) => void (use === 'sent' && bytes[from as 'a'].push(ns / 1000)),
  });
  return bytes;
}

/** The numbers that `b` heard, in order. */
const heard = (stage: Stage): number[] =>
  stage
    .got()
    .filter((line) => line.startsWith('b tell'))
    .map((line) => Number(line.split(' ')[2]));

describe('a connection over a link with a bandwidth', () => {
  it('sends packets: a segment has its share of the message, a word only headers', async () => {
    const stage = connected({
      a: (wire) => void wire.send('tell', { n: 1 }),
      link: { port: port(), mtuBytes: 60 },
    });
    const bytes = bytesOf(stage);
    await stage.play();
    // SYN, then 7 bytes of JSON and 16 of frame in segments of 20.
    expect(bytes.a).toEqual([40, 60, 43]);
    // SYN-ACK, and one acknowledgement of both.
    expect(bytes.b).toEqual([40, 40]);
    expect(heard(stage)).toEqual([1]);
  });

  it('carries the payload that sizes stand for', async () => {
    const messages = { load: { n: integer(), payload: size() } };
    const a = defineProgram({
      name: 'loader',
      summary: 'Sends a load.',
      messages,
      start(node) {
        node.connect('b', { timeout: '1s' }).done((outcome) => {
          if (outcome.status === 'ok') outcome.value.send('load', { n: 1, payload: 3000 });
        });
      },
    });
    const b = defineProgram({
      name: 'unloader',
      summary: 'Takes a load.',
      messages,
      start: (node) => node.listen((wire) => wire.on('load', () => undefined)),
    });
    const nodes = { a: { program: a }, b: { program: b } };
    const stage = new Stage({ nodes, link: { port: port() } });
    const bytes = bytesOf(stage);
    await stage.play();
    const whole = '{"n":1,"payload":3000}'.length + 16 + 3000;
    expect(bytes.a).toEqual([40, 1500, 1500, whole - 2 * 1460 + 40]);
  });

  it('loses what finds no room, tells so, and sends it again', async () => {
    const stage = connected({
      a: (wire) => {
        for (let n = 0; n < 8; n++) wire.send('tell', { n });
      },
      link: { port: port({ limit: { packets: 3 } }) },
    });
    await stage.play();
    const lost = stage.events().filter(({ type }) => type === 'lost');
    expect(lost.length).toBeGreaterThan(3);
    for (const { data } of lost) expect(data).toMatchObject({ why: 'queue-full' });
    expect(stage.lines('resent').length).toBeGreaterThan(3);
    expect(heard(stage)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(stage.world.network.inFlight).toBe(0);
  });
});

describe('a connection through switches', () => {
  const line = { s1: ['a', 's2'], s2: ['b'] };
  const varying = { kind: 'uniform', lowNs: 1_000_000, highNs: 30_000_000 } as const;

  it('keeps its segments in order on hops whose latency varies', async () => {
    const stage = connected({
      a: (wire, node) => {
        for (let n = 0; n < 60; n++) node.after(`${n}ms`, () => void wire.send('tell', { n }));
      },
      switches: line,
      hop: () => ({ latency: varying, port: port() }),
    });
    await stage.play();
    expect(heard(stage)).toEqual(Array.from({ length: 60 }, (_, n) => n));
    // Duplicate acknowledgements, and with them segments sent again, are what overtaking would bring.
    expect(stage.lines('resent')).toEqual([]);
  });

  it('gives up its opening when no way is left', async () => {
    const stage = connected({ switches: line });
    stage.at(1, () => void stage.world.verbs.withdraw([2], [3], 1_000_000));
    await stage.play();
    expect(stage.got()[0]).toMatch(/^a fail unreachable/);
  });

  it('delivers a prefix in order, whatever waits, bursts, doubles and overtakes on the hops', async () => {
    const share = fc.integer({ min: 0, max: 30 }).map((mille) => mille * 1_000_000);
    const setting = fc.record({
      seed: fc.integer({ min: 0, max: 1_000_000 }).map(String),
      lossPpb: share,
      duplicatePpb: share,
      reorderPpb: share,
      enterPpb: share,
      discipline: fc.constantFrom('fifo', 'priority', 'fair', 'codel'),
      packets: fc.integer({ min: 2, max: 20 }),
      circuits: fc.constantFrom(null, { count: 2, idleNs: 1_000_000 }),
      mtuBytes: fc.constantFrom(60, 1500),
    });
    await fc.assert(
      fc.asyncProperty(setting, async ({ seed, mtuBytes, ...one }) => {
        const { discipline, packets, circuits, enterPpb, ...shares } = one;
        const queue = { limit: { packets }, discipline, first: ['tell'] };
        const stage = connected({
          a: (wire, node) => {
            for (let n = 0; n < 60; n++) node.after(`${n}ms`, () => void wire.send('tell', { n }));
          },
          link: { mtuBytes },
          switches: line,
          hop: () => ({
            ...shares,
            latency: varying,
            burst: { enterPpb, leavePpb: 800_000_000, lossPpb: 1_000_000_000 },
            port: { ...port(queue), circuits },
          }),
          seed,
          untilMs: 3_000_000,
        });
        await stage.play();
        expect(heard(stage)).toEqual(Array.from({ length: 60 }, (_, n) => n));
        expect(stage.world.network.inFlight).toBe(0);
      }),
      { seed: 42, numRuns: 30 },
    );
  }, 60_000);
});
