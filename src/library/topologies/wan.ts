import { list, oneOf } from '../../base/schema.ts';
import { defineTopology } from './define.ts';

/** Regions of public clouds: Virginia, Oregon, Ireland, Tokyo, Sydney and São Paulo. */
const places = ['us-east', 'us-west', 'europe', 'asia', 'australia', 'south-america'] as const;
type Site = (typeof places)[number];

/** Round trips in ms. Those of the first four lines were measured by others, the rest are remembered. */
const roundTripsMs: readonly (readonly [Site, Site, number])[] = [
  ['us-east', 'us-west', 65],
  ['us-west', 'europe', 133],
  ['europe', 'australia', 268],
  ['south-america', 'australia', 315],
  ['us-east', 'europe', 75],
  ['us-east', 'asia', 157],
  ['us-east', 'australia', 200],
  ['us-east', 'south-america', 115],
  ['us-west', 'asia', 100],
  ['us-west', 'australia', 140],
  ['us-west', 'south-america', 175],
  ['europe', 'asia', 220],
  ['europe', 'south-america', 185],
  ['asia', 'australia', 105],
  ['asia', 'south-america', 260],
];

/** A quorum on three continents waits for light; nothing that one buys makes it faster. */
export const wan = defineTopology({
  name: 'wan',
  summary:
    'Sites on several continents, each wired to each, as far apart as regions of clouds are.',
  source:
    'Round trips between regions, halved: published measurements (Virginia to Oregon, and of HTTP calls with two round trips: Oregon to Ireland, Ireland to Sydney, São Paulo to Sydney), the others remembered.',
  params: { sites: list(oneOf(places), 'The sites, one router each.') },
  example: '{ topology: wan, connects: host, sites: [us-east, europe, asia, australia] }',
  build({ sites }) {
    if (sites.length === 0) return 'a WAN has at least one site';
    const twice = sites.find((site, at) => sites.indexOf(site) !== at);
    if (twice !== undefined) return `"${twice}" stands in \`sites\` twice`;
    const wires = roundTripsMs.filter(([a, b]) => sites.includes(a) && sites.includes(b));
    const switches = sites.map((name) => ({
      name,
      joins: wires.flatMap(([a, b]) => (a === name ? [b] : [])),
    }));
    const delays = wires.flatMap(([a, b, ms]) => [
      { from: a, to: b, ns: ms * 500_000 },
      { from: b, to: a, ns: ms * 500_000 },
    ]);
    return { switches, edge: sites, delays };
  },
});
