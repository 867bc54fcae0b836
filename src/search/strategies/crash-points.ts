import { Draws, hashText } from '../../base/draw/draw.ts';
import { compareText } from '../../base/order.ts';
import type { Problem } from '../../base/time.ts';
import type { NodeId } from '../../base/units.ts';
import type { Steering } from '../../run/steering.ts';
import type { FaultPlan } from '../../scenario/plan/fault.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import type { NodeSelector } from '../../scenario/selector.ts';
import { defineStrategy } from './define.ts';
import type { Subject, Trial } from './define.ts';

/** A place in a run where a fault can strike: before an effect of a process. */
interface Point {
  /** The id of the fault that strikes. */
  readonly fault: string;
  readonly node: NodeId;
  /** Which boot of the node, and which of the effects in it: from 1. */
  readonly boot: number;
  readonly effect: number;
}

/** Parts per billion. */
const certain = 1_000_000_000;

/** The faults of a plan that may strike inside a step. */
function striking({ faults, nemesis }: RunPlan): FaultPlan[] {
  const pool = nemesis?.pool.map(({ fault }) => fault) ?? [];
  return [...faults, ...pool].filter(({ definition }) => definition.insideStep);
}

/** Everybody who could be meant: whoever may hold a role, all of those of whom some are drawn. */
function everybodyIn({ terms, except }: NodeSelector, all: readonly NodeId[]): readonly NodeId[] {
  const meant = new Set(terms.flatMap(({ base }) => (base.kind === 'nodes' ? base.nodes : all)));
  const isPlain = except?.terms.every(
    ({ amount, base }) => amount === null && base.kind === 'nodes',
  );
  const spared = new Set(except !== null && isPlain === true ? everybodyIn(except, all) : []);
  return all.filter((node) => meant.has(node) && !spared.has(node));
}

function targetsOf({ target }: FaultPlan, { nodes }: RunPlan): readonly NodeId[] {
  const all = nodes.map(({ id }) => id);
  return target.kind === 'nodes' ? everybodyIn(target.selector, all) : [];
}

/** The plan without the faults that strike inside steps, and without a nemesis: what is left is certain. */
function calm(plan: RunPlan): RunPlan {
  const struck = new Set(striking(plan).map(({ id }) => id));
  return { ...plan, nemesis: null, faults: plan.faults.filter(({ id }) => !struck.has(id)) };
}

/** Where the run of a seed is struck at a point, and nothing else of its kind happens. */
function struckPlan(plan: RunPlan, fault: FaultPlan, { node }: Point): RunPlan {
  const rest = calm(plan);
  const selector: NodeSelector = {
    text: node,
    terms: [{ amount: null, base: { kind: 'nodes', nodes: [node] } }],
    except: null,
  };
  const only: FaultPlan = {
    ...fault,
    target: { kind: 'nodes', selector },
    // Never by itself.
    schedule: { kind: 'at', at: { kind: 'constant', ns: plan.durationNs + 1 } },
    while: [],
    inside: false,
    probabilityPpb: certain,
  };
  return { ...rest, faults: [...rest.faults, only] };
}

function strikeAt(plan: RunPlan, base: string, point: Point): Trial | Problem {
  const fault = striking(plan).find(({ id }) => id === point.fault);
  if (fault === undefined)
    return { problem: `no fault called ${point.fault} may strike inside a step` };
  const index = plan.nodes.findIndex(({ id }) => id === point.node);
  if (index < 0) return { problem: `there is no node called ${point.node}` };
  const steering = (): Steering => ({
    engine: { draws: new Draws(base) },
    begin({ world, strike }) {
      let effects = 0;
      world.effectWatch = {
        before(node, boot) {
          if (node !== index || boot !== point.boot) return;
          effects += 1;
          if (effects === point.effect) strike(point.fault);
        },
      };
    },
  });
  return { plan: struckPlan(plan, fault, point), steering, inside: [point.fault], base };
}

/** Counts the effects of each boot of each node, by `index boot`. */
class EffectCount {
  readonly counts = new Map<string, number>();

  steering(base: string): Steering {
    return {
      engine: { draws: new Draws(base) },
      begin: ({ world }) => {
        world.effectWatch = {
          before: (node, boot) => {
            const key = `${node} ${boot}`;
            this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
          },
        };
      },
    };
  }
}

/** All points of a run, in an order that spreads any first part of them over the whole. */
async function pointsOf({ plan, play }: Subject): Promise<Point[]> {
  let counted = new EffectCount();
  const steering = (): Steering => (counted = new EffectCount()).steering(plan.seed);
  await play({ plan: calm(plan), steering });
  const points: { readonly point: Point; readonly how: string; readonly lot: number }[] = [];
  for (const fault of striking(plan)) {
    const targets = new Set(targetsOf(fault, plan));
    for (const [key, count] of counted.counts) {
      const [index = 0, boot = 0] = key.split(' ').map(Number);
      const node = plan.nodes[index]?.id ?? '';
      if (!targets.has(node)) continue;
      for (let effect = 1; effect <= count; effect += 1) {
        const point = { fault: fault.id, node, boot, effect };
        const how = printPoint(plan.seed, point);
        points.push({ point, how, lot: hashText(how) });
      }
    }
  }
  points.sort((a, b) => a.lot - b.lot || compareText(a.how, b.how));
  return points.map(({ point }) => point);
}

/** `1/crash/n2.1.17`: under seed 1 the fault `crash` strikes n2 in its first boot before effect 17. */
function printPoint(base: string, { fault, node, boot, effect }: Point): string {
  return `${base}/${fault}/${node}.${boot}.${effect}`;
}

const pointForm = /^(\d{1,20})\/([^/]+)\/([^/]+)\.([1-9]\d{0,8})\.([1-9]\d{0,14})$/;

/** Every place at which a crash or pause can strike, one after another. */
export const crashPoints = defineStrategy({
  name: 'crash-points',
  summary:
    'Strikes with each crash and pause of the scenario before each effect of each of its targets, one in a run, and with no nemesis.',
  source: null,
  islands: null,
  samples: false,
  refuses: (plan) =>
    striking(plan).length > 0
      ? null
      : 'no fault of it may strike inside a step: `crash` and `pause` do',
  search(subject) {
    const { plan, play } = subject;
    let points: Promise<readonly Point[]> | null = null;
    return {
      async play(seed) {
        const all = await (points ??= pointsOf(subject));
        const space = { of: all.length, states: null, pruned: 0, isLast: false };
        // Counted from 1, as seeds usually are; 0 is behind the last.
        const point = all[seed === '0' ? all.length - 1 : Number(BigInt(seed) - 1n)];
        if (point === undefined) return { trial: null, space };
        const trial = strikeAt({ ...plan, seed }, plan.seed, point);
        if ('problem' in trial) throw new RangeError(trial.problem);
        return { trial, played: await play(trial), how: printPoint(plan.seed, point), space };
      },
    };
  },
  replay(plan, how) {
    const [, base, fault, node, boot, effect] = pointForm.exec(how) ?? [];
    if (base === undefined || fault === undefined || node === undefined)
      return { problem: 'a point is written 1/crash/n2.1.17: seed, fault, node, boot and effect' };
    return strikeAt(plan, base, { fault, node, boot: Number(boot), effect: Number(effect) });
  },
});
