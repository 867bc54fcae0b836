import { describe, expect, it } from 'vitest';
import { runScenario } from '../../../../src/index.ts';

/** What a report says of an outage: one that takes a node, a switch of the network, or both. */
async function told(target: string) {
  const report = await runScenario({
    version: 1,
    name: 'rack',
    duration: '3s',
    domains: {
      pdu: { 'pdu-1': null },
      rack: { r1: 'pdu-1' },
      switch: { near: 'pdu-1', far: null },
    },
    nodes: { echo: { program: 'echo', place: 'r1' }, client: {} },
    switches: { near: { connects: ['client', 'far'] }, far: { connects: ['echo'] } },
    workloads: { w: { workload: 'requests', every: '100ms', timeout: '50ms' } },
    faults: { out: { fault: 'outage', target, at: '1s', duration: '1s' } },
    checks: { sound: { check: 'no-program-errors' } },
  });
  const out = report.runs[0]?.coverage[0];
  return { touched: out?.touched, note: out?.note };
}

describe('the outage of a domain', () => {
  it('counts the nodes and the switches that it takes out of service', async () => {
    expect(await told('pdu-1')).toEqual({ touched: 2, note: null });
    expect(await told('near')).toEqual({ touched: 1, note: null });
    expect(await told('r1')).toEqual({ touched: 1, note: null });
  });
});
