import { describe, expect, it } from 'vitest';
import { wan } from '../../../src/library/topologies/wan.ts';
import { built, diameter } from '../../support/topology-stage.ts';

const all = ['us-east', 'us-west', 'europe', 'asia', 'australia', 'south-america'];

describe('wan', () => {
  it('wires each site to each, both ways as far', () => {
    const { delays = [], switches } = built(wan, { sites: all });
    expect(diameter(built(wan, { sites: all }))).toBe(1);
    expect(switches).toHaveLength(6);
    expect(delays).toHaveLength(30);
    const between = new Map(delays.map(({ from, to, ns }) => [`${from} ${to}`, ns]));
    for (const { from, to, ns } of delays) expect(between.get(`${to} ${from}`)).toBe(ns);
  });

  it('takes no site faster by way of a third than light allows: no way round halves a distance', () => {
    const { delays = [] } = built(wan, { sites: all });
    const far = new Map(delays.map(({ from, to, ns }) => [`${from} ${to}`, ns]));
    for (const { from, to, ns } of delays) {
      for (const site of all.filter((other) => other !== from && other !== to)) {
        const round = (far.get(`${from} ${site}`) ?? 0) + (far.get(`${site} ${to}`) ?? 0);
        expect(round, `${from} ${site} ${to}`).toBeGreaterThan(0.8 * ns);
      }
    }
  });

  it('refuses a site twice, and none', () => {
    expect(wan.build({ sites: ['asia', 'asia'] })).toMatch(/twice/);
    expect(wan.build({ sites: [] })).toMatch(/at least one/);
  });
});
