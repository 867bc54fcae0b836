// Mutual exclusion without anybody in charge: whoever wants to go in asks all others, and goes in when all
// have agreed. Of two who ask at once the earlier stamp goes first (Ricart & Agrawala, CACM 1981).

import { boolean, defineProgram, duration, integer } from 'fault-sim';
import type { NodeId } from 'fault-sim';

export const turnTaker = defineProgram({
  name: 'turn-taker',
  summary: 'Goes in when all others have agreed.',

  config: {
    wants: duration('When it wants to go in; without it never.').optional(),
    stays: duration('How long it stays inside.').default('10ms'),
    stamp: integer('What its clock has counted to before.').default(0),
    listens: boolean('It sets its clock by the stamps that it hears of, as Lamport said.').default(
      true,
    ),
  },

  messages: { ask: { stamp: integer() }, agree: {} },
  events: { acquired: { stamp: integer() }, released: {} },

  start(node, { wants, stays, stamp, listens }) {
    let clock = stamp;
    let mine: number | null = null;
    let agreed = 0;
    let waiting: NodeId[] = [];

    node.on('ask', ({ stamp: theirs }, from) => {
      if (listens) clock = Math.max(clock, theirs);
      const goesFirst = mine !== null && (mine < theirs || (mine === theirs && node.id < from));
      if (goesFirst) waiting.push(from);
      else node.send(from, 'agree', {});
    });

    node.on('agree', () => {
      agreed += 1;
      if (mine === null || agreed < node.peers.length) return;
      node.observe('acquired', { stamp: mine });
      node.after(stays, () => {
        node.observe('released', {});
        mine = null;
        node.send(waiting, 'agree', {});
        waiting = [];
      });
    });

    if (wants === undefined) return;
    node.after(wants, () => {
      clock += 1;
      mine = clock;
      agreed = 0;
      node.send(node.peers, 'ask', { stamp: mine });
    });
  },
});
