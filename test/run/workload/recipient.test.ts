import { describe, expect, it } from 'vitest';
import { Draws } from '../../../src/base/draw/draw.ts';
import { Follower, serversOf, spread } from '../../../src/run/workload/recipient.ts';
import { counter, led } from '../../support/served-programs.ts';
import { nodePlan, runPlan, select } from '../../support/stage.ts';

const stream = new Draws('42').stream('c');
const nodes = ['s1', 's2', 's3'];

describe('serversOf', () => {
  const plan = runPlan({
    nodes: [
      nodePlan('c'),
      nodePlan('s1', led),
      nodePlan('s2', led),
      nodePlan('s10', led),
      nodePlan('x', counter),
    ],
  });

  it('gives nodes in natural order, without the excepted ones', () => {
    expect(serversOf(plan, select('s10', 's2'))).toEqual({ nodes: ['s2', 's10'], role: null });
    expect(serversOf(plan, { ...select('s1', 's2'), except: select('s1') }).nodes).toEqual(['s2']);
  });

  it('takes for servers of a role all whose program knows it', () => {
    const bare = {
      text: 'leader',
      terms: [{ amount: null, base: { kind: 'role', role: 'leader' } }],
      except: null,
    } as const;
    expect(serversOf(plan, bare)).toEqual({ nodes: ['s1', 's2', 's10'], role: 'leader' });
    const amount = { kind: 'role', role: 'leader' } as const;
    const of = {
      ...bare,
      terms: [{ amount, base: { kind: 'nodes', nodes: ['s1', 's2'] } }],
    } as const;
    expect(serversOf(plan, of)).toEqual({ nodes: ['s1', 's2'], role: 'leader' });
  });
});

describe('spread', () => {
  it('uses all servers, and asks the next one again', () => {
    const recipient = spread(nodes, stream);
    const asked = new Set(Array.from({ length: 50 }, (_, n) => recipient.first(n)));
    expect(asked).toEqual(new Set(nodes));
    expect([recipient.next('s1'), recipient.next('s3')]).toEqual(['s2', 's1']);
  });
});

describe('Follower', () => {
  const follower = () =>
    new Follower({ nodes, role: 'leader' }, led.contents.messages, stream, (id) =>
      nodes.includes(id),
    );
  const refusal = (detail: object) => ({ status: 'fail', error: 'not-leader', detail }) as const;

  it('goes where a refusal points', () => {
    const client = follower();
    expect(client.heard('ask', 's1', refusal({ leader: 's3' }))).toBe('s3');
    expect(client.first()).toBe('s3');
  });

  it('moves on when it learns nothing, and stays with who answers', () => {
    const client = follower();
    const first = client.first();
    expect(client.heard('ask', first, refusal({}))).toBeNull();
    expect(client.first()).not.toBe(first);
    client.heard('ask', 's2', { status: 'ok', value: {} });
    expect(client.first()).toBe('s2');
  });

  it('does not take another refusal, or a name of no node, for a hint', () => {
    const client = follower();
    client.heard('ask', 's2', { status: 'ok', value: {} });
    expect(
      client.heard('ask', 's2', { status: 'fail', error: 'full', detail: { leader: 's1' } }),
    ).toBeNull();
    expect(client.first()).toBe('s2');
    expect(client.heard('ask', 's2', refusal({ leader: 'elsewhere' }))).toBeNull();
  });
});
