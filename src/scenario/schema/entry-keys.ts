import type { Fields } from '../../base/schema.ts';
import {
  boolean,
  distribution,
  duration,
  factor,
  formula,
  integer,
  list,
  map,
  number,
  object,
  oneOf,
  oneOfOrOwn,
  probability,
  rate,
  selector,
  size,
  text,
  value,
} from '../../base/schema.ts';
import { diskOps } from '../../world/disk/rule.ts';
import { clocks } from '../../library/clocks/index.ts';
import { leapModes } from '../../world/time/leap.ts';
import { topologies } from '../../library/topologies/index.ts';
import { disciplines } from '../../world/queue/port-plan.ts';
import { syncFields } from '../vocabulary/sync-fields.ts';
import { failures, timings } from '../vocabulary/model-words.ts';

/** Keys of a node. */
export const nodeKeys: Fields = {
  config: value('Settings of the program.').optional(),
  cores: integer('Cores of its CPU; without them CPU time costs nothing.').min(1).optional(),
  cost: map(
    distribution(),
    'CPU time of messages before they are handled, in place of what the program says.',
  ).optional(),
  count: integer('So many of it: a group with members name-1, name-2, ...').min(1).optional(),
  labels: map(text(), 'Kinds to names, for selectors such as `tier:db`.').optional(),
  memory: object(
    {
      limit: size('How much there is; a process that would take more is killed.'),
      base: size('What it takes when it has nothing to do.').optional(),
      'per-request': size('What each request takes until it is answered.').optional(),
      'per-byte': factor(
        'What a request takes besides, as a multiple of its size, while a handler works on it: what is answered at once takes nothing.',
      ).optional(),
    },
    'Memory of its process. Without it there is no end of it.',
  ).optional(),
  place: value('The domain that it stands in; several are taken in turn.').optional(),
  restart: object(
    {
      after: distribution('How long after it ended.').optional(),
      notify: selector('Whom the supervisor tells that a process has ended.').optional(),
    },
    'A supervisor: starts a process again that exited, threw or was killed by itself.',
  ).optional(),
  tcp: value('How its kernel does TCP: linux-6.5 (usual), linux-5.15, or settings.').optional(),
};

const transport = {
  latency: distribution('How long a message takes, one way. Without it 1 ms.').optional(),
  loss: probability('Share of messages that are lost.').optional(),
  duplicate: probability('Share of messages that arrive twice.').optional(),
  reorder: probability('Share of messages that draw the latency once more.').optional(),
  corrupt: probability('Share of messages of which one field changes.').optional(),
};

/** Keys of a link. */
export const linkKeys: Fields = {
  ...transport,
  connect: boolean('false: there is no such link.').optional(),
  authenticated: boolean(
    'Each end proves who it is: messages under a forged name are refused.',
  ).optional(),
  mtu: size('The largest packet, headers included; without it 1500B.').optional(),
  bandwidth: value(
    'How fast it sends, `10Mbit/s`; with a token bucket { rate, bucket }. Without it nothing waits.',
  ).optional(),
  queue: object(
    {
      limit: value('What may wait: a size, or a count of packets; more is dropped.').optional(),
      discipline: oneOf(
        disciplines,
        'Who goes first: who came first, what is in `first`, each pair of nodes in turn, or CoDel.',
      ).optional(),
      first: value('Message types that go first, exact or glob.').optional(),
      credits: integer(
        'Room at the other end, in packets: what has none there waits, and nothing is dropped (credits of InfiniBand, PFC of Ethernet).',
      )
        .min(1)
        .optional(),
    },
    'What waits for its turn, and in which order. Without it everything does, in order.',
  ).optional(),
  sharing: value(
    'packet, or { circuits: n, idle: 1s }: each pair of nodes has a circuit for itself, or none.',
  ).optional(),
  burst: object(
    {
      enter: probability('Share of messages with which bad times begin.'),
      leave: probability('Share of messages in bad times with which they end.'),
      loss: probability('Share of messages in bad times that are lost.'),
    },
    'Loss in bursts (Gilbert-Elliott).',
  ).optional(),
  messages: map(
    object(transport),
    'The same keys for messages of one type, exact or glob.',
  ).optional(),
};

