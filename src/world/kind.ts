import type { Fields } from '../base/schema/description.ts';
import { compileCopier } from '../base/schema/copier.ts';
import type { Copier } from '../base/schema/copier.ts';
import type { Trace } from '../engine/trace.ts';
import type { ProgramContents } from './program.ts';
import { isRequest } from './protocol.ts';

/** A message kind of a run: one small number for each name, whoever declares it. */
export interface Kind {
  readonly id: number;
  readonly name: string;
  /** The name in the trace. */
  readonly nameId: number;
}

/** A kind as one program declares it. */
export interface DeclaredKind {
  readonly kind: Kind;
  readonly body: Copier;
  /** Null for a one-way message. */
  readonly answer: DeclaredAnswer | null;
}

/** How a request is answered: the reply's shape, and the refusals'. */
export interface DeclaredAnswer {
  /** The kind under which answers travel: `x-reply`. */
  readonly kind: Kind;
  readonly value: Copier;
  /** The request has no reply fields: its answer is `ack`. */
  readonly bare: boolean;
  readonly refusals: ReadonlyMap<string, Copier>;
}

/** All message kinds of a run, and what the programs declare of them. */
export class Vocabulary {
  readonly #trace: Trace;
  readonly #kinds = new Map<string, Kind>();
  readonly #declared = new Map<ProgramContents, ReadonlyMap<string, DeclaredKind>>();
  readonly #copiers = new Map<Fields, Copier>();
  /** A place for the handler of each kind that a program declares, by the kind's number. */
  readonly #places = new Map<ProgramContents, readonly undefined[]>();

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** The kind of that name. */
  kind(name: string): Kind {
    const known = this.#kinds.get(name);
    if (known) return known;
    const kind = { id: this.#kinds.size, name, nameId: this.#trace.nameId(name) };
    this.#kinds.set(name, kind);
    return kind;
  }

  /** What a program declares, by name. */
  declared(contents: ProgramContents): ReadonlyMap<string, DeclaredKind> {
    const known = this.#declared.get(contents);
    if (known) return known;
    const declared = new Map<string, DeclaredKind>();
    for (const [name, shape] of Object.entries(contents.messages)) {
      declared.set(
        name,
        isRequest(shape) ? this.#request(name, shape) : this.#message(name, shape),
      );
    }
    this.#declared.set(contents, declared);
    return declared;
  }

  /** The handlers of a program that has none yet: with room for all, and for no more. */
  noHandlers(contents: ProgramContents): undefined[] {
    let places = this.#places.get(contents);
    if (places === undefined) {
      const ids = [...this.declared(contents).values()].map(({ kind }) => kind.id);
      places = Array.from({ length: Math.max(-1, ...ids) + 1 }, () => undefined);
      this.#places.set(contents, places);
    }
    return places.slice();
  }

  #message(name: string, fields: Fields): DeclaredKind {
    return { kind: this.kind(name), body: this.copier(fields, name), answer: null };
  }

  #request(
    name: string,
    shape: {
      readonly body: Fields;
      readonly reply: Fields;
      readonly refusals: { readonly [code: string]: Fields };
    },
  ): DeclaredKind {
    const reply = `${name}-reply`;
    const refusals = new Map<string, Copier>();
    for (const [code, detail] of Object.entries(shape.refusals)) {
      refusals.set(code, this.copier(detail, `${name} refused: ${code}`));
    }
    return {
      kind: this.kind(name),
      body: this.copier(shape.body, name),
      answer: {
        kind: this.kind(reply),
        value: this.copier(shape.reply, reply),
        bare: Object.keys(shape.reply).length === 0,
        refusals,
      },
    };
  }

  /** The copier of some fields, compiled once. `where` begins the paths in its errors. */
  copier(fields: Fields, where: string): Copier {
    const known = this.#copiers.get(fields);
    if (known) return known;
    const copier = compileCopier(fields, where);
    this.#copiers.set(fields, copier);
    return copier;
  }
}
