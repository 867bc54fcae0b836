import type { Topology } from '../../src/library/topologies/define.ts';
import type { TopologyDefinition } from '../../src/library/topologies/define.ts';
import { openPort } from '../../src/world/queue/port-plan.ts';
import { listening, scripted } from './scripted-node.ts';
import { Stage } from './world-stage.ts';

/** `{"n":0}` and 40 bytes of headers: 1,000 of them in a second. */
const bitsPerSecond = 47 * 8 * 1000;

/** What a topology makes of its parameters. Throws with its words when it cannot be. */
export function built(definition: TopologyDefinition, params: object): Topology {
  const made = definition.build(params);
  if (typeof made === 'string') throw new Error(made);
  return made;
}

/** By switch: the switches that it is wired to. */
export function wiring({ switches }: Topology): ReadonlyMap<string, ReadonlySet<string>> {
  const wires = new Map(switches.map(({ name }) => [name, new Set<string>()]));
  for (const { name, joins } of switches) {
    for (const other of joins) {
      wires.get(name)?.add(other);
      wires.get(other)?.add(name);
    }
  }
  return wires;
}

/** The most hops between two switches. */
export function diameter(topology: Topology): number {
  const wires = wiring(topology);
  const farthest = [...wires.keys()].map((start) => {
    const seen = new Map([[start, 0]]);
    for (const [name, hops] of seen) {
      for (const next of wires.get(name) ?? []) if (!seen.has(next)) seen.set(next, hops + 1);
    }
    return seen.size < wires.size ? Infinity : Math.max(...seen.values());
  });
  return Math.max(...farthest);
}

/**
 * The share that arrives when each of so many hosts sends to the one half way round, as fast as its
 * own wire carries: all wires have the same rate. `broken` switches pass nothing from 0.1 s on, and
 * routes avoid them from 0.15 s on.
 */
export async function acrossShare(
  topology: Topology,
  hosts: number,
  broken: readonly string[] = [],
): Promise<number> {
  const { switches, edge } = topology;
  const ids = Array.from({ length: hosts }, (_, n) => `h-${n}`);
  const program = (place: number) =>
    scripted((node) => {
      listening(node);
      const to = ids[(place + hosts / 2) % hosts] as string;
      node.every('1ms', () => node.send(to, 'tell', { n: 0 }));
    });
  const taken = (name: string): readonly string[] =>
    ids.filter((_, place) => edge[Math.floor((place * edge.length) / hosts)] === name);
  const stage = new Stage({
    nodes: Object.fromEntries(ids.map((id, n) => [id, { program: program(n) }])),
    switches: Object.fromEntries(
      switches.map(({ name, joins }) => [name, [...taken(name), ...joins]]),
    ),
    hop: () => ({
      latency: { kind: 'constant', ns: 1000 },
      port: { ...openPort, rate: { bitsPerSecond, bucketBytes: 0 } },
    }),
    untilMs: 1000,
  });
  const { world } = stage;
  for (const name of broken) {
    const others = [...(wiring(topology).get(name) ?? [])].map((other) => world.indexOf(other));
    const own = [world.indexOf(name)];
    stage.between(100, 1000, () => world.verbs.withdraw(own, others, 50e6));
    stage.between(100, 1000, () => world.verbs.withdraw(others, own, 50e6));
  }
  await stage.play();
  const arrived = stage.events().filter(({ type, at }) => type === 'delivered' && at >= 500e6);
  return arrived.length / (hosts * 500);
}
