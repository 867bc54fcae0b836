import { alternate, askChild, beside, median, rounded, spread } from './children.mjs';

/** Messages or calls under way for each node, as the programs of both scenarios have it. */
const inFlight = 20;
/** Mean latency in both scenarios. */
const latencyMs = 10;

/** Virtual time in which about so many messages arrive. */
const untilFor = (events, nodes) =>
  `${Math.ceil((events * latencyMs * 1000) / (nodes * inFlight))}us`;

/** The child that plays a ring. Each message has two rows, it was sent and it arrived. */
function ringPlayer({ scenario, variant, trace, nodes, events }) {
  const question = {
    scenario: beside(`${scenario}.yaml`),
    options: {
      ...(variant && { variant }),
      set: [`nodes.ring.count=${nodes}`],
      events: trace === 'stored',
    },
    warmUp: untilFor(events / 4, nodes),
    measured: untilFor(events, nodes),
    seeds: 1,
  };
  return async () => {
    const { cpuNs, rows } = await askChild('play.mjs', question);
    return cpuNs / ((rows - nodes * (1 + inFlight)) / 2);
  };
}

function holder(pending, turns) {
  return async () => (await askChild('hold.mjs', { pending, turns })).cpuNs / turns;
}

/**
 * What an event costs the engine, beside what a turn of a bare queue of the same length costs.
 * `ratio` is events per second over turns per second.
 */
export async function engineFigures({ sizes, events, rounds, say }) {
  const figures = [];
  for (const nodes of sizes) {
    const cases = {
      digest: { scenario: 'flat', variant: 'callback', trace: 'digest', nodes, events },
      stored: { scenario: 'flat', variant: 'callback', trace: 'stored', nodes, events },
      async: { scenario: 'flat', variant: 'async', trace: 'digest', nodes, events },
    };
    const pending = nodes * inFlight;
    const costs = await alternate(rounds, {
      hold: holder(pending, events * 4),
      ...Object.fromEntries(Object.entries(cases).map(([name, one]) => [name, ringPlayer(one)])),
    });
    for (const [name, { variant, trace }] of Object.entries(cases)) {
      const figure = { scenario: 'flat', handlers: variant, trace, nodes, pending };
      figures.push(engineFigure(figure, costs[name], costs.hold, say));
    }
    figures.push(asyncFigure('flat', nodes, costs.digest, costs.async, say));
  }
  return figures;
}

/** The same for messages as replicated logs send them: nested, with one to four entries, new each time. */
export async function entriesFigures({ events, rounds, say }) {
  const nodes = 5;
  const pending = nodes * inFlight;
  const player = (trace) =>
    ringPlayer({ scenario: 'entries', variant: null, trace, nodes, events });
  const costs = await alternate(rounds, {
    hold: holder(pending, events * 4),
    digest: player('digest'),
    stored: player('stored'),
  });
  return ['digest', 'stored'].map((trace) => {
    const figure = { scenario: 'entries', handlers: 'callback', trace, nodes, pending };
    return engineFigure(figure, costs[trace], costs.hold, say);
  });
}

/** Events per second over turns per second. */
function engineFigure(about, costs, hold, say) {
  const ratios = costs.map((ns, round) => hold[round] / ns);
  const figure = {
    figure: 'engine',
    ...about,
    nsPerEvent: rounded(median(costs)),
    holdNsPerEvent: rounded(median(hold)),
    ratio: rounded(median(ratios)),
    spread: rounded(spread(ratios)),
  };
  say(figure);
  return figure;
}

/** What the same work costs more when it is written with `await`; `ratio` is async over callback. */
function asyncFigure(scenario, nodes, callback, asynchronous, say) {
  const ratios = asynchronous.map((ns, round) => ns / callback[round]);
  const figure = {
    figure: 'async',
    scenario,
    nodes,
    callbackNsPerEvent: rounded(median(callback)),
    asyncNsPerEvent: rounded(median(asynchronous)),
    ratio: rounded(median(ratios)),
    spread: rounded(spread(ratios)),
  };
  say(figure);
  return figure;
}

/** The same for calls, whose answers are waited for: per message, be it a request or an answer. */
export async function callFigure({ events, rounds, say }) {
  const nodes = 5;
  const player = (handlers) => {
    const question = {
      scenario: beside('calls.yaml'),
      options: { variant: handlers, set: [`nodes.ring.count=${nodes}`] },
      warmUp: untilFor(events / 4, nodes),
      measured: untilFor(events, nodes),
      seeds: 1,
    };
    return async () => {
      const { cpuNs, rows } = await askChild('play.mjs', question);
      return cpuNs / (rows / 2);
    };
  };
  const costs = await alternate(rounds, {
    callback: player('callback'),
    async: player('async'),
  });
  return asyncFigure('calls', nodes, costs.callback, costs.async, say);
}

/** Whole runs of a small scenario, many seeds in one process; `ratio` is runs per million turns. */
export async function seedFigure({ seeds, events, rounds, say }) {
  const question = {
    scenario: beside('lock.yaml'),
    options: {},
    warmUp: null,
    measured: null,
    seeds,
  };
  const pending = 100;
  const costs = await alternate(rounds, {
    hold: holder(pending, events * 4),
    run: async () => (await askChild('play.mjs', question)).cpuNs / seeds,
  });
  const ratios = costs.run.map((ns, round) => (costs.hold[round] * 1e6) / ns);
  const figure = {
    figure: 'seeds',
    scenario: 'lock',
    nodes: 5,
    seeds,
    seedsPerSecond: rounded(1e9 / median(costs.run)),
    holdNsPerEvent: rounded(median(costs.hold)),
    ratio: rounded(median(ratios)),
    spread: rounded(spread(ratios)),
  };
  say(figure);
  return figure;
}
