// A gate of a car park. There are several, and the cars inside are those of all of them: either one gate
// keeps the count for all, and the others ask it, or each counts for itself and tells the others.

import { ack, boolean, defineProgram, integer, refuse, request, text } from 'fault-sim';

export const carPark = defineProgram({
  name: 'car-park',
  summary: 'Lets cars in as long as there are spaces.',

  config: {
    spaces: integer('How many cars find room.').default(3),
    'one-counts': boolean(
      'One gate keeps the count for all; otherwise each keeps its own.',
    ).default(true),
  },

  messages: {
    enter: request({ plate: text() }, {}, { full: { spaces: integer() } }),
    leave: request({ plate: text() }),
    // From gate to gate: what another one has let in or out.
    moved: { plate: text(), inside: boolean() },
  },

  events: {
    'drove-in': { plate: text() },
    'drove-out': { plate: text() },
  },

  start(node, config) {
    const inside = node.state(new Set<string>());
    const [counting = node.id] = [node.id, ...node.peers].sort();
    const asks = config['one-counts'] && node.id !== counting;

    function move(plate: string, isInside: boolean): void {
      if (isInside) inside.add(plate);
      else inside.delete(plate);
      node.observe(isInside ? 'drove-in' : 'drove-out', { plate });
      if (config['one-counts']) return;
      for (const peer of node.peers) node.send(peer, 'moved', { plate, inside: isInside });
    }

    node.on('moved', (seen) => {
      if (seen.inside) inside.add(seen.plate);
      else inside.delete(seen.plate);
    });

    node.on('enter', async ({ plate }) => {
      if (asks) {
        const asked = await node.call(counting, 'enter', { plate }, { timeout: '50ms' });
        // A refusal is passed on, and so is it that nobody knows: the answer may have been lost.
        return asked.status === 'ok' ? ack : asked;
      }
      if (inside.has(plate)) return ack;
      if (inside.size >= config.spaces) return refuse('full', { spaces: config.spaces });
      move(plate, true);
      return ack;
    });

    node.on('leave', async ({ plate }) => {
      if (asks) {
        const asked = await node.call(counting, 'leave', { plate }, { timeout: '50ms' });
        return asked.status === 'ok' ? ack : asked;
      }
      if (inside.has(plate)) move(plate, false);
      return ack;
    });
  },
});
