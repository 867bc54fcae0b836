import { describe, expect, it } from 'vitest';
import { RunEvents } from '../../src/run/events/events.ts';
import { Roles } from '../../src/run/roles.ts';
import { beacon, fault, FaultStage, ms, second } from './faults/fault-stage.ts';

const nodes = ['n1', 'n2', 'n3'];

/** Roles that hear of elections told to them one by one. */
function rolesAfter(...elections: readonly (readonly [node: string, term: number])[]): Roles {
  const { plan, world } = new FaultStage([]);
  const events = new RunEvents(world);
  const roles = new Roles(plan, events);
  elections.forEach(([node, term], seq) => {
    events.observed(nodes.indexOf(node), 'elected', { term }, seq, 1);
  });
  return roles;
}

describe('who holds a role', () => {
  it('is nobody before the event was observed', () => {
    expect(rolesAfter().holder('leader', null)).toEqual({ node: null, tie: false });
    expect(rolesAfter().holder('king', null)).toEqual({ node: null, tie: false });
  });

  it('is the node with the highest rank, also when a lower one comes later', () => {
    const roles = rolesAfter(['n1', 1], ['n3', 5], ['n2', 4]);
    expect(roles.holder('leader', null)).toEqual({ node: 'n3', tie: false });
  });

  it('is looked for among some nodes only, if wanted', () => {
    const roles = rolesAfter(['n1', 1], ['n3', 5], ['n2', 4]);
    expect(roles.holder('leader', ['n1', 'n2'])).toEqual({ node: 'n2', tie: false });
    expect(roles.holder('leader', [])).toEqual({ node: null, tie: false });
  });

  it('is the first in natural order when the rank is equal, and that is told', () => {
    expect(rolesAfter(['n3', 2], ['n2', 2]).holder('leader', null)).toEqual({
      node: 'n2',
      tie: true,
    });
    expect(rolesAfter(['n3', 2], ['n2', 2], ['n1', 3]).holder('leader', null)).toEqual({
      node: 'n1',
      tie: false,
    });
  });

  it('without a rank is who observed the event last', () => {
    const { plan, world } = new FaultStage([]);
    const events = new RunEvents(world);
    const roles = new Roles(
      { ...plan, roles: new Map([['leader', { event: 'elected' }]]) },
      events,
    );
    events.observed(0, 'elected', { term: 9 }, 4, 1);
    events.observed(2, 'elected', { term: 1 }, 7, 1);
    expect(roles.holder('leader', null)).toEqual({ node: 'n3', tie: false });
  });

  it('ignores the same word from a program without the role', () => {
    const { plan, world } = new FaultStage([]);
    const plain = { ...beacon, contents: { ...beacon.contents, roles: {} } };
    const [first, ...rest] = plan.nodes;
    if (first === undefined) throw new Error('three nodes are expected');
    const events = new RunEvents(world);
    const roles = new Roles({ ...plan, nodes: [{ ...first, program: plain }, ...rest] }, events);
    events.observed(0, 'elected', { term: 9 }, 1, 1);
    expect(roles.holder('leader', null).node).toBeNull();
  });
});

describe('a fault on a role', () => {
  it('notes a tie in the report', () => {
    const configs = { n2: { terms: [1] }, n3: { terms: [1] } };
    const a = fault('a', { target: 'leader', atNs: 1500 * ms, durationNs: second });
    const stage = new FaultStage([a], {}, configs).play();
    expect(stage.schedule.reports()).toMatchObject([{ targets: ['n2'] }]);
    expect(stage.notes).toEqual([
      'at 1.500s several nodes hold the role leader with equal rank; n2 is taken, the first in natural order',
    ]);
  });

  it('stays with the node that held it at the begin', () => {
    const configs = { n2: { terms: [1] }, n3: { terms: [0, 2] } };
    const a = fault('a', { target: 'leader', atNs: 1500 * ms, durationNs: 2 * second });
    const stage = new FaultStage([a], {}, configs).play();
    expect(stage.rows('paused', 'resumed').map(({ node, at }) => [node, at / ms])).toEqual([
      ['n2', 1500],
      ['n2', 3500],
    ]);
  });
});
