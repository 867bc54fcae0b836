import { duration, integer, node as nodeId } from '../../base/schema.ts';
import { type Duration, type NodeId, ns } from '../../base/units.ts';
import type { Node } from '../../world/program/node.ts';
import { defineProgram } from '../../world/program/program.ts';
import { protocol } from '../../world/program/protocol.ts';

const messages = protocol({
  /** A rank has been started, and knows nothing. */
  ready: {},
  /** Compute from here on; who hears of a later attempt drops what it does. */
  compute: { attempt: integer(), until: duration() },
  save: { attempt: integer() },
  reached: { attempt: integer() },
  saved: { attempt: integer() },
});

const events = {
  checkpointed: { at: duration() },
  'went-back': { lost: duration() },
  'job-done': { makespan: duration() },
};

type JobNode = Node<typeof messages, typeof events>;

interface Settings {
  readonly scheduler: NodeId;
  readonly work: Duration;
  readonly every?: Duration | undefined;
  readonly cost: Duration;
}

/**
 * A bulk-synchronous job (chapter: "Cloud Computing and Supercomputing"): all ranks compute, wait for
 * one another, and now and then save where they are. When one of them dies, all go back to the last
 * state that all had saved. How often to save is Young's question (1974) and Daly's (2006).
 */
export const hpcJob = defineProgram({
  name: 'hpc-job',
  summary:
    'A job of many ranks that saves its state now and then, and goes back to it when a rank dies.',

  config: {
    scheduler: nodeId(
      'The node that starts the ranks and keeps what they save; all others compute.',
    ),
    work: duration('How long the job takes without failures and without saving.'),
    every: duration('Work between two checkpoints; without it nothing is saved.').optional(),
    cost: duration('How long all ranks need to save one checkpoint.').default('5m'),
  },

  messages,
  events,

  start(node, config) {
    if (node.id === config.scheduler) schedule(node, config);
    else compute(node, config);
  },
});

/** The side that starts attempts, waits for all ranks, and knows what has been saved. */
function schedule(node: JobNode, { work, every }: Settings): void {
  const job = node.state({ attempt: 0, saved: node.disk.read<number>('saved', 0), goal: 0 });
  const ranks = node.peers;
  const ready = new Set<NodeId>();
  const waiting = new Set<NodeId>();
  const begunNs = node.clock.monotonic();
  let sinceNs = begunNs;

  const attempt = (): void => {
    job.attempt += 1;
    job.goal = Math.min(work, job.saved + (every ?? work));
    sinceNs = node.clock.monotonic();
    expect();
    node.send(ranks, 'compute', { attempt: job.attempt, until: ns(job.goal - job.saved) });
  };
  const expect = (): void => {
    for (const rank of ranks) waiting.add(rank);
  };
  /** Whether this was the last of them. */
  const isLast = (from: NodeId, of: number): boolean =>
    of === job.attempt && waiting.delete(from) && waiting.size === 0;

  node.on('ready', (_body, from) => {
    ready.add(from);
    if (ready.size < ranks.length || job.saved >= work) return;
    if (job.attempt > 0) {
      node.observe('went-back', { lost: ns(node.clock.monotonic() - sinceNs) });
    }
    attempt();
  });
  node.on('reached', ({ attempt: of }, from) => {
    if (!isLast(from, of)) return;
    if (job.goal >= work) {
      job.saved = job.goal;
      node.observe('job-done', { makespan: ns(node.clock.monotonic() - begunNs) });
      return;
    }
    expect();
    node.send(ranks, 'save', { attempt: job.attempt });
  });
  node.on('saved', async ({ attempt: of }, from) => {
    if (!isLast(from, of)) return;
    job.saved = job.goal;
    node.disk.write('saved', job.saved);
    await node.disk.sync();
    node.observe('checkpointed', { at: ns(job.saved) });
    attempt();
  });
}

/** The side that computes: one thing at a time, and none that has been overtaken. */
function compute(node: JobNode, { scheduler, cost }: Settings): void {
  let current = 0;
  const after = (attempt: number, span: Duration, kind: 'reached' | 'saved'): void => {
    current = attempt;
    node.after(span, () => {
      if (current === attempt) node.send(scheduler, kind, { attempt });
    });
  };
  node.on('compute', ({ attempt, until }) => after(attempt, until, 'reached'));
  node.on('save', ({ attempt }) => {
    if (attempt === current) after(attempt, cost, 'saved');
  });
  node.send(scheduler, 'ready', {});
}
