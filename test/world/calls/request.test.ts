import { describe, expect, it } from 'vitest';
import { OwnCodeError } from '../../../src/base/errors.ts';
import type { AttemptResult } from '../../../src/world/calls/request.ts';
import { truthMeanings } from '../../../src/world/calls/truth.ts';
import type { NamesPlan } from '../../../src/world/names/resolver.ts';
import { scripted } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';

/** A plain client `c` and a server `s` that takes 20 ms; the attempt begins at 10 ms, for 100 ms. */
function serving(takesMs = 20): Stage {
  const s = scripted((node) => {
    node.on('ask', async ({ n }) => {
      await node.sleep(`${takesMs}ms`);
      return { n: n * 2 };
    });
  });
  return new Stage({ nodes: { c: {}, s: { program: s } }, untilMs: 5000 });
}

async function attempt(stage: Stage, to: string | null = 's', client = 'c'): Promise<string[]> {
  const results: string[] = [];
  stage.at(10, () => {
    stage.world.request(
      { client, to, op: 'ask', body: { n: 21 }, timeoutNs: 100_000_000, id: 'op-1' },
      ({ outcome, truth, atNs }: AttemptResult) => {
        const said = outcome.status === 'ok' ? 'ok' : `${outcome.status} ${outcome.error}`;
        results.push(`${said}, truly ${truth} @${atNs / 1e6}`);
      },
    );
  });
  await stage.play();
  return results;
}

describe('the true state of an attempt', () => {
  it('is done when it was answered', async () => {
    expect(await attempt(serving())).toEqual(['ok, truly done @34']);
  });

  it('is lost when the network took the request', async () => {
    const stage = serving();
    stage.between(5, 500, () => stage.world.verbs.cut([0], [1]));
    expect(await attempt(stage)).toEqual(['unknown timeout, truly lost @110']);
  });

  it('is lost when no name server told the way, whether the client heard so or went before', async () => {
    for (const [timeoutMs, heard] of [
      [20, 'fail unreachable, truly lost @30'],
      [200, 'unknown timeout, truly lost @110'],
    ] as const) {
      const names: NamesPlan = {
        servers: ['ns'],
        of: ['s'],
        ttlNs: 1e9,
        negativeNs: 1e9,
        staleNs: 0,
        timeoutNs: timeoutMs * 1e6,
        attempts: 1,
      };
      const ns = { program: scripted(() => undefined) };
      const stage = new Stage({ nodes: { c: { names }, s: ns, ns }, untilMs: 5000 });
      stage.between(5, 500, () => stage.world.verbs.cut([0], [2]));
      expect(await attempt(stage)).toEqual([heard]);
    }
  });

  it('is lost as of then: its connection may still bring it', async () => {
    const stage = serving();
    stage.between(13, 120, () => stage.world.verbs.cut([0], [1]));
    expect(await attempt(stage)).toEqual(['unknown timeout, truly lost @110']);
    expect(stage.lines('late-reply')).toHaveLength(1);
    expect(truthMeanings.lost).toContain('it may yet be');
  });

  it('is queued when it is still on its way, or kept', async () => {
    const stage = serving();
    stage.at(5, () => {
      stage.world.verbs.addRule({
        from: [0],
        to: [1],
        kind: 'ask',
        again: null,
        ask: () => ({ delay: 200_000_000 as never }),
      });
    });
    expect(await attempt(stage)).toEqual(['unknown timeout, truly queued @110']);
  });

  it('is queued when it waits for a busy server', async () => {
    const busy = scripted((node) => {
      node.on('ask', async ({ n }) => {
        await node.sleep('90ms');
        return { n };
      });
    }, 'one-at-a-time');
    const stage = new Stage({ nodes: { c: {}, d: {}, s: { program: busy } }, untilMs: 1000 });
    stage.at(5, () => {
      for (const id of ['x', 'y']) {
        const input = { client: 'd', to: 's', op: 'ask', body: { n: 1 }, timeoutNs: 1e9, id };
        stage.world.request(input, () => undefined);
      }
    });
    expect(await attempt(stage)).toEqual(['unknown timeout, truly queued @110']);
  });

  it('is dead when the server was dead, or died before it answered', async () => {
    const host = serving();
    host.at(5, () => void host.world.verbs.crash(1, 'host', ['memory']));
    expect(await attempt(host)).toEqual(['unknown timeout, truly dead @110']);
    const process = serving();
    process.at(5, () => void process.world.verbs.crash(1, 'process', ['memory']));
    expect(await attempt(process)).toEqual(['fail connection-refused, truly dead @12']);
    const halfway = serving();
    halfway.at(20, () => void halfway.world.verbs.crash(1, 'host', ['memory']));
    expect(await attempt(halfway)).toEqual(['unknown timeout, truly dead @110']);
  });

  it('is dead when the fault struck on the doorstep', async () => {
    const stage = serving();
    stage.world.watchMessages = true;
    stage.hook({
      messageReceived: ({ to }) => {
        if (to === 's') stage.world.verbs.crash(1, 'host', ['memory']);
      },
    });
    expect(await attempt(stage)).toEqual(['unknown timeout, truly dead @110']);
  });

  it.each(['gc', 'vm-suspend'] as const)(
    'is paused when the server stood still, before or while it handled it (%s)',
    async (cause) => {
      for (const from of [5, 20]) {
        const stage = serving();
        stage.between(from, 500, () => stage.world.verbs.pause(1, cause));
        expect(await attempt(stage)).toEqual(['unknown timeout, truly paused @110']);
      }
    },
  );

  it('is reply-lost when only the answer was lost', async () => {
    const stage = serving();
    // The connection is open by then.
    stage.between(13, 500, () => stage.world.verbs.cut([1], [0]));
    expect(await attempt(stage)).toEqual(['unknown timeout, truly reply-lost @110']);
  });

  it('is reply-late when the server still worked on it, or its answer was on its way', async () => {
    expect(await attempt(serving(200))).toEqual(['unknown timeout, truly reply-late @110']);
    const stage = serving();
    stage.at(5, () => {
      stage.world.verbs.addRule({
        from: [1],
        to: [0],
        kind: 'ask-reply',
        again: null,
        ask: () => ({ delay: 200_000_000 as never }),
      });
    });
    expect(await attempt(stage)).toEqual(['unknown timeout, truly reply-late @110']);
    expect(stage.lines('late-reply')).toEqual(['234 late-reply c s ask-reply']);
  });
});

