import { compareText } from '../order.ts';

function refuse(path: string, what: string): never {
  throw new TypeError(`${path === '' ? 'the value' : path} is ${what}, which JSON cannot carry`);
}

function memberPath(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

interface Layout {
  readonly indent: string;
  readonly colon: string;
}

const pretty: Layout = { indent: '  ', colon: ': ' };
const compact: Layout = { indent: '', colon: ':' };

function numberText(value: number, path: string): string {
  if (!Number.isFinite(value)) refuse(path, String(value));
  // String(-0) is already '0'; every other finite double has one shortest spelling.
  return String(value);
}

/** One walk over one value; `open` holds the containers around the place, to refuse cycles. */
class Writer {
  readonly #layout: Layout;
  readonly #open: object[] = [];

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  value(value: unknown, path: string): string {
    switch (typeof value) {
      case 'string':
        return JSON.stringify(value);
      case 'number':
        return numberText(value, path);
      case 'boolean':
        return value ? 'true' : 'false';
      case 'object':
        return value === null ? 'null' : this.#container(value, path);
      case 'bigint':
        return refuse(path, 'a bigint');
      case 'function':
        return refuse(path, 'a function');
      case 'symbol':
        return refuse(path, 'a symbol');
      default:
        return refuse(path, 'undefined');
    }
  }

  #container(value: object, path: string): string {
    if (this.#open.includes(value)) refuse(path, 'a value that contains itself');
    this.#open.push(value);
    const text = Array.isArray(value) ? this.#list(value, path) : this.#map(value, path);
    this.#open.pop();
    return text;
  }

  #list(items: readonly unknown[], path: string): string {
    // Array.from visits holes too, so that they are refused as undefined.
    const parts = Array.from(items, (item, index) => this.value(item, `${path}[${index}]`));
    return this.#join('[', parts, ']');
  }

  #map(value: object, path: string): string {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) {
      refuse(path, `an instance of ${value.constructor.name}`);
    }
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    members.sort(([a], [b]) => compareText(a, b));
    const parts = members.map(
      ([key, member]) =>
        JSON.stringify(key) + this.#layout.colon + this.value(member, memberPath(path, key)),
    );
    return this.#join('{', parts, '}');
  }

  #join(open: string, parts: readonly string[], close: string): string {
    const { indent } = this.#layout;
    if (parts.length === 0) return open + close;
    if (indent === '') return open + parts.join(',') + close;
    const margin = '\n' + indent.repeat(this.#open.length);
    const outer = '\n' + indent.repeat(this.#open.length - 1);
    return open + margin + parts.join(',' + margin) + outer + close;
  }
}

/**
 * Canonical JSON: keys sorted by code units, two spaces, LF, a final newline. Members that are
 * undefined are left out, -0 is written 0; what JSON cannot carry throws TypeError with its path.
 */
export function canonicalJson(value: unknown): string {
  return new Writer(pretty).value(value, '') + '\n';
}

/** The same on one line, without blanks and without a final newline. */
export function compactJson(value: unknown): string {
  return new Writer(compact).value(value, '');
}
