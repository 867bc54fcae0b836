import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../src/world/program/node.ts';
import { scripted } from '../../support/scripted-node.ts';
import type { TalkNode } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';

/** Why the program of a node that does this has crashed. */
async function crashOf(act: (node: TalkNode) => unknown): Promise<string> {
  const program = scripted((node) => {
    if (node.id === 'a') node.after('10ms', () => act(node) as Promise<void>);
    else node.listen(() => undefined);
  });
  const stage = new Stage({ nodes: { a: { program }, b: { program } }, untilMs: 100 });
  await stage.play();
  const crash = stage.events().find(({ type }) => type === 'crashed');
  return (crash?.data as { readonly why?: string } | undefined)?.why ?? '';
}

/** What a program does with a connection once it has it. */
const connected =
  (act: (connection: Connection) => unknown) =>
  async (node: TalkNode): Promise<void> => {
    const opened = await node.connect('b', { timeout: '50ms' });
    if (opened.status === 'ok') act(opened.value);
  };

describe('what the verbs of a node are given', () => {
  it('is a function where one is called later, and told so at once', async () => {
    const none = 5 as never;
    const rows: readonly (readonly [verb: string, act: (node: TalkNode) => unknown])[] = [
      ['on', (node) => node.on('ask', none)],
      ['after', (node) => node.after('1ms', none)],
      ['every', (node) => node.every('1ms', none)],
      ['task', (node) => node.task(none)],
      ['listen', (node) => node.listen(none)],
      ['done', (node) => node.sleep('1ms').done(none)],
      ['on', connected((connection) => connection.on('tell' as never, none))],
      ['closed', connected((connection) => connection.closed(none))],
    ];
    for (const [verb, act] of rows) expect(await crashOf(act)).toBe(`${verb}: 5 is no function`);
  });

  it('is a message that the program declares, on a connection too', async () => {
    const act = connected((connection) => connection.on('shout' as never, () => undefined));
    expect(await crashOf(act)).toBe('scripted declares no message called shout');
  });

  it('is a node that there is', async () => {
    const nobody = undefined as never;
    expect(await crashOf((node) => node.send(nobody, 'tell', { n: 1 }))).toBe(
      'there is no node called undefined',
    );
    expect(await crashOf((node) => node.labels('z'))).toBe('there is no node called z');
    expect(await crashOf((node) => node.labels('b'))).toBe('');
  });

  it('is the one that takes connections, and no second', async () => {
    const twice = (node: TalkNode): void => {
      for (let n = 0; n < 2; n += 1) node.listen(() => undefined);
    };
    expect(await crashOf(twice)).toBe('listen: connections have somebody who takes them already');
  });

  it('is a text where people read it', async () => {
    expect(await crashOf((node) => node.log(undefined as never))).toBe('log: undefined is no text');
  });
});
