import type { Fields } from '../../base/schema/description.ts';
import type { Shape } from '../../base/schema/columns.ts';
import { compileCopier } from '../../base/schema/copier.ts';
import type { Copier } from '../../base/schema/copier.ts';
import { describeFields } from '../../base/schema/fields.ts';
import type { Trace } from '../../engine/trace.ts';
import type { ProgramContents } from '../program/program.ts';
import { isRequest } from '../program/protocol.ts';

/** A message kind of a run: one small number for each name, whoever declares it. */
export interface Kind {
  readonly id: number;
  readonly name: string;
  /** The name in the trace. */
  readonly nameId: number;
  /** How a stored trace keeps its bodies; null: as they are, for not all are of one shape. */
  shape: Shape | null;
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

/** An event as one program declares it. */
export interface DeclaredEvent {
  readonly name: string;
  /** The name in the trace. */
  readonly nameId: number;
  readonly data: Copier;
  /** How a stored trace keeps its data. */
  readonly shape: Shape | null;
}

/** All message kinds of a run, and what the programs declare of them. */
export class Vocabulary {
  readonly #trace: Trace;
  readonly #kinds = new Map<string, Kind>();
  readonly #declared = new Map<ProgramContents, ReadonlyMap<string, DeclaredKind>>();
  readonly #events = new Map<ProgramContents, ReadonlyMap<string, DeclaredEvent>>();
  readonly #copiers = new Map<Fields, Copier>();
  /** What the bodies of a kind are, as the first program declared it that uses its name. */
  readonly #fields = new Map<Kind, Fields>();
  /** A place for the handler of each kind that a program declares, by the kind's number. */
  readonly #places = new Map<ProgramContents, readonly undefined[]>();

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** The kind of that name. */
  kind(name: string): Kind {
    const known = this.#kinds.get(name);
    if (known) return known;
    const kind = { id: this.#kinds.size, name, nameId: this.#trace.nameId(name), shape: null };
    this.#kinds.set(name, kind);
    return kind;
  }

  /** What a program declares, by name. */
  declared(contents: ProgramContents): ReadonlyMap<string, DeclaredKind> {
    const known = this.#declared.get(contents);
    if (known) return known;
    const declared = new Map<string, DeclaredKind>();
    for (const [name, shape] of Object.entries(contents.messages)) {
      declared.set(name, isRequest(shape) ? this.#request(name, shape) : this.message(name, shape));
    }
    this.#declared.set(contents, declared);
    return declared;
  }

  /** The events that a program declares, by name. */
  events(contents: ProgramContents): ReadonlyMap<string, DeclaredEvent> {
    const known = this.#events.get(contents);
    if (known) return known;
    const declared = new Map(
      Object.entries(contents.events).map(([name, fields]) => [name, this.#event(name, fields)]),
    );
    this.#events.set(contents, declared);
    return declared;
  }

  #event(name: string, fields: Fields): DeclaredEvent {
    const nameId = this.#trace.nameId(name);
    const shape = this.#trace.shape(describeFields(fields));
    return { name, nameId, data: this.copier(fields, name), shape };
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

  /** A one-way message of that name with these fields. */
  message(name: string, fields: Fields): DeclaredKind {
    return { kind: this.#kindOf(name, fields), body: this.copier(fields, name), answer: null };
  }

  /** The kind of that name, whose bodies have these fields. */
  #kindOf(name: string, fields: Fields): Kind {
    const kind = this.kind(name);
    const known = this.#fields.get(kind);
    if (known === undefined) {
      this.#fields.set(kind, fields);
      kind.shape = this.#trace.shape(describeFields(fields));
    } else if (known !== fields) kind.shape = null;
    return kind;
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
      kind: this.#kindOf(name, shape.body),
      body: this.copier(shape.body, name),
      answer: {
        kind: this.#kindOf(reply, shape.reply),
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
