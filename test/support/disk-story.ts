import { Engine } from '../../src/engine/engine.ts';
import { Trace } from '../../src/engine/trace.ts';
import { RunEvents } from '../../src/run/events/events.ts';
import { FaultSchedule } from '../../src/run/schedule.ts';
import type { Coverage } from '../../src/run/report/report.ts';
import type { DiskStart } from '../../src/world/node-start.ts';
import type { FaultPlan } from '../../src/scenario/plan/fault.ts';
import type { RunPlan } from '../../src/scenario/scenario.ts';
import { World } from '../../src/world/world.ts';
import { scripted } from './scripted-node.ts';
import type { TalkNode } from './scripted-node.ts';
import { nodePlan, runPlan, second } from './stage.ts';
import { drainNow } from './world-stage.ts';

const ms = 1_000_000;

/** What a story on a disk tells. */
export interface Told {
  /** What the program reported of itself: `what n @ms`. */
  readonly got: readonly string[];
  /** What became of its syncs and itself: `type name why @ms`. */
  readonly rows: readonly string[];
  readonly coverage: readonly Coverage[];
}

/** Tells of what the program of a story did. */
export type Say = (what: string, n?: number) => void;

/**
 * Plays a program on the node n1 and faults on its disk, for 10 s. The disk is ideal, and a power cut
 * takes all that was not synced, unless it is said otherwise.
 */
export async function diskStory(
  faults: readonly FaultPlan[],
  play: (node: TalkNode, say: Say) => void | Promise<void>,
  disk: Partial<DiskStart> = {},
  handlers: 'interleaved' | 'one-at-a-time' = 'interleaved',
): Promise<Told> {
  const program = scripted((node) => {
    return play(node, (what, n = 0) => node.observe('got', { what, n }));
  }, handlers);
  const nodes = ['n1', 'n2', 'n3'].map((id) => ({
    ...nodePlan(id, id === 'n1' ? program : null),
    disk: { unsyncedKeptPpb: 0, ...disk },
  }));
  const plan: RunPlan = runPlan({ durationNs: 10 * second, nodes, faults });
  const trace = new Trace(
    nodes.map(({ id }) => id),
    true,
  );
  const engine = new Engine({
    seed: plan.seed,
    untilNs: plan.durationNs,
    trace,
    drain: drainNow,
    maxEvents: 1_000_000,
  });
  const describeError = (error: unknown): string => String(error);
  const world = new World({ engine, nodes, links: plan.links, describeError });
  const schedule = new FaultSchedule(plan, world, new RunEvents(world));
  schedule.start();
  world.start();
  // From a macrotask: inside a microtask nothing could be drained.
  await new Promise<void>((resolve) => {
    setImmediate(() => {
      while (engine.advance(100_000) !== 'done');
      resolve();
    });
  });
  const events = Array.from({ length: trace.rows }, (_, seq) => trace.event(seq));
  const mine = events.filter(({ node }) => node === 'n1');
  const types = ['synced', 'disk-failed', 'crashed', 'paused', 'resumed'];
  return {
    got: mine
      .filter(({ type }) => type === 'observed')
      .map(({ data, at }) => {
        const { what, n } = data as { readonly what: string; readonly n: number };
        return `${what} ${n} @${at / ms}`;
      }),
    rows: mine
      .filter(({ type }) => types.includes(type))
      .map(({ type, name, data, at }) => {
        const why = (data as { readonly why?: string | null } | null)?.why ?? null;
        return [type, name, why, `@${at / ms}`].filter((word) => word !== null).join(' ');
      }),
    coverage: schedule.coverage(),
  };
}
