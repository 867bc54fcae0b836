// A bulk-synchronous job with a result. The ranks stand in a ring; in each step a rank needs the values
// of its two neighbours of the same step, and every so many steps it writes its own down. When one rank
// dies the scheduler stops all of them and has all go back.

import {
  defineProgram,
  duration,
  integer,
  node as nodeId,
  ns,
  oneOf,
  protocol,
  type Infer,
  type Node,
  type NodeId,
} from 'fault-sim';

const messages = protocol({
  /** A rank runs, and knows nothing. */
  ready: {},
  /** Stop, and go on from this step; -1: from whatever you have. */
  resume: { attempt: integer(), step: integer() },
  value: { attempt: integer(), step: integer(), value: integer() },
  saved: { step: integer() },
  finished: { attempt: integer(), value: integer() },
});

const events = {
  'job-stopped': { because: nodeId() },
  'went-back': { step: integer() },
  saved: { step: integer() },
  'job-done': { result: integer() },
};

const settings = {
  scheduler: nodeId('The node that starts and stops the ranks; all others compute.'),
  steps: integer('How many steps the job has.').default(100),
  every: integer('Steps between two checkpoints.').default(20),
  step: duration('How long a step takes.').default('1s'),
  resume: oneOf(
    ['complete', 'newest'],
    'Where ranks go back to: the newest step that all of them have saved, or each to the newest of its own.',
  ).default('complete'),
};

type Settings = Infer<typeof settings>;
type Job = Node<typeof messages, typeof events>;

const modulus = 1_000_003;

export const stencil = defineProgram({
  name: 'stencil',
  summary:
    'A job whose ranks need one another in each step, and that goes back when one of them dies.',
  config: settings,
  messages,
  events,
  start(node, config) {
    if (node.id === config.scheduler) schedule(node, config);
    else compute(node, config);
  },
});

export default stencil;

/** Starts the ranks, and stops all of them when one is not what it was. */
function schedule(node: Job, { resume }: Settings): void {
  const job = node.state({ attempt: 0, complete: 0 });
  const ready = new Set<NodeId>();
  const savedBy = new Map<number, Set<NodeId>>();
  const results = new Map<NodeId, number>();

  function start(step: number): void {
    job.attempt += 1;
    results.clear();
    node.send(node.peers, 'resume', { attempt: job.attempt, step });
  }

  node.on('ready', (_body, from) => {
    ready.add(from);
    if (ready.size < node.peers.length) return;
    if (job.attempt === 0) return start(0);
    node.observe('job-stopped', { because: from });
    start(resume === 'complete' ? job.complete : -1);
  });
  node.on('saved', ({ step }, from) => {
    const by = savedBy.get(step) ?? new Set();
    savedBy.set(step, by.add(from));
    // A checkpoint is one of the whole job, or none.
    if (by.size === node.peers.length) job.complete = Math.max(job.complete, step);
  });
  node.on('finished', ({ attempt, value }, from) => {
    if (attempt !== job.attempt) return;
    results.set(from, value);
    if (results.size < node.peers.length) return;
    const result = node.peers.reduce(
      (sum, rank) => (sum * 31 + (results.get(rank) ?? 0)) % modulus,
      0,
    );
    node.observe('job-done', { result });
  });
}

/** Computes step after step; who hears of a later attempt drops what it does. */
function compute(node: Job, { scheduler, steps, every, step: stepTime }: Settings): void {
  const ranks = node.members.filter((id) => id !== scheduler);
  const own = ranks.indexOf(node.id);
  const beside = [-1, 1].map((by) => ranks[(own + by + ranks.length) % ranks.length] as NodeId);
  const me = node.state({ attempt: 0, step: 0, value: 0 });
  /** What neighbours have told in this attempt, by neighbour and step. */
  const heard = new Map<NodeId, Map<number, number>>();
  let waits = false;

  /** The value of a neighbour at a step. Who is ahead never says again what it said before. */
  function valueOf(neighbour: NodeId): number | null {
    const told = heard.get(neighbour);
    const exact = told?.get(me.step);
    if (exact !== undefined || told === undefined) return exact ?? null;
    const later = [...told.keys()].filter((step) => step > me.step);
    return later.length === 0 ? null : (told.get(Math.min(...later)) ?? null);
  }

  function goOn(): void {
    if (!waits) return;
    const [left, right] = beside.map(valueOf);
    if (left === null || left === undefined || right === null || right === undefined) return;
    waits = false;
    const { attempt } = me;
    node.after(stepTime, async () => {
      if (attempt !== me.attempt) return;
      me.value = (3 * me.value + left + 2 * right + me.step) % modulus;
      me.step += 1;
      if (me.step % every === 0 && me.step < steps) await save(attempt);
      if (attempt === me.attempt) begin();
    });
  }

  async function save(attempt: number): Promise<void> {
    const { step, value } = me;
    node.disk.write(`step-${step}`, value);
    node.disk.write('newest', step);
    await node.disk.sync();
    if (attempt !== me.attempt) return;
    node.observe('saved', { step });
    node.send(scheduler, 'saved', { step });
  }

  function begin(): void {
    const { attempt, step, value } = me;
    if (step >= steps) return node.send(scheduler, 'finished', { attempt, value });
    node.send(beside, 'value', { attempt, step, value });
    waits = true;
    goOn();
  }

  node.on('resume', ({ attempt, step }) => {
    me.attempt = attempt;
    me.step = step < 0 ? node.disk.read('newest', 0) : step;
    me.value = me.step === 0 ? own + 1 : node.disk.read(`step-${me.step}`, 0);
    heard.clear();
    if (attempt > 1) node.observe('went-back', { step: me.step });
    // The others may still be stopping: nobody's values of this attempt may come before it is known.
    node.after(ns(1_000_000_000), () => {
      if (attempt === me.attempt) begin();
    });
  });
  node.on('value', ({ attempt, step, value }, from) => {
    if (attempt !== me.attempt) return;
    const told = heard.get(from) ?? new Map<number, number>();
    heard.set(from, told.set(step, value));
    goOn();
  });
  node.send(scheduler, 'ready', {});
}
