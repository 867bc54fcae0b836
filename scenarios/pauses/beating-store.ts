// A store that says again and again that it lives, and a watcher who believes it as long as it does. On
// which thread of the store that is said, and what it takes to say it, is a decision.

import {
  ack,
  defineProgram,
  duration,
  node as nodeId,
  type NodeId,
  oneOf,
  request,
  text,
} from 'fault-sim';

export const beatingStore = defineProgram({
  name: 'beating-store',
  summary: 'Stores values on its disk, and lets a watcher hear that it lives; or is that watcher.',
  config: {
    watcher: nodeId('Who listens. This node itself is the watcher if it is named here.'),
    heartbeat: oneOf(
      ['same-thread', 'own-thread', 'own-thread-if-work-goes-on'],
      'Who beats: the thread that also waits for the disk, one of its own, or one of its own that looks whether the other comes on.',
    ).default('own-thread'),
    every: duration('From one beat to the next.').default('200ms'),
    patience: duration('Silence after which the watcher holds it for dead.').default('1s'),
    stuck: duration('A write that takes longer than this is a sign that no work goes on.').default(
      '3s',
    ),
  },
  messages: {
    write: request({ key: text(), value: text() }, {}),
    beat: {},
  },
  events: { suspected: { peer: nodeId() }, trusted: { peer: nodeId() } },
  // One thread: while it waits for the disk it does nothing else, neither requests nor timers.
  handlers: 'one-at-a-time',

  start(node, { watcher, heartbeat, every, patience, stuck }) {
    if (node.id === watcher) {
      const suspects = new Set<NodeId>();
      const silences = new Map(
        node.peers.map((peer) => [
          peer,
          node.after(patience, () => {
            suspects.add(peer);
            node.observe('suspected', { peer });
          }),
        ]),
      );
      node.on('beat', (_body, from) => {
        silences.get(from)?.reset();
        if (suspects.delete(from)) node.observe('trusted', { peer: from });
      });
      return;
    }

    /** When the write began that is under way, on the monotonic clock. */
    let since: number | null = null;
    node.on('write', async ({ key, value }) => {
      since = node.clock.monotonic();
      node.disk.write(key, value);
      await node.disk.sync(key);
      since = null;
      return ack;
    });

    const beat = (): void => node.send(watcher, 'beat', {});
    if (heartbeat === 'same-thread') {
      node.every(every, beat);
      return;
    }
    // A loop of its own is not held up by what the other thread waits for.
    node.task(async () => {
      for (;;) {
        await node.sleep(every);
        const works = since === null || node.clock.monotonic() - since < stuck;
        if (heartbeat === 'own-thread' || works) beat();
      }
    });
  },
});

export default beatingStore;
