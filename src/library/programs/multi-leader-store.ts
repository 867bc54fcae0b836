import { compareText } from '../../base/order.ts';
import { duration, integer, list, map, object, oneOf, text, wallTime } from '../../base/schema.ts';
import type { WallTime } from '../../base/units.ts';
import { defineProgram } from '../../world/program/program.ts';
import { ack, protocol, request } from '../../world/program/protocol.ts';

const messages = protocol({
  write: request({ key: text(), value: text() }),
  read: request({ key: text() }, { value: list(text()) }),
  offer: {
    versions: map(
      list(object({ value: text(), writtenAt: wallTime(), by: text(), saw: map(integer()) })),
    ),
  },
});

/** A value that was written, when by whose clock, and how many writes of each node it has seen. */
interface Version {
  readonly [field: string]: string | number | { readonly [node: string]: number };
  readonly value: string;
  readonly writtenAt: WallTime;
  readonly by: string;
  readonly saw: { readonly [node: string]: number };
}

/** How many writes of each node some versions have seen together. */
function seenBy(versions: readonly Version[]): { [node: string]: number } {
  const seen: { [node: string]: number } = {};
  for (const { saw } of versions) {
    for (const [node, count] of Object.entries(saw)) seen[node] = Math.max(seen[node] ?? 0, count);
  }
  return seen;
}

type Rule = (versions: readonly Version[]) => readonly Version[];

/** Whether one was written by somebody who had seen the other; of two copies, by the first. */
function replaces(one: Version, other: Version): boolean {
  return Object.entries(other.saw).every(([node, count]) => (one.saw[node] ?? 0) >= count);
}

/** Keeps each version that no other one has seen. */
const unseen: Rule = (versions) =>
  versions.filter(
    (version, at) =>
      !versions.some(
        (other, place) =>
          place !== at && replaces(other, version) && (!replaces(version, other) || place < at),
      ),
  );

/** Keeps the version with the latest time; of two at one time, the one of the later name. */
const latest: Rule = (versions) =>
  versions.length === 0
    ? []
    : [
        versions.reduce((a, b) =>
          b.writtenAt > a.writtenAt || (b.writtenAt === a.writtenAt && b.by > a.by) ? b : a,
        ),
      ];

/**
 * Every node takes writes and tells one other of them now and then. With version vectors (Parker and
 * others, "Detection of mutual inconsistency in distributed systems", 1983) a write replaces what its
 * node has seen, and what was written elsewhere meanwhile stands beside it. By timestamps one of the
 * two is dropped without a word: the one whose clock was behind, be it the later by an hour.
 */
export const multiLeaderStore = defineProgram({
  name: 'multi-leader-store',
  summary: 'Registers that every node may write, and that nodes bring into line by gossip.',
  config: {
    conflicts: oneOf(
      ['version-vectors', 'last-write-wins'],
      'Keep all values of which none was written in the knowledge of the other, or only the one with the latest time of day.',
    ).default('version-vectors'),
    gossip: duration('Time from one exchange with another node to the next.').default('200ms'),
  },
  messages,

  start(node, { conflicts, gossip }) {
    const kept = conflicts === 'version-vectors' ? unseen : latest;
    const saved = node.disk.read<{ [key: string]: readonly Version[] }>('versions', {});
    const store = node.state(new Map(Object.entries(saved)));
    let writes = node.disk.read('writes', 0);

    function merge(key: string, versions: readonly Version[]): void {
      const left = kept([...(store.get(key) ?? []), ...versions]);
      // In whatever order they came: nodes that know the same show the same.
      store.set(
        key,
        left.toSorted((a, b) => compareText(a.by, b.by)),
      );
      node.disk.write('versions', Object.fromEntries(store));
    }

    node.on('write', async ({ key, value }) => {
      writes += 1;
      const count = writes;
      // A number that is given twice would make one write seem to have seen the other.
      node.disk.write('writes', count);
      await node.disk.sync('writes');
      const saw = seenBy(store.get(key) ?? []);
      saw[node.id] = count;
      merge(key, [{ value, writtenAt: node.clock.wall(), by: `${node.id} ${count}`, saw }]);
      await node.disk.sync('versions');
      return ack;
    });

    node.on('read', ({ key }) => ({ value: (store.get(key) ?? []).map(({ value }) => value) }));

    node.on('offer', ({ versions }) => {
      for (const [key, theirs] of Object.entries(versions)) merge(key, theirs);
    });

    node.every(gossip, () => {
      const versions = Object.fromEntries(store);
      if (node.peers.length > 0) node.send(node.random.pick(node.peers), 'offer', { versions });
    });
  },
});