describe('an attempt', () => {
  it('of a client that is down ends at once', async () => {
    const stage = serving();
    stage.at(5, () => void stage.world.verbs.crash(0, 'process', ['memory']));
    expect(await attempt(stage)).toEqual(['unknown gave-up, truly dead @10']);
  });

  it('ends with its client', async () => {
    const stage = serving();
    stage.at(20, () => void stage.world.verbs.crash(0, 'process', ['memory']));
    expect((await attempt(stage)).map((line) => line.split(',')[0])).toEqual(['unknown gave-up']);
  });

  it('of a client that stands still begins when it goes on', async () => {
    const stage = serving();
    stage.between(5, 50, () => stage.world.verbs.pause(0, 'gc'));
    expect(await attempt(stage)).toEqual(['ok, truly done @74']);
  });

  it('of a client that stood still has the true state of its request, not that of the client', async () => {
    const refused = serving();
    refused.between(11, 500, () => refused.world.verbs.pause(0, 'gc'));
    refused.at(5, () => void refused.world.verbs.crash(1, 'process', ['memory']));
    expect(await attempt(refused)).toEqual(['fail connection-refused, truly dead @500']);
    const reset = serving();
    reset.between(13, 500, () => reset.world.verbs.pause(0, 'gc'));
    reset.at(20, () => void reset.world.verbs.crash(1, 'process', ['memory']));
    expect(await attempt(reset)).toEqual(['unknown reset, truly dead @500']);
    const lost = serving();
    lost.between(5, 500, () => lost.world.verbs.cut([0], [1]));
    lost.between(11, 400, () => lost.world.verbs.pause(0, 'gc'));
    expect(await attempt(lost)).toEqual(['unknown timeout, truly lost @400']);
    const own = serving();
    own.between(20, 500, () => own.world.verbs.pause(1, 'gc'));
    expect(await attempt(own, null, 's')).toEqual(['unknown timeout, truly paused @500']);
  });

  it('may be handed to the program of its own node, without a packet', async () => {
    const stage = serving();
    expect(await attempt(stage, null, 's')).toEqual(['ok, truly done @30']);
    expect(stage.lines('sent')).toEqual([]);
  });

  it('must be of a kind that its server serves', async () => {
    const stage = serving();
    const input = { client: 'c', to: 's', body: {}, timeoutNs: 1, id: 'x' };
    expect(() => stage.world.request({ ...input, op: 'tell' }, () => undefined)).toThrow(
      OwnCodeError,
    );
    const wrong = (): void => stage.world.request({ ...input, op: 'ask' }, () => undefined);
    expect(wrong).toThrow(OwnCodeError);
    expect(wrong).toThrow('s does not take what it is asked: ask.n');
    await stage.play();
  });
});
