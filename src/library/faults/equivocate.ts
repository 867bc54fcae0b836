import { list, text, value } from '../../base/schema.ts';
import { defineFault } from './define.ts';

/**
 * The traitor of Lamport, Shostak and Pease (1982): one message, and another value for each receiver.
 * Receivers are counted among the members of the sender's program, in natural order, so that each of
 * them is told the same in every message.
 */
export const equivocate = defineFault({
  name: 'equivocate',
  summary: 'A node tells each of the others something else in one field of its messages.',
  chapter: 'Byzantine Faults',
  targets: 'nodes',
  actsOnMessages: true,
  needs: { failures: 'byzantine' },
  weaker: ['withhold'],
  speaksOf: 'field',
  params: {
    field: text('The declared field that it lies about. Messages without it are left alone.'),
    say: list(
      value(),
      'What it says there: to the first of the other members the first, and so on, in turn.',
    ),
  },
  example:
    '{ fault: equivocate, target: member-1, match: { message: beat }, field: timestamp, say: [7, 9], at: 5s, duration: 10s }',
  begin(world, targets, { field, say }) {
    const places = new Map(
      targets.map((liar) => {
        const members = world.membersOf(liar);
        const receivers = members.length > 1 ? members : world.nodes;
        return [liar, receivers.filter((node) => node !== liar)] as const;
      }),
    );
    return world.rule({ from: targets, kind: '*' }, (packet) => {
      const place = places.get(packet.from)?.indexOf(packet.to) ?? -1;
      if (place < 0) return 'pass';
      const body = world.told(packet, field, say[place % say.length] ?? null);
      return body === null ? 'pass' : { body };
    });
  },
});
