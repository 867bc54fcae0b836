// What the compiler must refuse: each marked line is a mistake that is easily made. `tsc -p test`
// fails when one of them compiles.
import {
  ack,
  defineCheck,
  defineFault,
  defineModel,
  defineProgram,
  defineWorkload,
  distribution,
  duration,
  explore,
  integer,
  majority,
  ms,
  ns,
  refuse,
  request,
  runScenario,
  shrink,
  text,
  value,
  wallTime,
} from '../../src/index.ts';
import type { ScenarioInput, Value, WallTime } from '../../src/index.ts';

const store = {
  put: request({ key: text(), value: text() }, {}, { full: { size: integer() } }),
  get: request({ key: text() }, { value: text() }),
  gossip: { term: integer() },
  seen: { at: wallTime() },
};

export const keeper = defineProgram({
  name: 'keeper',
  summary: 'Keeps values, and makes every mistake that a compiler can see.',
  config: {
    ttl: duration('How long a value lives.').default('10s'),
    think: distribution('How long it thinks.').default('5ms'),
  },
  messages: store,
  events: { stored: { key: text(), size: integer() } },
  points: ['before-put'],
  roles: { writer: { event: 'stored', rank: 'size' } },
  start(node, config) {
    // @ts-expect-error there is no such field
    node.send('k2', 'gossip', { epoch: 1 });
    // @ts-expect-error the field is a whole number
    node.send('k2', 'gossip', { term: 'one' });
    // @ts-expect-error nobody declared that
    node.send('k2', 'gossipp', { term: 1 });
    // @ts-expect-error a request wants an answer: it is called
    node.send('k2', 'get', { key: 'a' });
    // @ts-expect-error a message has no answer: it is sent
    node.call('k2', 'gossip', { term: 1 }, { timeout: '1s' });
    // @ts-expect-error there is no call without an end
    node.call('k2', 'get', { key: 'a' });
    // @ts-expect-error seconds or minutes?
    node.after(30, () => {});
    // @ts-expect-error a quotient is a number until someone says what of
    node.every(config.ttl / 3, () => {});
    // @ts-expect-error seconds of what?
    void node.work(30);
    // @ts-expect-error no such unit
    node.sleep('50msec');
    // @ts-expect-error the answer is missing
    node.on('put', () => {});
    // @ts-expect-error the answer is another one
    node.on('get', () => ({ values: '' }));
    // @ts-expect-error the request cannot be refused like that
    node.on('put', () => refuse('late'));
    // @ts-expect-error a message that arrived is frozen
    node.on('gossip', (body) => (body.term += 1));
    // @ts-expect-error no such event
    node.observe('storred', { key: 'a', size: 1 });
    // @ts-expect-error the event says more
    node.observe('stored', { key: 'a' });
    // @ts-expect-error no such place
    node.at('after-put');
    const asked = node.call('k2', 'get', { key: 'a' }, { timeout: ms(50) });
    // @ts-expect-error whether it is known comes first
    asked.done((outcome) => outcome.value);
    // @ts-expect-error no reading of a monotonic clock means anything elsewhere
    node.send('k2', 'seen', { at: node.clock.monotonic() });
    node.send('k2', 'seen', { at: node.clock.wall() });

    // A file holds any number, not just the one that stands in for it.
    let ballot = node.disk.read('ballot', 0);
    ballot = 5;
    let leader = node.disk.read('leader', '');
    leader = `k${ballot}`;
    let isOpen = node.disk.read('open', false);
    isOpen = leader === '';
    const stored = { term: node.disk.read('term', 0) };
    stored.term = isOpen ? 1 : 2;
    // What a program says of itself counts.
    let mode = node.disk.read<'slow' | 'fast'>('mode', 'slow');
    mode = 'fast';
    // @ts-expect-error there is no such mode
    mode = 'broken';
    // A reading of a clock stays one.
    node.disk.read('seen', node.clock.wall()) satisfies WallTime;
    // @ts-expect-error only plain data can be kept
    node.disk.read('late', () => mode);
    // What the settings know of a length of time can be drawn.
    node.after(node.random.duration(config.think), () => {});
    // @ts-expect-error a range has two ends
    node.random.duration('1s');
    const waiting = new Set<string>();
    // What an action gives back is nobody's business.
    node.after('1s', () => waiting.delete('k1'));
    node.every('1s', async () => {
      await node.sleep('1ms');
    });

    node.every(ns(config.ttl / 3), () => {});
    node.on('put', ({ key }) => (key === '' ? refuse('full', { size: 1 }) : ack));
    node.on('get', async () => {
      await node.at('before-put');
      const answers = await node.quorum(
        node.members,
        'get',
        { key: 'a' },
        {
          need: majority(node.members),
          timeout: '1s',
        },
      );
      return { value: answers.ok[0]?.value.value ?? '' };
    });
    const either = config.ttl > 5 ? 'put' : 'get';
    node.call('k2', either, { key: 'a', value: 'b' }, { timeout: '1s' }).done((outcome) => {
      // One of two requests is refused as either of them is.
      if (outcome.status === 'fail' && outcome.error === 'full') node.log(`${outcome.detail.size}`);
    });
    asked.done((outcome) => {
      if (outcome.status === 'ok') node.log(outcome.value.value);
      else if (outcome.status === 'unknown') {
        node.log(outcome.error satisfies 'timeout' | 'reset' | 'gave-up');
      } else node.log(outcome.error satisfies 'connection-refused' | 'unreachable');
    });
  },
});

