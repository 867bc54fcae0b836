import type { Description, Fields } from '../../../base/schema/description.ts';
import { type Cell, nil, type ValueTable } from '../../../history/value-table.ts';
import { type AnyRequest, isRequest } from '../../../world/program/protocol.ts';
import type { GivenReply } from '../define.ts';

/** Fields from a cell: one field has the value itself, several the elements of a list. */
function fieldsFrom(names: readonly string[], values: ValueTable, cell: Cell): GivenReply {
  const only = names.length === 1 ? names[0] : undefined;
  if (only !== undefined) return cell === nil ? { [only]: null } : { [only]: values.valueOf(cell) };
  return Object.fromEntries(
    names.map((name, i) => [name, values.valueOf(values.elementOf(cell, i))]),
  );
}

/**
 * How a declared operation is written in a history: its field `key` in the column of keys; of its
 * other fields none is nil, one its value, several a list in declared order; the reply likewise.
 */
export class Shape {
  /** Whether a field of the body is called `key`. */
  readonly hasKey: boolean;
  readonly #body: readonly string[];
  /** The fields of the reply, without its key. */
  readonly replyFields: readonly string[];
  /** Those of them that no reply is without. */
  readonly requiredReply: readonly string[];
  /** Whether a field of the reply is called `key`. */
  readonly hasReplyKey: boolean;
  /** Whether the reply says yes or no, and nothing else. */
  readonly isYesOrNo: boolean;

  constructor(declared: Fields | AnyRequest | undefined) {
    const request = declared !== undefined && isRequest(declared) ? declared : null;
    const fields = Object.keys(request?.body ?? {});
    this.hasKey = fields.includes('key');
    this.#body = fields.filter((name) => name !== 'key');
    this.replyFields = Object.keys(request?.reply ?? {}).filter((name) => name !== 'key');
    const descriptionOf = (name: string): Description | undefined =>
      request?.reply[name]?.description;
    this.requiredReply = this.replyFields.filter((name) => descriptionOf(name)?.optional === false);
    this.hasReplyKey = Object.hasOwn(request?.reply ?? {}, 'key');
    const [first = '', ...others] = this.replyFields;
    const word = descriptionOf(first)?.word;
    this.isYesOrNo = word === 'boolean' && others.length === 0;
  }

  /** The body of an operation. */
  body(values: ValueTable, key: Cell, input: Cell): GivenReply {
    const rest = fieldsFrom(this.#body, values, input);
    return this.hasKey ? { key: values.valueOf(key), ...rest } : rest;
  }

  /** The reply that was given. */
  reply(values: ValueTable, output: Cell): GivenReply {
    return fieldsFrom(this.replyFields, values, output);
  }

  /** The cell of a body or of a reply, without its key. */
  inputCell(values: ValueTable, body: GivenReply): Cell {
    return cellFrom(this.#body, values, body);
  }

  /** The cell of a reply. */
  outputCell(values: ValueTable, reply: GivenReply): Cell {
    return cellFrom(this.replyFields, values, reply);
  }
}

function cellFrom(names: readonly string[], values: ValueTable, part: GivenReply): Cell {
  const cells = names.map((name) => {
    const value = part[name];
    return value === undefined ? nil : values.cellOf(value);
  });
  const [only] = cells;
  if (only === undefined) return nil;
  return cells.length === 1 ? only : values.list(cells);
}