/** Keys of a switch. */
export const switchKeys: Fields = {
  connects: value('What it joins: nodes, groups and other switches.'),
  topology: oneOf(
    topologies.names,
    'Many switches at once, called after it: `fabric-leaf-1`, ...; what `connects` names is wired to those at the edge, each an equal share in order.',
  ).optional(),
  ...Object.fromEntries(
    topologies.items.flatMap(({ params }) =>
      Object.entries(params).map(([key, param]) => [key, param.optional()]),
    ),
  ),
  port: object(linkKeys, 'Keys of links, for every link that leaves it.').optional(),
  summary: text('A label.').optional(),
};

/** Keys of how nodes find others by name. */
export const nameKeys: Fields = {
  servers: value('Whom they ask: nodes, in turn.').optional(),
  of: value('Whose names they look up; without it those of all but the servers.').optional(),
  ttl: duration('How long they remember an answer; 60s if it is not there.').optional(),
  negative: duration('How long that there is no such name; 5s if it is not there.').optional(),
  stale: duration('How long after `ttl` they still use it when no server answers; 0s.').optional(),
  timeout: duration('How long they wait for one server; 5s if it is not there.').optional(),
  attempts: integer('How often they ask them all; 2 if it is not there.').min(1).optional(),
};

/** Keys of a clock. */
export const clockKeys: Fields = {
  offset: value('How far it is off at the start: `-3ms`, or a range.').optional(),
  drift: value('How much too fast it runs: `50ppm`, or a range.').optional(),
  error: value(
    'Half the width of the interval that it claims: `4ms`, or { base, growth } since it was set right.',
  ).optional(),
  source: oneOfOrOwn(
    clocks.names,
    'What drives it; gives drift and wander unless they are there.',
  ).optional(),
  wander: value(
    'How its rate changes: constant, random-walk, temperature, { random-walk: 10ppb, every: 1m }, { temperature: 3ppm, period: 24h }.',
  ).optional(),
  resolution: duration('Programs read whole steps of this.').min('1ns').optional(),
  leap: oneOf(leapModes, 'What it does with a leap second.').optional(),
  sync: object(syncFields, 'The daemon that keeps it right.').optional(),
};

/** Keys of a disk. */
export const diskKeys: Fields = {
  read: value(
    'How long it takes to read a file that is not cached: a distribution, or a speed such as 500MB/s.',
  ).optional(),
  write: value('How long it takes to put one write on the platter: likewise.').optional(),
  sync: value('How long a sync takes beside its writes: likewise.').optional(),
  atomic: size('Writes of up to so many bytes are never torn.').optional(),
  page: size('It moves whole pages of so many bytes.').optional(),
  size: size('How much it holds; more is refused (ENOSPC).').optional(),
  unsynced: value(
    'What a host crash leaves of writes not synced: lose, keep, or a share.',
  ).optional(),
};

const when = value('A sentence, an instant, or { event | point | message, ... }.');

/** Keys that every fault may have, beside those of its kind. */
export const faultKeys: Fields = {
  target: selector('Whom it strikes.').optional(),
  at: distribution('When it begins; a range is drawn.').optional(),
  every: duration('A series: how long from one to the next.').optional(),
  rate: rate('A series at random: how often on average.').optional(),
  when: when.optional(),
  delay: distribution('How long after `when`.').optional(),
  times: value('Most occurrences; `all` with `when`.').optional(),
  jitter: duration('Up to so much is added to each time of a series.').optional(),
  duration: distribution(
    'How long each occurrence lasts; `forever`: even `heal` does not end it.',
  ).optional(),
  until: value('The instant after which it has no effect; `heal`.').optional(),
  while: value('In effect only while these sentences hold.').optional(),
  'min-on': duration('Once in effect it stays so at least so long.').optional(),
  'min-off': duration('Once out of effect it stays so at least so long.').optional(),
  match: object(
    {
      message: text('Type of message, exact or glob.').optional(),
      op: oneOf(diskOps, 'Operation of a disk.').optional(),
      where: formula('Only those of which this holds.').optional(),
      nth: value('Only these of them: 3, 3..5 or 2..').optional(),
      per: oneOf(['node', 'link'], 'What `nth` is counted over.').optional(),
    },
    'Only these messages or operations.',
  ).optional(),
  probability: probability('Share of messages, or that an occurrence happens at all.').optional(),
  inside: boolean('Strikes inside the next step, after a random effect.').optional(),
  summary: text('A label.').optional(),
};

