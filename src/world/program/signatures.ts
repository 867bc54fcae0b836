import { fingerprint, fingerprintValue } from '../../base/schema/copier.ts';
import type { NodeId, Signature, Value } from '../../base/units.ts';

type Parts = { readonly by: NodeId; readonly of: readonly [low: number, high: number] };

/**
 * Ideal signatures (Lamport, Shostak, Pease 1982, assumption A4): one is good if the node that it
 * names has made it over this very value. Who copies one can show it again; nobody can make one for
 * another node, whatever he writes into a message, because what was signed is kept here.
 */
export class Signatures {
  readonly #made = new Set<string>();

  /** Signs a value as a node. */
  sign(by: NodeId, value: Value): Signature {
    fingerprintValue(value);
    const { lo, hi } = fingerprint;
    this.#made.add(`${by} ${lo} ${hi}`);
    const signature: Value = Object.freeze({ by, of: Object.freeze([lo, hi]) });
    return signature as Signature;
  }

  /** Whether `by` signed exactly this value. */
  verify(value: Value, signature: Signature, by: NodeId): boolean {
    const parts = partsOf(signature);
    if (parts === null || parts.by !== by) return false;
    fingerprintValue(value);
    const { lo, hi } = fingerprint;
    const [low, high] = parts.of;
    return low === lo && high === hi && this.#made.has(`${by} ${lo} ${hi}`);
  }

  /**
   * A body in which a node that has put another value in the place of one signs that too: wherever
   * its own signature over the old value stands, one over the new value stands. Those of others stay.
   */
  signedAnew(body: Value, by: NodeId, before: Value, after: Value): Value {
    if (typeof body !== 'object' || body === null) return body;
    const parts = partsOf(body);
    if (parts !== null) {
      return this.verify(before, body as Signature, by) ? this.sign(by, after) : body;
    }
    if (Array.isArray(body)) {
      const items: readonly Value[] = body;
      return Object.freeze(items.map((item) => this.signedAnew(item, by, before, after)));
    }
    const members = Object.entries(body as { readonly [key: string]: Value });
    return Object.freeze(
      Object.fromEntries(
        members.map(([key, value]) => [key, this.signedAnew(value, by, before, after)]),
      ),
    );
  }
}

/** What a value says as a signature; null when it has not the shape of one. */
function partsOf(value: Value): Parts | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { by, of, ...more } = value as { readonly [key: string]: Value };
  const isSignature =
    typeof by === 'string' &&
    Array.isArray(of) &&
    of.length === 2 &&
    of.every((part) => typeof part === 'number') &&
    Object.keys(more).length === 0;
  return isSignature ? { by, of: [Number(of[0]), Number(of[1])] } : null;
}