export const program = defineProgram({
  name: 'roles',
  summary: 'Has a role of an event that it does not have.',
  events: { elected: { term: integer() } },
  // @ts-expect-error no such event
  roles: { leader: { event: 'chosen' } },
  start() {},
});

export const check = defineCheck({
  name: 'grows',
  summary: 'Sizes only grow.',
  property: 'safety',
  watches: { stored: { size: integer() } },
  watch(run) {
    run.on('stored', ({ data, at }) => {
      run.exercised();
      if (data.size < 0) run.violated(`negative at ${at}`);
      // @ts-expect-error the event has no such field
      return data.length;
    });
    // @ts-expect-error it does not watch that
    run.on('deleted', () => {});
  },
});

export const fault = defineFault({
  name: 'nap',
  summary: 'A short pause.',
  chapter: 'Process Pauses',
  targets: 'nodes',
  needs: { timing: 'asynchronous' },
  params: { depth: integer() },
  example: '{ fault: nap, target: n1, at: 1s, duration: 2s }',
  begin(world, nodes, { depth }) {
    // @ts-expect-error it aims at nodes, which have no sender
    if (depth > 1) return nodes[0]?.from;
    return nodes.map((node) => world.pause(node, 'gc'));
  },
});

export const workload = defineWorkload({
  name: 'reads',
  summary: 'Reads one key.',
  operations: { get: store.get },
  next: (client, n) => (n < client.count ? { op: 'get', body: { key: 'a' } } : null),
});

const empty: { readonly value: Value } = { value: null };

export const model = defineModel({
  name: 'cell',
  summary: 'One value.',
  operations: { write: request({ value: value() }), read: request({}, { value: value() }) },
  initial: empty,
  steps: {
    write: (_, body) => ({ state: { value: body.value } }),
    // @ts-expect-error the reply is missing its value
    read: (state) => ({ state, reply: { values: 1 } }),
  },
});

/** A scenario as a value: the program in it is one too. */
export async function play(): Promise<readonly string[]> {
  const scenario = {
    version: 1,
    name: 'kept',
    duration: '10s',
    nodes: { k: { program: keeper, count: 3 } },
    checks: { sound: { check: 'no-program-errors' } },
  } as const;
  const report = await runScenario(scenario, { seed: 7 });
  // @ts-expect-error a seed is a number or its digits
  await runScenario(scenario, { seed: true });
  // @ts-expect-error events are there when they were asked for
  report.runs.map((run) => run.events);
  const told = await runScenario(scenario, { events: true });
  told.runs.flatMap((run) => run.events).filter(({ type }) => type === 'crashed');
  return report.runs.flatMap((run) => run.checks.map(({ verdict }) => verdict));
}

/** Many seeds, and a smaller scenario for the first that fails. */
export async function search(): Promise<ScenarioInput | null> {
  const scenario = {
    version: 1,
    name: 'kept',
    duration: '10s',
    nodes: { k: { program: keeper, count: 3 } },
    checks: { sound: { check: 'no-program-errors' } },
  } as const;
  // @ts-expect-error which seeds?
  explore(scenario, { jobs: 2 });
  // @ts-expect-error the first and the last one
  explore(scenario, { seeds: [1, 2, 3] });
  // @ts-expect-error they are counted
  explore(scenario, { seeds: ['1', '9'] });
  // @ts-expect-error nobody keeps the events of thousands of runs
  explore(scenario, { seeds: [1, 9], events: true });
  // @ts-expect-error it is gone through, not waited for
  void explore(scenario, { seeds: [1, 9] }).then((runs) => runs);
  const runs = explore(scenario, { seeds: [1, 1000], jobs: 2, stopAfter: 1, variant: 'one' });
  for await (const run of runs) {
    // @ts-expect-error a run, not a report
    run.runs.length.toFixed();
    // @ts-expect-error one run of them, not all
    await shrink(scenario, runs);
    if (run.verdict === 'fail') return await shrink(scenario, run, { maxRuns: 100 });
  }
  return null;
}