/** Keys that a fault has in the nemesis's pool alone. */
export const poolKeys: Fields = {
  weight: number('How often it is drawn, against the others of the pool.').default(1),
};

/** Keys of the nemesis, beside `faults`. */
export const nemesisKeys: Fields = {
  at: duration('From when on it draws.').optional(),
  until: value(
    'The instant after which it draws nothing, and what it drew is over; `heal`.',
  ).optional(),
  every: duration('Its turns: how long from one to the next.').optional(),
  rate: rate('Its turns at random: how often on average.').optional(),
  swarm: boolean('Draws a part of the pool, weights, and how often, for each seed.').optional(),
  'at-once': integer('Most of its faults at the same time.').min(1).default(1),
  budget: integer('Most of its faults in a run.').min(1).optional(),
  keep: value('Sentences that no fault that it draws may make false.').optional(),
  aligned: probability('Share of turns that come at the instant of the one before.').optional(),
};

/** Keys that every workload may have, beside those of its kind. */
export const workloadKeys: Fields = {
  from: selector('The clients; all nodes without a program if it is not there.').optional(),
  to: selector('Whom plain clients ask.').optional(),
  rate: rate('Requests of all clients together.').optional(),
  every: duration('Each client asks once in so long.').optional(),
  concurrency: integer('Each client keeps so many requests open.').min(1).optional(),
  think: distribution('Pause of a client between two requests.').optional(),
  steps: list(value(), 'The operations of a script.').optional(),
  arrivals: value('poisson, even, or { process: on-off, on, off }.').optional(),
  ops: map(probability(), 'Requests and their shares.').optional(),
  keys: value('How many keys, or { count, choice: uniform | zipf, skew }.').optional(),
  timeout: duration('How long a client waits.').default('1s'),
  retry: object(
    {
      max: integer('Most retries.').min(0).optional(),
      backoff: distribution('Wait before the first one.').optional(),
      growth: factor('Each wait is so much longer.').optional(),
      jitter: oneOf(['none', 'full'], 'full: anything up to the wait.').optional(),
      budget: probability('Most retries as a share of requests.').optional(),
      'same-id': boolean('Retries carry the id of their operation.').optional(),
    },
    'How clients ask again.',
  ).optional(),
  at: duration('When it begins.').optional(),
  until: value('No new operations from here on.').optional(),
  operations: integer('It stops after so many.').min(1).optional(),
  settle: duration('How long after `until` the final read comes.').optional(),
  'final-read': boolean('Each client reads each key once at the end.').optional(),
  summary: text('A label.').optional(),
};

const during = value('Window of time: `25s..100s`.');

/** Keys that every check may have, beside those of its kind. */
export const checkKeys: Fields = {
  of: selector('The workload or the nodes that it is about.').optional(),
  during: during.optional(),
  expect: value('Verdicts that are as expected: `violated`, `held or violated`.').default('held'),
  premise: value('Judged only while these sentences hold.').optional(),
  after: value('From when on the goal is wanted: `heal`, `gc begins`, `10m`.').optional(),
  within: duration('How soon the goal must be reached.').optional(),
  summary: text('A label.').optional(),
};

/** Keys that every metric may have, beside those of its kind. */
export const metricKeys: Fields = {
  of: value('The workload, an operation of it, the nodes or the link.').optional(),
  stat: value('p50, p99.9, mean, min, max, count or sum.').optional(),
  during: during.optional(),
  every: duration('A series: one value for each period.').optional(),
  by: text('One value for each value of this field.').optional(),
  summary: text('A label.').optional(),
};

/** Keys of the model. */
export const modelKeys: Fields = {
  timing: oneOf(timings, 'What is known of delays.').optional(),
  failures: oneOf(failures, 'How nodes may fail.').optional(),
  'at-most': selector('Most faulty nodes at one time.').optional(),
  bound: object(
    {
      delay: duration('Longest delay of a message.').optional(),
      drift: value('Largest drift of a clock: `50ppm`.').optional(),
      pause: duration('Longest pause of a process.').optional(),
    },
    'Bounds of a synchronous system.',
  ).optional(),
  gst: value('When the bounds of a partially synchronous system begin to hold; `heal`.').optional(),
};

/** Keys of a variant. */
export const variantKeys: Fields = {
  summary: text('What it shows.').optional(),
  set: map(value(), 'Paths to values.').optional(),
  expect: map(value(), 'Checks to the verdicts that are as expected.').optional(),
};
