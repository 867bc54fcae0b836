import { describe, expect, it } from 'vitest';
import { text } from '../../../src/base/schema.ts';
import { defineProgram } from '../../../src/world/program/program.ts';
import { protocol } from '../../../src/world/program/protocol.ts';
import { scripted } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';

/** Tells everybody something under a name that `scripted` has too, with another body. */
const stranger = defineProgram({
  name: 'stranger',
  summary: 'Means something else by `tell`.',
  messages: protocol({ tell: { who: text(), n: text() } }),
  start(node) {
    node.on('tell', () => undefined);
    node.every('10ms', () => node.send(['a', 'c'], 'tell', { who: node.id, n: 'many' }));
  },
});

describe('a kind that two programs declare', () => {
  it('shows in the rows what each of them sent', async () => {
    const regular = scripted((node) => {
      node.on('tell', () => undefined);
      node.every('10ms', () => node.send(['b', 'b'], 'tell', { n: 7 }));
    });
    const nodes = {
      a: { program: regular },
      b: { program: stranger },
      c: { program: regular },
    };
    const events = (await new Stage({ nodes, untilMs: 25 }).play()).events();
    const bodies = events.flatMap(({ type, node, data }) =>
      type === 'sent' ? [[node, (data as { readonly body: unknown }).body]] : [],
    );
    expect(new Set(bodies.map((body) => JSON.stringify(body)))).toEqual(
      new Set(['["a",{"n":7}]', '["b",{"who":"b","n":"many"}]', '["c",{"n":7}]']),
    );
    // Two others, at 10 and 20 ms.
    expect(bodies).toHaveLength(12);
  });
});

describe('what a call adds to the rows of its messages', () => {
  it('is which request it was, and how it was refused', async () => {
    const nodes = {
      a: {
        program: scripted((node) => {
          node.call('b', 'ask', { n: 1 }, { timeout: '1s' }).done(() => undefined);
        }),
      },
      b: {
        program: scripted((node) =>
          node.on('ask', ({ n }) => ({ status: 'fail', error: 'full', detail: { n: n + 1 } })),
        ),
      },
    };
    const events = (await new Stage({ nodes, untilMs: 25 }).play()).events();
    const told = events.flatMap(({ type, name, data }) =>
      type === 'delivered' ? [{ name, data }] : [],
    );
    expect(told).toMatchObject([
      { name: 'ask', data: { body: { n: 1 } } },
      { name: 'ask-reply', data: { status: 'fail', error: 'full', body: { n: 2 } } },
    ]);
  });
});
