import { describe, expect, it } from 'vitest';
import type { FaultDefinition } from '../../src/library/faults/define.ts';
import type { FaultPlan } from '../../src/scenario/plan/fault.ts';
import type { RunPlan, SystemModel } from '../../src/scenario/scenario.ts';
import { idealLink } from '../support/stage.ts';
import { fault, FaultStage, ms, nodesOf, second } from './faults/fault-stage.ts';

const anything: SystemModel = {
  timing: null,
  failures: null,
  atMost: null,
  bound: null,
  gstNs: null,
};

function left(
  model: Partial<SystemModel> | null,
  faults: readonly FaultPlan[],
  given: Partial<RunPlan> = {},
) {
  const declared = model === null ? null : { ...anything, ...model };
  const { schedule } = new FaultStage(faults, { model: declared, ...given }).play();
  return { at: schedule.model.leftModelAt, why: schedule.model.reason };
}

const crash = fault('a', { kind: 'crash', atNs: second, durationNs: second });
const forever = fault('b', { kind: 'crash', target: 'n2', atNs: second, forever: true });
const gc = fault('gc', { atNs: 2 * second, durationNs: second });
const never = { at: null, why: null };

describe('the declared failures', () => {
  it('of crash-stop have no process that comes back', () => {
    expect(left({ failures: 'crash-stop' }, [forever])).toEqual(never);
    expect(left({ failures: 'crash-stop' }, [crash])).toEqual({
      at: second,
      why: 'a is a failure that crash-stop does not have',
    });
    expect(left({ failures: 'crash-recovery' }, [crash, forever])).toEqual(never);
    expect(left({ failures: 'byzantine' }, [crash])).toEqual(never);
  });

  it('of crash-recovery have no process that has forgotten what was on its disk', () => {
    const amnesia = fault('a', { kind: 'crash', params: { scope: 'host', lose: 'disk' } });
    expect(left({ failures: 'crash-recovery' }, [amnesia])).toEqual({
      at: second,
      why: 'a is a failure that crash-recovery does not have',
    });
    expect(left({ failures: 'byzantine' }, [amnesia])).toEqual(never);
  });

  it('may be at most so many at once', () => {
    const both = [crash, fault('b', { kind: 'crash', target: 'n2', atNs: 1500 * ms })];
    const after = [crash, fault('b', { kind: 'crash', target: 'n2', atNs: 2 * second })];
    const atMost = nodesOf('minority of all-of-them');
    expect(left({ atMost }, both)).toEqual({
      at: 1500 * ms,
      why: '2 nodes are faulty at once, not minority of all-of-them at most',
    });
    // One ends at the instant at which the other begins.
    expect(left({ atMost }, after)).toEqual(never);
    expect(left({ atMost: nodesOf('2 of all-of-them') }, both)).toEqual(never);
    // Nobody is down.
    const liars = fault('a', { kind: 'withhold', target: 'n1, n2' });
    expect(left({ atMost }, [liars]).at).toBe(second);
  });

  it('of crash-stop have none either that comes back before its fault is over', () => {
    const schedule = {
      kind: 'every',
      everyNs: 3 * second,
      at: null,
      times: 1,
      jitterNs: 0,
    } as const;
    const other = fault('gc', { target: 'n3', schedule, durationNs: second });
    const meanwhile = fault('a', { kind: 'crash', while: ['gc is active'], durationNs: null });
    expect(left({ failures: 'crash-stop' }, [meanwhile, other])).toEqual({
      at: 4 * second,
      why: 'a brings n1 back, which crash-stop does not have',
    });
    const { nodes } = new FaultStage([], {}).plan;
    const domains: RunPlan['domains'] = [{ name: 'r', kind: 'rack', parents: [] }];
    const racked = { domains, nodes: nodes.map((node) => ({ ...node, places: ['r'] })) };
    const out = { kind: 'outage', target: 'r', while: ['gc is active'], durationNs: null } as const;
    const meant = fault('a', { ...out, atNs: 0 });
    const cause = fault('gc', { kind: 'clock-freeze', target: 'n3', durationNs: second });
    expect(left({ failures: 'crash-stop' }, [meant, cause], racked).at).toBe(2 * second);
    const params = { down: '500ms', gap: '500ms' };
    const roll = fault('a', { kind: 'rolling-restart', params, durationNs: null });
    expect(left({ failures: 'crash-stop' }, [roll])).toEqual({
      at: 1500 * ms,
      why: 'a brings n1 back, which crash-stop does not have',
    });
    // Another one still holds it down.
    const held = fault('b', { kind: 'crash', atNs: 0, forever: true });
    expect(left({ failures: 'crash-stop' }, [meanwhile, other, held])).toEqual(never);
    expect(left({ failures: 'crash-recovery' }, [meanwhile, roll, other])).toEqual(never);
  });

  it('of a rolling restart are those of the nodes that are down, not of all that it will come to', () => {
    const roll = (batch: number) =>
      fault('a', {
        kind: 'rolling-restart',
        target: 'all-of-them',
        params: { down: '500ms', gap: '500ms', batch },
        durationNs: null,
      });
    const atMost = nodesOf('minority of all-of-them');
    expect(left({ atMost }, [roll(1)])).toEqual(never);
    expect(left({ atMost }, [roll(2)]).at).toBe(second);
    // The second one is down when another fault takes the third.
    const third = fault('b', { kind: 'crash', target: 'n3', atNs: 2200 * ms, durationNs: ms });
    expect(left({ atMost }, [roll(1), third])).toEqual({
      at: 2200 * ms,
      why: '2 nodes are faulty at once, not minority of all-of-them at most',
    });
    // Or it goes down while another fault holds the third.
    const held = fault('b', { kind: 'crash', target: 'n3', atNs: 1800 * ms, durationNs: second });
    expect(left({ atMost }, [roll(1), held]).at).toBe(2 * second);
    const between = fault('b', { kind: 'crash', target: 'n3', atNs: 1700 * ms, durationNs: ms });
    expect(left({ atMost }, [roll(1), between])).toEqual(never);
  });

  it('are of those whose messages were struck, where a role is looked up for each message', () => {
    const given = {
      target: 'leader -> all',
      match: { message: 'ping' },
      atNs: 0,
      durationNs: null,
    };
    const corrupt = fault('a', { ...given, kind: 'corrupt' });
    const model = { ...anything, atMost: nodesOf('minority of all-of-them') };
    const leaving = (configs: { readonly [node: string]: object }) =>
      new FaultStage([corrupt], { model }, configs).play().schedule.model.leftModelAt;
    expect(leaving({ n1: { terms: [1] } })).toBeNull();
    expect(leaving({ n1: { terms: [1] }, n2: { terms: [0, 0, 2] } })).toBe(3 * second);
    const anyone = fault('a', { ...given, kind: 'corrupt', target: null });
    expect(left(model, [anyone]).at).toBe(100 * ms);
  });

  it('last until a host is switched on again, after its rack is', () => {
    const domains: RunPlan['domains'] = [{ name: 'r', kind: 'rack', parents: [] }];
    const { nodes } = new FaultStage([], {}).plan;
    const placed = nodes.map((node) => (node.id === 'n1' ? { ...node, places: ['r'] } : node));
    const out = fault('a', { kind: 'outage', target: 'r', params: { 'power-on': '2s' } });
    const next = (atMs: number) =>
      fault('b', { kind: 'crash', target: 'n2', atNs: atMs * ms, durationNs: ms });
    const atMost = nodesOf('minority of all-of-them');
    const given = { domains, nodes: placed };
    expect(left({ atMost }, [out, next(3900)], given).at).toBe(3900 * ms);
    expect(left({ atMost }, [out, next(4100)], given)).toEqual(never);
  });

  it('are not meant by pauses', () => {
    const atMost = nodesOf('minority of all-of-them');
    const both = fault('gc', { target: 'n1, n2' });
    expect(left({ failures: 'crash-stop', atMost }, [both])).toEqual(never);
    const two = fault('a', { kind: 'crash', target: 'n1, n2' });
    expect(left({ failures: 'crash-recovery', atMost }, [two]).at).toBe(second);
  });

  it('contain one another: crash-stop, crash-recovery, omission, byzantine', () => {
    const needs = [
      fault('a', { kind: 'crash', forever: true }),
      fault('a', { kind: 'crash' }),
      fault('a', { kind: 'disk-full' }),
      // Who lies for ever has not stopped.
      fault('a', { kind: 'withhold', forever: true }),
    ];
    const allows = (failures: SystemModel['failures']) =>
      needs.map((one) => left({ failures }, [one]).at === null);
    expect(allows('crash-stop')).toEqual([true, false, false, false]);
    expect(allows('crash-recovery')).toEqual([true, true, false, false]);
    expect(allows('omission')).toEqual([true, true, true, false]);
    expect(allows('byzantine')).toEqual([true, true, true, true]);
  });

  it('and the declared timing say nothing of what lasts outside a core, once that alone is mended', () => {
    const lasts = { ...crash, outsideCore: true } as const;
    const atMost = nodesOf('minority of all-of-them');
    expect(left({ failures: 'crash-stop', atMost }, [lasts, forever])).toEqual(never);
    const cut = fault('cut', { kind: 'partition', target: 'n1 <-> n2' });
    const timed = [cut, gc].map((one) => ({ ...one, outsideCore: true as const }));
    expect(left({ timing: 'synchronous' }, timed)).toEqual(never);
  });
});

