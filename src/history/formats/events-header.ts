import type { JsonNotation } from './json-notation.ts';
import { known } from './word-table.ts';

/** The format of events files that is read here. */
export const eventsFormat = 'fault-sim.events/1';

/** Which run the rows behind a header belong to. */
export class EventsHeader {
  #scenario: string | null = null;
  #variant: string | null = null;
  #cell: string | null = null;
  #seed: string | null = null;

  /** Reads the first line of a run. */
  constructor(notation: JsonNotation) {
    const { buffer } = notation.atoms;
    const what = `the header of an events file, with "schema":"${eventsFormat}"`;
    notation.blank();
    const { at } = buffer;
    let isHeader = false;
    if (!notation.beginMap()) buffer.expected(what, at);
    for (let key = notation.nextKey(); key >= 0; key = notation.nextKey()) {
      if (key === known.schema) {
        this.#readSchema(notation);
        isHeader = true;
      } else if (key === known.scenario) this.#scenario = notation.text();
      else if (key === known.variant) this.#variant = notation.text();
      else if (key === known.cell) this.#cell = notation.text();
      else if (key === known.seed) this.#seed = notation.text();
      else notation.skip();
    }
    if (!isHeader) throw buffer.error(`expected ${what}`, at);
  }

  /** `<scenario>/<variant>/<cell>/<seed>`, without the parts that it does not have. */
  get key(): string {
    const parts = [this.#scenario, this.#variant, this.#cell, this.#seed];
    return parts.filter((part) => part !== null).join('/');
  }

  /** Whether this run was meant: by its variant, cell, seed or key, or by what its key begins with. */
  isCalled(name: string): boolean {
    const { key } = this;
    return (
      [this.#variant, this.#cell, this.#seed, key].includes(name) || key.startsWith(`${name}/`)
    );
  }

  #readSchema(notation: JsonNotation): void {
    const { buffer } = notation.atoms;
    notation.blank();
    const { at } = buffer;
    const schema = notation.text();
    if (schema === eventsFormat) return;
    throw buffer.error(`expected the schema ${eventsFormat}, found ${schema ?? 'no text'}`, at);
  }
}
