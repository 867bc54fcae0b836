import { runScenario } from '../../src/index.ts';
import type { Report } from '../../src/index.ts';

/** The cast that the examples of faults name: three nodes, and two clients that ask them. */
const stage = `version: 1
name: example
duration: 60s
nodes:
  n1: {program: echo}
  n2: {program: echo}
  n3: {program: echo}
  client-1: {program: client}
  client-2: {program: client}
checks:
  sound: {check: no-program-errors}
`;

/** Plays the example line of a fault in a small world; rejects when it cannot be played to its end. */
export async function playExample(key: 'faults', example: string): Promise<Report> {
  const report = await runScenario(`${stage}${key}:\n  example: ${example}\n`);
  if (!report.complete) throw new Error(`the example stopped: ${report.stopped}`);
  return report;
}
