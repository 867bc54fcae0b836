import { describe, expect, it } from 'vitest';
import { scripted } from '../../support/scripted-node.ts';
import type { TalkNode } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';

/** Why the program of a node that does this has crashed. */
async function crashOf(act: (node: TalkNode) => unknown): Promise<string> {
  const program = scripted((node) => {
    node.on('ask', ({ n }) => ({ n }));
    if (node.id === 'a') node.after('10ms', () => void act(node));
  });
  const stage = new Stage({ nodes: { a: { program }, b: { program } }, untilMs: 100 });
  await stage.play();
  const crash = stage.events().find(({ type }) => type === 'crashed');
  return (crash?.data as { readonly why?: string } | undefined)?.why ?? '';
}

describe('the options of a verb that waits for others', () => {
  it('are there, and are those that there are', async () => {
    const ask =
      (options: unknown) =>
      (node: TalkNode): unknown =>
        node.call('b', 'ask', { n: 1 }, options as never);
    const rows: readonly (readonly [act: (node: TalkNode) => unknown, told: string])[] = [
      [ask(undefined), 'call: the options are undefined; { timeout } is wanted'],
      [ask('1s'), 'the options are "1s"; { timeout } is wanted'],
      [ask({ timeout: '1s', via: 'udp' }), `via is "udp"; it is 'connection' or 'datagram'`],
      [ask({ timeout: '1s', vai: 'datagram' }), 'there is no option vai, did you mean via?'],
      [ask({ timeout: '1s', until: {} }), 'until is an object; what `node.abort()` gave is wanted'],
      [(node) => node.connect('b', undefined as never), 'connect: the options are undefined; { '],
      [
        (node) => node.quorum(['b'], 'ask', { n: 1 }, undefined as never),
        'quorum: the options are undefined',
      ],
    ];
    for (const [act, told] of rows) expect(await crashOf(act)).toContain(told);
    expect(await crashOf(ask({ timeout: '1s', via: 'datagram', until: undefined }))).toBe('');
  });
});

describe('the first of several', () => {
  it('is one of what the engine brings', async () => {
    expect(await crashOf((node) => node.first([Promise.resolve(1)] as never))).toContain(
      'first: waits[0] is an instance of Promise; what a call, a sleep or another verb of the node gave is wanted',
    );
    expect(await crashOf((node) => node.first(node.sleep('1ms') as never))).toContain(
      'first: it is given an instance of EnginePending; a list is wanted',
    );
    expect(await crashOf((node) => node.first([]))).toContain(
      'first: it is given an empty list, of which none comes',
    );
    expect(await crashOf((node) => node.first([node.sleep('1ms')]))).toBe('');
  });
});
