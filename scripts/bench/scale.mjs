import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../entries.mjs';
import { alternate, askChild, beside, median, rounded, spread } from './children.mjs';

/** As `heartbeat.ts` has it: each node speaks to so many others, once a second. */
const reach = 10;

/** Virtual time in which about so many messages are sent, once every link was used. */
function spanFor(messages, nodes, seconds) {
  const perSecond = nodes * Math.min(reach, nodes - 1);
  return `${Math.ceil((seconds + messages / perSecond) * 1000)}ms`;
}

/**
 * The cost of a message between nodes that have started and know one another: two runs that differ
 * in their length alone, the longer less the shorter.
 */
function heartbeats(nodes, messages) {
  const run = (measured) =>
    askChild('play.mjs', {
      scenario: beside('heartbeat.yaml'),
      options: { set: [`nodes.member.count=${nodes}`] },
      warmUp: spanFor(messages / 4, nodes, 0),
      measured,
      seeds: 1,
    });
  return async () => {
    const short = await run(spanFor(messages / 4, nodes, 1));
    const long = await run(spanFor((messages * 5) / 4, nodes, 1));
    // Two short runs may differ by less than the meter does.
    return Math.max(1, ((long.cpuNs - short.cpuNs) / (long.rows - short.rows)) * 2);
  };
}

/** What a heartbeat costs among more and more nodes; `ratio` is to that among the fewest. */
export async function scaleFigures({ scales, events, rounds, say }) {
  const costs = await alternate(
    Math.min(rounds, 3),
    Object.fromEntries(scales.map((nodes) => [`${nodes}`, heartbeats(nodes, events)])),
  );
  const fewest = costs[`${scales[0]}`];
  return scales.map((nodes) => {
    const ratios = costs[`${nodes}`].map((ns, round) => ns / fewest[round]);
    const figure = {
      figure: 'scale',
      scenario: 'heartbeat',
      nodes,
      nsPerMessage: rounded(median(costs[`${nodes}`])),
      ratio: rounded(median(ratios)),
      spread: rounded(spread(ratios)),
    };
    say(figure);
    return figure;
  });
}

/** The memory of a node that waits; `ratio` is to 2 KB. */
export async function idleFigure(script, { idle, say }) {
  const question = { scenario: beside('idle.yaml'), nodes: idle };
  // The program is compiled by the built fault-sim and kept: a bundle beside it is a stranger, to
  // whom the guard gives no compiler.
  const launcher = join(root, 'bin/fault-sim.js');
  execFileSync(process.execPath, [launcher, 'validate', question.scenario], { stdio: 'ignore' });
  const { bytes } = await askChild(script, question, ['--expose-gc']);
  const figure = {
    figure: 'idle',
    nodes: idle,
    bytesPerNode: rounded(bytes),
    ratio: rounded(bytes / 2048),
  };
  say(figure);
  return figure;
}
