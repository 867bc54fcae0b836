import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { describeFields } from '../../../../src/base/schema/fields.ts';
import { faults } from '../../../../src/library/faults/index.ts';
import { fault, FaultStage, second, where, type Written } from '../fault-stage.ts';

/** Faults on messages that travel as datagrams; what breaks connections is told where its story is. */
const onMessages = faults.items.filter(
  ({ name, actsOnMessages, targets }) => actsOnMessages && targets === 'links' && name !== 'reset',
);

describe.each(onMessages.map((one) => [one.name, one] as const))('%s', (_, definition) => {
  const written = parse(definition.example ?? '');
  const own = Object.keys(describeFields(definition.params).fields ?? {});
  const params = Object.fromEntries(
    own.flatMap((key) => (key in written ? [[key, written[key]]] : [])),
  );

  /** How many messages it touched in a second in which n1 and n3 send ten pings each to both others. */
  function touched(match: NonNullable<Written['match']>, target: string): number {
    const one = fault('a', { definition, target, params, match, durationNs: second });
    return (
      new FaultStage([one], { durationNs: 4 * second }).play().schedule.reports()[0]?.touched ?? -1
    );
  }

  it('takes messages by kind, field, number and link', () => {
    expect(touched({ message: 'ping' }, 'n1 -> n2')).toBe(10);
    expect(touched({ message: 'p*' }, 'n1 -> n2, n3')).toBe(20);
    expect(touched({ message: 'echo' }, 'n1 -> n2')).toBe(0);
    expect(touched({ message: 'ping', where: where('n = 12') }, 'n1 -> n2')).toBe(1);
    expect(touched({ message: 'ping', nth: { first: 2, last: 4 } }, 'n1 -> n2, n3')).toBe(3);
    expect(
      touched({ message: 'ping', nth: { first: 3, last: 3 }, per: 'link' }, 'n1 -> n2, n3'),
    ).toBe(2);
    expect(
      touched({ message: 'ping', nth: { first: 3, last: 3 }, per: 'node' }, 'n1, n3 -> n2'),
    ).toBe(2);
  });
});
