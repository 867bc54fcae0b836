import { describe, expect, it } from 'vitest';
import { crash } from '../../../src/library/faults/crash.ts';
import type { AnyOutcome } from '../../../src/world/program/protocol.ts';
import { diskStory } from '../../support/disk-story.ts';
import { fault, FaultStage, ms, second } from '../../run/faults/fault-stage.ts';

/** What a client hears of a request to n2, asked in the middle of its crash. */
function outcomeDuring(params: object): AnyOutcome | undefined {
  const down = fault('a', { definition: crash, target: 'n2', params, durationNs: 3 * second });
  const stage = new FaultStage([down]);
  let heard: AnyOutcome | undefined;
  stage.at(2 * second, () =>
    stage.world.request(
      {
        client: 'n1',
        to: 'n2',
        op: 'echo',
        body: { words: 'hello' },
        timeoutNs: 500 * ms,
        id: 'r1',
      },
      ({ outcome }) => {
        heard = outcome;
      },
    ),
  );
  stage.play();
  return heard;
}

describe('crash', () => {
  it('kills a process, and starts it again at its end', () => {
    const stage = new FaultStage([fault('a', { definition: crash, target: 'n2' })]).play();
    const rows = stage.rows('crashed', 'started').filter(({ node }) => node === 'n2');
    expect(rows.map(({ type, at, incarnation }) => [type, at / ms, incarnation])).toEqual([
      ['started', 0, 1],
      ['crashed', 1000, 1],
      ['started', 2000, 2],
    ]);
  });

  it('of a process leaves a kernel that refuses; of a host, silence', () => {
    expect(outcomeDuring({})).toMatchObject({ status: 'fail', error: 'connection-refused' });
    expect(outcomeDuring({ scope: 'host' })).toMatchObject({ status: 'unknown', error: 'timeout' });
  });

  it.each([
    [{}, ['memory']],
    [{ scope: 'host' }, ['memory', 'unsynced']],
    [{ lose: 'unsynced' }, ['memory', 'unsynced']],
    [{ scope: 'host', lose: 'memory' }, ['memory']],
    [{ scope: 'host', lose: 'disk' }, ['memory', 'unsynced', 'disk']],
  ])('of %j loses %j', (params, expected) => {
    const stage = new FaultStage([fault('a', { definition: crash, target: 'n1', params })]);
    const { verbs } = stage.world;
    const lost: (readonly string[])[] = [];
    const before = verbs.crash.bind(verbs);
    verbs.crash = (node, scope, lose) => {
      lost.push(lose);
      return before(node, scope, lose);
    };
    stage.play();
    expect(lost).toEqual([expected]);
  });
});

describe('crash with `survivors`', () => {
  /** What the power cut leaves of two records and a new file. */
  const found = async (survivors: number): Promise<string> => {
    const params = { scope: 'host', survivors };
    const cut = fault('cut', { definition: crash, params, target: 'n1' });
    const { got } = await diskStory([cut], (node, say) => {
      if (node.boot.count === 2) {
        return say(`${node.disk.records<string>('log').join('')} ${node.disk.list().join()}`);
      }
      node.disk.append('log', 'a');
      void node.disk.sync();
      node.after('100ms', () => {
        node.disk.append('log', 'b');
        node.disk.write('new', 1);
      });
    });
    return got[0] ?? '';
  };

  it('finds the disk in each of its states in turn, from nothing to all that survived', async () => {
    const states = await Promise.all([0, 1, 2, 3, 4, 5, 6].map(found));
    expect(states.slice(0, 6)).toEqual([
      'a log 0 @2000',
      'ab log 0 @2000',
      'a log,new 0 @2000',
      'a log,new 0 @2000',
      'ab log,new 0 @2000',
      'ab log,new 0 @2000',
    ]);
    // The new file may be there and empty: these are two states. Behind the last they begin anew.
    expect(states[6]).toBe(states[0]);
  });
});
