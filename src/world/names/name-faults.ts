import type { Undo } from '../verbs.ts';

/**
 * What a name server may say in place of the truth: nothing, that it cannot tell, that there is no such
 * name, or the address of another node.
 */
export type NameAnswer = 'silence' | 'servfail' | 'nxdomain' | { readonly address: number };

/** One fault's word on some names, by the indices of the nodes that they belong to. */
export interface NameFault {
  readonly of: ReadonlySet<number>;
  /** Servers that it speaks for; null: all. */
  readonly servers: ReadonlySet<number> | null;
  readonly answer: NameAnswer;
  /** Called for each answer that it changes. */
  touched(client: number, name: number): void;
}

const order = ['silence', 'servfail', 'nxdomain'] as const;

/** A number for each answer: of several the least is given, whoever came first. */
function rank(answer: NameAnswer): number {
  return typeof answer === 'object' ? order.length + answer.address : order.indexOf(answer);
}

/** What is wrong with names now: a set, whose order tells nothing. */
export class NameFaults {
  readonly #faults = new Set<NameFault>();

  add(fault: NameFault): Undo {
    this.#faults.add(fault);
    return () => {
      this.#faults.delete(fault);
    };
  }

  /** What a server says to a client of a name; null: the truth. */
  answer(server: number, client: number, name: number): NameAnswer | null {
    let strongest: NameAnswer | null = null;
    for (const { of, servers, answer, touched } of this.#faults) {
      if (!of.has(name) || (servers !== null && !servers.has(server))) continue;
      touched(client, name);
      if (strongest === null || rank(answer) < rank(strongest)) strongest = answer;
    }
    return strongest;
  }
}
