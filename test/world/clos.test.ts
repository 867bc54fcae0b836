import { describe, expect, it } from 'vitest';
import { openPort } from '../../src/world/queue/port-plan.ts';
import { listening, scripted } from '../support/scripted-node.ts';
import { Stage } from '../support/world-stage.ts';

const [leaves, perLeaf, spines] = [4, 4, 4];
const hosts = Array.from({ length: leaves * perLeaf }, (_, n) => `h-${n}`);
const leafNames = Array.from({ length: leaves }, (_, n) => `leaf-${n}`);
/** `{"n":0}` and 40 bytes of headers: 1,000 of them in a second. */
const bitsPerSecond = 47 * 8 * 1000;

/**
 * A folded Clos network of two stages: each leaf has hosts below it and every spine above it, all by
 * wires of one rate. Every host sends to the one half way round, as fast as its own wire allows.
 */
function clos(withSpines: number): Stage {
  const half = hosts.length / 2;
  const program = (place: number) =>
    scripted((node) => {
      listening(node);
      const to = hosts[(place + half) % hosts.length] as string;
      node.every('1ms', () => node.send(to, 'tell', { n: 0 }));
    });
  const leafSwitches = leafNames.map((leaf, n) => [
    leaf,
    hosts.slice(n * perLeaf, (n + 1) * perLeaf),
  ]);
  const spineSwitches = Array.from({ length: withSpines }, (_, n) => [`spine-${n}`, leafNames]);
  return new Stage({
    nodes: Object.fromEntries(hosts.map((host, n) => [host, { program: program(n) }])),
    switches: Object.fromEntries([...leafSwitches, ...spineSwitches]),
    hop: () => ({
      latency: { kind: 'constant', ns: 1000 },
      port: { ...openPort, rate: { bitsPerSecond, bucketBytes: 0 } },
    }),
    untilMs: 1000,
  });
}

async function arrived(stage: Stage): Promise<number> {
  await stage.play();
  return stage.events().filter(({ type, at }) => type === 'delivered' && at >= 500e6).length;
}

describe('a Clos network', () => {
  it('has its full bisection: all that hosts can send across arrives', async () => {
    // 16 hosts, 1,000 a second each, half a second.
    expect(Math.abs((await arrived(clos(spines))) / 8000 - 1)).toBeLessThan(0.005);
  });

  it('has with half of its spines half of that', async () => {
    expect(Math.abs((await arrived(clos(spines / 2))) / 4000 - 1)).toBeLessThan(0.005);
  });

  it('survives the loss of a spine, with what the others carry', async () => {
    const stage = clos(spines);
    const spine = stage.world.indexOf('spine-0');
    const ends = leafNames.map((leaf) => stage.world.indexOf(leaf));
    stage.between(100, 1000, () => stage.world.verbs.withdraw([spine], ends, 50e6));
    stage.between(100, 1000, () => stage.world.verbs.withdraw(ends, [spine], 50e6));
    // Three spines for four hosts of a leaf: two of them share one.
    const share = (await arrived(stage)) / 8000;
    expect(share).toBeGreaterThan(0.74);
    expect(share).toBeLessThan(0.76);
  });
});
