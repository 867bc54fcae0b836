import { integer, text } from '../../src/base/schema.ts';
import type { Node } from '../../src/world/program/node.ts';
import { defineProgram } from '../../src/world/program/program.ts';
import type { Program } from '../../src/world/program/program.ts';
import { protocol, request } from '../../src/world/program/protocol.ts';

/** What the nodes of a story say to each other. */
export const talk = protocol({
  tell: { n: integer() },
  ask: request({ n: integer() }, { n: integer() }, { full: { n: integer() }, closed: {} }),
  poke: request({}),
});

const events = { got: { what: text(), n: integer() } };

export type TalkNode = Node<typeof talk, typeof events, 'here'>;

/** A program of one story: its `start` is written where the story is. */
export function scripted(
  start: (node: TalkNode) => void | Promise<void>,
  handlers: 'interleaved' | 'one-at-a-time' = 'interleaved',
): Program {
  return defineProgram({
    name: 'scripted',
    summary: 'Does what a story says.',
    messages: talk,
    events,
    points: ['here'],
    handlers,
    start: (node) => start(node),
  });
}

/** Observes an outcome as `status error`, with the number that an answer or refusal carries. */
export function told(node: TalkNode, outcome: unknown): void {
  const { status, error, value, detail } = outcome as {
    readonly status: string;
    readonly error?: string;
    readonly value?: { readonly n?: number };
    readonly detail?: { readonly n?: number };
  };
  const what = error === undefined ? status : `${status} ${error}`;
  node.observe('got', { what, n: value?.n ?? detail?.n ?? 0 });
}

/** Observes each `tell` it hears, with the number in it. */
export function listening(node: TalkNode): void {
  node.on('tell', ({ n }) => node.observe('got', { what: 'tell', n }));
}
