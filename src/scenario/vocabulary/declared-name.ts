import { type AnyRequest, isRequest } from '../../world/program/protocol.ts';
import type { ProgramContents } from '../../world/program/program.ts';
import { engineEventFields } from './engine-events.ts';
import { spellingProblem } from './name.ts';

/** One name in a program's table of contents, and what it names. */
interface DeclaredName {
  readonly name: string;
  readonly what: string;
}

const named = (what: string, table: object): readonly DeclaredName[] =>
  Object.keys(table).map((name) => ({ name, what }));

/** The fields that each entry of a table has: bodies, events, refusals. */
const fieldsIn = (what: string, tables: { readonly [name: string]: object }) =>
  Object.entries(tables).flatMap(([owner, fields]) => named(`field of ${what} ${owner}`, fields));

function namesOfRequest(kind: string, { body, reply, refusals }: AnyRequest) {
  return [
    ...named(`field of the message ${kind}`, body as object),
    ...named(`field of the reply to ${kind}`, reply as object),
    ...named(`refusal of ${kind}`, refusals as object),
    ...fieldsIn('the refusal', refusals as { readonly [code: string]: object }),
  ];
}

function namesIn(contents: ProgramContents): readonly DeclaredName[] {
  const { config, messages, events, points, roles, lies } = contents;
  return [
    ...named('key of `config`', config),
    ...named('message', messages),
    ...Object.entries(messages).flatMap(([kind, declared]) =>
      isRequest(declared)
        ? namesOfRequest(kind, declared)
        : named(`field of the message ${kind}`, declared),
    ),
    ...named('event', events),
    ...fieldsIn('the event', events),
    ...points.map((name) => ({ name, what: 'point' })),
    ...named('role', roles),
    ...named('lie', lies),
  ];
}

/**
 * Why scenarios could not name something that a program declares, with what to call it instead;
 * null when they can name all of it. They would take a dot for a step of a path, and `*` for a glob.
 */
export function declaredNameProblem(
  contents: ProgramContents,
): { readonly message: string; readonly instead: string | null } | null {
  for (const { name, what } of namesIn(contents)) {
    const problem = spellingProblem(name);
    if (problem !== null)
      return { message: `${what} "${name}": ${problem.message}`, instead: problem.suggestion };
    if (what === 'event' && engineEventFields.has(name))
      return {
        message: `event "${name}": the engine itself reports events of this name`,
        instead: null,
      };
  }
  return null;
}
