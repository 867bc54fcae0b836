import { describe, expect, it } from 'vitest';
import { boolean, integer } from '../../../src/base/schema.ts';
import { defineProgram, runScenario } from '../../../src/index.ts';

const rounds = 2000;

/** Each worker tells the voter the right answer once a second; the voter goes with most of them. */
const voting = defineProgram({
  name: 'voting',
  summary: 'Three workers answer, and a voter takes what most of them say.',
  messages: { answer: { round: integer(), right: boolean() } },
  events: { voted: { right: boolean() } },
  start(node) {
    const voter = node.members[0] ?? node.id;
    const told = new Map<number, boolean[]>();
    node.on('answer', ({ round, right }) => {
      const votes = told.get(round) ?? [];
      told.set(round, [...votes, right]);
      if (votes.length < 2) return;
      const most = [...votes, right].filter((vote) => vote).length >= 2;
      node.observe('voted', { right: most });
    });
    if (node.id === voter) return;
    let round = 0;
    node.every('1s', () => {
      round += 1;
      if (round <= rounds) node.send(voter, 'answer', { round, right: true });
    });
  },
});

describe('triple modular redundancy', () => {
  it('is right with the probability 3r^2 - 2r^3 when each of three is right with r', async () => {
    const liars = ['n-2', 'n-3', 'n-4'];
    const report = await runScenario({
      version: 1,
      name: 'tmr',
      seed: 3,
      duration: '2100s',
      nodes: { n: { count: 4, program: voting } },
      faults: Object.fromEntries(
        liars.map((target) => [
          target,
          { fault: 'equivocate', target, field: 'right', say: [false], probability: '20%' },
        ]),
      ),
      checks: { votes: { check: 'occurs', event: 'voted', within: '10s' } },
      metrics: {
        right: { metric: 'count', event: 'voted', where: 'right' },
        taken: { metric: 'count', event: 'voted' },
      },
    });
    // Counts are told in millionths.
    const count = (id: string) =>
      (report.runs[0]?.metrics.find((one) => one.id === id)?.value ?? 0) / 1_000_000;
    const r = 0.8;
    const expected = 3 * r * r - 2 * r * r * r;
    expect(count('taken')).toBe(rounds);
    // Three standard deviations of as many trials.
    const tolerance = 3 * Math.sqrt((expected * (1 - expected)) / rounds);
    expect(Math.abs(count('right') / rounds - expected)).toBeLessThan(tolerance);
  });
});
