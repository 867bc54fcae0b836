import { ack, defineProgram, integer, list, node as nodeId, oneOf, request, text } from 'fault-sim';

/** When something happened: a time of day, in a hybrid clock with a counter beside it. */
type Stamp = readonly number[];

/** The earlier stamp first; of two alike the name of the node decides. */
function isLater(one: Stamp, by: string, than: Stamp, other: string): boolean {
  const place = one.findIndex((part, at) => part !== than[at]);
  return place < 0 ? by > other : one[place] > than[place];
}

export const stampedRegister = defineProgram({
  name: 'stamped-register',
  summary: 'Registers that every node may write; the write with the latest stamp wins.',
  config: {
    stamps: oneOf(
      ['time-of-day', 'hybrid'],
      'What a write is stamped with: the clock of its node, or a hybrid clock that is never behind what it has heard (Kulkarni and others, 2014).',
    ).default('time-of-day'),
  },
  messages: {
    write: request({ key: text(), value: text() }),
    read: request({ key: text() }, { value: text() }),
    copy: { key: text(), value: text(), stamp: list(integer()), by: nodeId() },
  },
  events: {
    'stamp-sent': { message: text(), timestamp: list(integer()) },
    'stamp-heard': { message: text(), timestamp: list(integer()) },
    copied: { key: text(), value: text() },
    dropped: { key: text(), value: text() },
  },

  start(node, { stamps }) {
    const cells = new Map<
      string,
      { readonly value: string; readonly stamp: Stamp; readonly by: string }
    >();
    let time = 0;
    let count = 0;

    /** The next stamp, later than all that this node has given or heard. */
    const tick = (heard: Stamp): Stamp => {
      const wall = node.clock.wall();
      if (stamps === 'time-of-day') return [wall];
      const [heardTime = 0, heardCount = 0] = heard;
      const latest = Math.max(time, heardTime, wall);
      const counts = [latest === time ? count + 1 : 0, latest === heardTime ? heardCount + 1 : 0];
      time = latest;
      count = Math.max(...counts);
      return [time, count];
    };

    const merge = (key: string, value: string, stamp: Stamp, by: string): void => {
      const mine = cells.get(key);
      const wins = mine === undefined || isLater(stamp, by, mine.stamp, mine.by);
      if (wins) cells.set(key, { value, stamp, by });
      node.observe(wins ? 'copied' : 'dropped', { key, value });
    };

    node.on('write', ({ key, value }) => {
      const stamp = tick([]);
      node.observe('stamp-sent', { message: `${key} = ${value}`, timestamp: stamp });
      merge(key, value, stamp, node.id);
      node.send(node.peers, 'copy', { key, value, stamp, by: node.id });
      return ack;
    });
    node.on('copy', ({ key, value, stamp, by }) => {
      node.observe('stamp-heard', { message: `${key} = ${value}`, timestamp: tick(stamp) });
      merge(key, value, stamp, by);
    });
    node.on('read', ({ key }) => ({ value: cells.get(key)?.value ?? '' }));
  },
});
