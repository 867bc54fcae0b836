import { fingerprintValue } from '../../base/schema/copier.ts';
import type { Value } from '../../base/units.ts';
import type { DeclaredAnswer } from '../message/kind.ts';
import type { ReplyStatus } from '../ports.ts';
import { ack } from '../program/protocol.ts';

/** An answer ready to travel; its fingerprint is left in `fingerprint`. */
export interface ShapedAnswer {
  readonly status: ReplyStatus;
  readonly error: string | null;
  readonly body: Value;
}

/**
 * Turns what a handler returned into what travels: a reply by its declared shape, a refusal by its
 * own, a doubt as a doubt. Throws TypeError for anything else, above all for a forgotten answer.
 */
export function answerShape(declared: DeclaredAnswer, answer: unknown, kind: string): ShapedAnswer {
  if (answer === ack) return { status: 'ok', error: null, body: copied(declared.value.copy({})) };
  if (typeof answer !== 'object' || answer === null) {
    throw new TypeError(
      `${kind}: the handler returned ${answer === undefined ? 'nothing' : `a ${typeof answer}`}; ` +
        'return a reply, `ack`, `refuse(..)`, `unknown(..)` or `later`',
    );
  }
  const { status, error } = answer as { readonly status?: unknown; readonly error?: unknown };
  if (status === 'fail' && typeof error === 'string') return refusal(declared, answer, error, kind);
  if (status === 'unknown' && typeof error === 'string') {
    const { why } = answer as { readonly why?: unknown };
    const body = typeof why === 'string' ? why : null;
    fingerprintValue(body);
    return { status: 'unknown', error, body };
  }
  return { status: 'ok', error: null, body: copied(replied(declared, answer, kind)) };
}

/** A reply by its declared shape. */
function replied(declared: DeclaredAnswer, answer: object, kind: string): Readonly<object> {
  try {
    return declared.value.copy(answer);
  } catch (error) {
    const { status }: { readonly status?: unknown } = answer;
    if (status !== 'ok' || !('value' in answer)) throw error;
    throw new TypeError(
      `${kind}: the handler returned an outcome that is ok as it came; return its \`value\`, or \`ack\``,
      { cause: error },
    );
  }
}

function refusal(
  declared: DeclaredAnswer,
  answer: object,
  error: string,
  kind: string,
): ShapedAnswer {
  const copier = declared.refusals.get(error);
  if (copier) {
    const { detail } = answer as { readonly detail?: object };
    return { status: 'fail', error, body: copied(copier.copy(detail ?? {})) };
  }
  if (error === 'connection-refused' || error === 'unreachable') {
    fingerprintValue(null);
    return { status: 'fail', error, body: null };
  }
  throw new TypeError(`${kind}: it declares no refusal called ${error}`);
}

function copied(body: Readonly<object>): Value {
  return body as Value;
}