describe('the declared timing', () => {
  const bound = { delayNs: 50 * ms, driftPpb: 100_000, pauseNs: second };

  it('asynchronous, or not declared, allows all', () => {
    expect(left({ timing: 'asynchronous' }, [gc])).toEqual(never);
    expect(left(null, [gc, crash])).toEqual(never);
  });

  it('synchronous has no pause beyond its bound', () => {
    expect(left({ timing: 'synchronous' }, [gc]).at).toBe(2 * second);
    expect(left({ timing: 'synchronous', bound }, [gc])).toEqual(never);
    expect(left({ timing: 'synchronous', bound: { ...bound, pauseNs: second - 1 } }, [gc])).toEqual(
      {
        at: 3 * second - 1,
        why: 'gc stops a process longer than the model allows',
      },
    );
  });

  it('synchronous judges pauses by how long they really were', () => {
    const short = { timing: 'synchronous', bound: { ...bound, pauseNs: 500 * ms } } as const;
    // A crash ends it, or what it waits for does; it may also never come.
    const kill = fault('k', { kind: 'crash', atNs: 2400 * ms, durationNs: 100 * ms });
    expect(left(short, [gc, kill])).toEqual(never);
    const other = (lengthMs: number) =>
      fault('b', { kind: 'crash', target: 'n2', atNs: 3 * second, durationNs: lengthMs * ms });
    const meanwhile = fault('a', { while: ['b is active'], durationNs: null });
    expect(left(short, [meanwhile, other(500)])).toEqual(never);
    expect(left(short, [meanwhile, other(501)]).at).toBe(3500 * ms);
    // Inside a step, the next of which is at 2.1 s.
    const inside = (lengthMs: number) =>
      fault('a', { atNs: 2050 * ms, inside: true, durationNs: lengthMs * ms });
    expect(left(short, [inside(550)])).toEqual(never);
    expect(left(short, [inside(551)]).at).toBe(2600 * ms);
  });

  it('synchronous reckons pauses that overlap as one', () => {
    const model = { timing: 'synchronous', bound: { ...bound, pauseNs: 1500 * ms } } as const;
    const pause = (id: string, atMs: number, target = 'n1') =>
      fault(id, { atNs: atMs * ms, durationNs: second, target });
    expect(left(model, [pause('a', 1000), pause('b', 1600)])).toEqual({
      at: 2500 * ms,
      why: 'b stops a process longer than the model allows',
    });
    expect(left(model, [pause('a', 1000), pause('b', 1500)])).toEqual(never);
    // Of two processes, or one after the other.
    expect(left(model, [pause('a', 1000), pause('b', 1600, 'n2')])).toEqual(never);
    expect(left(model, [pause('a', 1000), pause('b', 2100)])).toEqual(never);
    // A crash ended the first one for its process.
    const kill = fault('k', { kind: 'crash', atNs: 1100 * ms, durationNs: 100 * ms });
    const both = pause('a', 1000, 'n1, n2');
    expect(left(model, [both, kill, pause('b', 1600)])).toEqual(never);
  });

  it('synchronous has no drift beyond its bound, sums included', () => {
    const drift = (id: string, by: string) => fault(id, { kind: 'clock-drift', params: { by } });
    expect(left({ timing: 'synchronous', bound }, [drift('a', '100ppm')])).toEqual(never);
    expect(
      left({ timing: 'synchronous', bound }, [drift('a', '60ppm'), drift('b', '60ppm')]).why,
    ).toBe('b lets the clock of n1 drift beyond its bound');
  });

  it('synchronous has none either when what made up for it is over', () => {
    const drift = (id: string, by: string, endMs: number) =>
      fault(id, { kind: 'clock-drift', params: { by }, atNs: second, durationNs: endMs * ms });
    const model = { timing: 'synchronous', bound } as const;
    expect(left(model, [drift('a', '90ppm', 500), drift('b', '-160ppm', 900)])).toEqual({
      at: 1500 * ms,
      why: 'b lets the clock of n1 drift beyond its bound',
    });
    // Both are over in one instant, or begin in one: in between is nothing.
    expect(left(model, [drift('a', '90ppm', 500), drift('b', '-160ppm', 500)])).toEqual(never);
    expect(left(model, [drift('a', '-160ppm', 500), drift('b', '90ppm', 500)])).toEqual(never);
  });

  it('synchronous adds to a drift what an oscillator has by itself, also when that is drawn', () => {
    const drift = fault('a', { kind: 'clock-drift', params: { by: '60ppm' } });
    const given = (low: number, high: number) => {
      const { nodes } = new FaultStage([], {}).plan;
      const clock = { ...nodes[0]!.clock, driftPpb: { low, high } };
      return { nodes: nodes.map((node) => ({ ...node, clock })) };
    };
    const model = { timing: 'synchronous', bound } as const;
    expect(left(model, [drift], given(45_000, 50_000)).why).toBe(
      'a lets the clock of n1 drift beyond its bound',
    );
    expect(left(model, [drift], given(-50_000, 39_000))).toEqual(never);
  });

  it('synchronous judges delays by what they did to a message, latency included', () => {
    const late = (by: string) =>
      fault('late', { kind: 'delay', target: 'n1 -> n2', params: { by }, atNs: 1050 * ms });
    const model = { timing: 'synchronous', bound } as const;
    expect(left(model, [late('49ms')])).toEqual(never);
    expect(left(model, [late('50ms')])).toEqual({
      at: 1100 * ms,
      why: 'late may delay ping beyond 50ms',
    });
    const slow = {
      classes: [{ ...idealLink, latency: { kind: 'constant', ns: 20 * ms } }],
      classOf: () => 0,
    };
    expect(left(model, [late('40ms')], { links: slow as RunPlan['links'] }).at).toBe(1100 * ms);
  });

  it('synchronous has no loss, but one that hit nothing left nothing', () => {
    const lost = (message: string) =>
      fault('lost', { kind: 'loss', target: 'n1 -> n2', match: { message }, atNs: 1050 * ms });
    expect(left({ timing: 'synchronous', bound }, [lost('ping')]).at).toBe(1100 * ms);
    expect(left({ timing: 'synchronous', bound }, [lost('echo')])).toEqual(never);
    const cut = fault('cut', { kind: 'partition', target: 'n1 <-> n2', atNs: 1050 * ms });
    expect(left({ timing: 'synchronous', bound }, [cut])).toEqual({
      at: 1050 * ms,
      why: 'cut cuts links',
    });
  });

  it('synchronous has no broken connections and no slower links', () => {
    const model = { timing: 'synchronous', bound } as const;
    const reset = fault('a', { kind: 'reset', target: 'n1 <-> n2' });
    expect(left(model, [reset])).toEqual({ at: second, why: 'a breaks connections' });
    const slow = fault('a', { kind: 'slow-nic', params: { to: '1kbit/s' } });
    expect(left(model, [slow])).toEqual({ at: second, why: 'a makes links slower' });
  });

  it('synchronous adds up what several faults do to one message, factors too', () => {
    const model = { timing: 'synchronous', bound } as const;
    const late = (id: string, params: object) =>
      fault(id, { kind: 'delay', target: 'n1 -> n2', params, atNs: 1050 * ms });
    expect(left(model, [late('a', { by: '24ms' }), late('b', { by: '25ms' })])).toEqual(never);
    expect(left(model, [late('a', { by: '25ms' }), late('b', { by: '25ms' })]).why).toBe(
      'b may delay ping beyond 50ms',
    );
    const times = (factor: number) => {
      const own = late('a', { by: '1ms' });
      const begin: FaultDefinition['begin'] = (world) => [world.rule({}, () => ({ factor }))];
      return { ...own, definition: { ...own.definition, begin } };
    };
    expect(left(model, [times(50)])).toEqual(never);
    expect(left(model, [times(51)]).at).toBe(1100 * ms);
    expect(left(model, [times(25), late('b', { by: '26ms' })]).at).toBe(1100 * ms);
    // A shorter way makes up for no longer one.
    expect(left(model, [times(0.5), late('b', { by: '49ms' })])).toEqual(never);
    expect(left(model, [times(0.5), late('b', { by: '50ms' })]).at).toBe(1100 * ms);
  });

  it('partially synchronous has no fault at any time that only an asynchronous one allows', () => {
    const definition = { ...gc.definition, needs: { timing: 'asynchronous' } } as const;
    const own = fault('a', { definition, durationNs: ms });
    const model = { timing: 'partially-synchronous', gstNs: 5 * second } as const;
    expect(left(model, [own])).toEqual({ at: second, why: 'a needs an asynchronous model' });
    expect(left({ timing: 'asynchronous' }, [own])).toEqual(never);
  });

  it('partially synchronous says nothing of crashes, nor of what is over at gst', () => {
    const model = { timing: 'partially-synchronous', gstNs: 2500 * ms } as const;
    const late = fault('a', { kind: 'crash', atNs: 3 * second });
    expect(left(model, [forever, late])).toEqual(never);
    expect(left(model, [fault('gc', { atNs: 2500 * ms })]).at).toBe(2500 * ms);
    expect(left(model, [fault('gc', { atNs: 1500 * ms })])).toEqual(never);
    const lasting = fault('gc', { atNs: second, forever: true });
    expect(left({ timing: 'partially-synchronous' }, [lasting], { healNs: 3 * second }).at).toBe(
      3 * second,
    );
  });

  it('partially synchronous allows it until gst', () => {
    const model = { timing: 'partially-synchronous', gstNs: 2500 * ms } as const;
    expect(left(model, [fault('gc', { durationNs: second })])).toEqual(never);
    expect(left(model, [gc])).toEqual({
      at: 2500 * ms,
      why: 'gc is active after 2.500s, when the bounds of the model hold',
    });
    expect(left(model, [fault('gc', { atNs: 4 * second })]).at).toBe(4 * second);
    expect(left({ timing: 'partially-synchronous' }, [gc], { healNs: 2500 * ms })).toEqual(never);
    expect(left({ timing: 'partially-synchronous' }, [gc])).toEqual(never);
  });
});
