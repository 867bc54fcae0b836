import { alternate, askChild, beside, median, rounded, spread } from './children.mjs';

const nodes = 5;

/**
 * Seeds of a Raft of five over 30 virtual seconds in one process, played by `script` as a worker of a
 * search plays them: loaded once, judged without a report. `ratio` is rows of messages per
 * second, each sent or received, over what the bare queue does: the programs' own work is in it.
 */
export async function raftFigure(script, { raftSeeds, events, rounds, say }) {
  const pending = 100;
  const question = { scenario: beside('raft.yaml'), seeds: raftSeeds };
  let rows = 0;
  const costs = await alternate(rounds, {
    hold: async () =>
      (await askChild('hold.mjs', { pending, turns: events * 4 })).cpuNs / (events * 4),
    run: async () => {
      const answer = await askChild(script, question);
      rows = answer.rows / raftSeeds;
      return answer.cpuNs / raftSeeds;
    },
  });
  const ratios = costs.run.map((ns, round) => (costs.hold[round] * rows) / 2 / ns);
  const figure = {
    figure: 'raft',
    scenario: 'raft',
    nodes,
    seeds: raftSeeds,
    seedsPerSecond: rounded(1e9 / median(costs.run)),
    rowsPerSeed: rounded(rows),
    holdNsPerEvent: rounded(median(costs.hold)),
    ratio: rounded(median(ratios)),
    spread: rounded(spread(ratios)),
  };
  say(figure);
  return figure;
}
