import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DomainPlan, Domains } from '../../src/world/domains.ts';

const plan = (name: string, kind: string, ...parents: (readonly string[])[]): DomainPlan => ({
  name,
  kind,
  parents,
});

/** A site with two PDUs, two switches, and three racks; node 0 in the first, and so on. */
const site = (): Domains =>
  new Domains(
    [
      plan('east', 'dc'),
      plan('pdu-1', 'pdu', ['east']),
      plan('pdu-2', 'pdu', ['east']),
      plan('agg-1', 'switch', ['pdu-1']),
      plan('agg-2', 'switch', ['pdu-2']),
      plan('r1', 'rack', ['pdu-1'], ['agg-1']),
      plan('r2', 'rack', ['pdu-1', 'pdu-2'], ['agg-1', 'agg-2']),
      plan('r3', 'rack', ['pdu-2'], ['agg-2']),
      plan('v2', 'version'),
    ],
    [['r1'], ['r2'], ['r3', 'v2'], []],
  );

const all = [0, 1, 2, 3];
const words = (domains: Domains): string[] =>
  domains.lost(all).map(({ power, process, network }) => {
    return [power ? 'power' : '', process ? 'process' : '', network ? 'network' : '']
      .filter((word) => word !== '')
      .join('+');
  });

describe('failure domains', () => {
  it('share the fate of what they stand in', () => {
    const domains = site();
    domains.fail('east');
    expect(words(domains)).toEqual(['power+network', 'power+network', 'power+network', '']);
  });

  it('stay up when one of two keeps them up', () => {
    const domains = site();
    const repair = domains.fail('pdu-1');
    // The switch of r1 is without power as well; r2 has another of each.
    expect(words(domains)).toEqual(['power+network', '', '', '']);
    domains.fail('pdu-2');
    expect(words(domains)).toEqual(['power+network', 'power+network', 'power+network', '']);
    repair();
    expect(words(domains)).toEqual(['', '', 'power+network', '']);
  });

  it('lose the network with a switch, and processes with a version', () => {
    const domains = site();
    domains.fail('agg-1');
    domains.fail('v2');
    expect(words(domains)).toEqual(['network', '', 'process', '']);
  });

  it('are repaired as often as they have failed, each once', () => {
    const domains = site();
    const repairs = [domains.fail('r1'), domains.fail('r1')];
    repairs[0]?.();
    repairs[0]?.();
    expect(words(domains)).toEqual(['power', '', '', '']);
    repairs[1]?.();
    expect(words(domains)).toEqual(['', '', '', '']);
  });

  it('know who is in them', () => {
    const domains = site();
    expect(domains.inside('pdu-1')).toEqual([0, 1]);
    expect(domains.inside('agg-2')).toEqual([1, 2]);
    expect(domains.placesIn(['pdu-2'])).toEqual(['r3']);
    expect(domains.placesIn(['pdu-1', 'pdu-2'])).toEqual(['r1', 'r2', 'r3']);
  });

  it('tell which are out of service, in natural order, and what hangs on one', () => {
    const domains = site();
    expect(domains.placesIn(['r1', 'v2'])).toEqual(['r1', 'v2']);
    expect(domains.within(['pdu-1'])).toEqual(['pdu-1', 'agg-1', 'r1', 'r2']);
    domains.fail('pdu-1');
    expect(domains.off(['r1', 'r2', 'agg-1', 'pdu-1'])).toEqual(['r1', 'agg-1', 'pdu-1']);
    const racks = new Domains(
      [plan('east', 'dc'), plan('r10', 'rack', ['east']), plan('r9', 'rack', ['east'])],
      [['r10'], ['r9']],
    );
    expect(racks.placesIn(['east'])).toEqual(['r9', 'r10']);
  });

  it('are a function of the set of what has failed, in any order', () => {
    const names = ['east', 'pdu-1', 'pdu-2', 'agg-1', 'agg-2', 'r1', 'r2', 'r3', 'v2'];
    fc.assert(
      fc.property(fc.shuffledSubarray(names), fc.shuffledSubarray(names), (failing, repaired) => {
        const domains = site();
        const undos = new Map(failing.map((name) => [name, domains.fail(name)]));
        for (const name of repaired) undos.get(name)?.();
        const left = new Set(failing.filter((name) => !repaired.includes(name)));
        expect(domains.lost(all)).toEqual(site().lostWith(all, left));
      }),
      { seed: 20_08, numRuns: 300 },
    );
  });
});
