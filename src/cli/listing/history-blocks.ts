import { padCells } from '../../base/text/cells.ts';
import { compactJson } from '../../base/json/json.ts';
import type { Value } from '../../base/units.ts';
import { textWidth } from '../../base/text/width.ts';
import type { ExampleHistories, ExampleRow } from '../../library/checks/define.ts';
import type { ExampleOperation, ExampleStories } from '../../library/models/define.ts';

/** A text of several lines with what it shows. */
export interface TextBlock {
  readonly title: string;
  readonly lines: readonly string[];
}

function valueText(value: Value): string {
  return typeof value === 'string' && value !== '' ? value : compactJson(value);
}

function fieldsText(fields: { readonly [field: string]: Value | undefined } | undefined): string {
  return Object.entries(fields ?? {})
    .flatMap(([field, value]) => (value === undefined ? [] : `${field}: ${valueText(value)}`))
    .join(', ');
}

/** When, who, what, with which values, and what came of it. */
function columnsOf(row: ExampleRow): readonly string[] {
  if ('event' in row) return [row.at, row.node, row.event, fieldsText(row.data)];
  if ('process' in row) return [row.at, row.node, row.process, row.why ?? ''];
  const { at, until, client, op, body, reply, refused, phase } = row;
  const answer =
    refused === undefined
      ? until === undefined
        ? 'no answer'
        : fieldsText(reply) || 'ok'
      : `refused: ${refused}`;
  const name = phase === undefined ? op : `${op} (${phase})`;
  return [
    until === undefined ? `${at}..` : `${at}..${until}`,
    client,
    name,
    fieldsText(body),
    `-> ${answer}`,
  ];
}

/** Rows in columns, each as wide as its widest word; nothing at the end of a line. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((word, column) => {
      widths[column] = Math.max(textWidth(word), widths[column] ?? 0);
    });
  }
  return rows.map((row) =>
    row
      .map((word, column) => padCells(word, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** What the scenario says of the check, as far as its histories depend on it. */
function givenText({ config, within, metrics }: ExampleHistories): string {
  const read = Object.entries(metrics ?? {}).map(([id, { metric, every }]) => {
    const period = every === undefined ? '' : ` every ${every}`;
    return id === metric ? `${metric}${period}` : `${id} is ${metric}${period}`;
  });
  return [fieldsText({ ...config, ...(within === undefined ? {} : { within }) }), ...read]
    .filter((text) => text !== '')
    .join('; ');
}

/** The two example histories of a check, with the verdicts that they get. */
export function historyBlocks(histories: ExampleHistories): readonly TextBlock[] {
  const { held, violated, verdict = 'violated' } = histories;
  const given = givenText(histories);
  const head = given === '' ? [] : [`(${given})`];
  return [
    { title: 'Held', lines: [...head, ...aligned(held.map(columnsOf))] },
    {
      title: `${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}`,
      lines: [...head, ...aligned(violated.map(columnsOf))],
    },
  ];
}

/** The two example stories of a model: the answers that one copy gives, and some that it cannot give. */
export function storyBlocks({ held, violated }: ExampleStories): readonly TextBlock[] {
  const lines = (operations: readonly ExampleOperation[]): readonly string[] =>
    aligned(
      operations.map(({ op, body, reply }) => [
        op,
        fieldsText(body),
        `-> ${fieldsText(reply) || 'ok'}`,
      ]),
    );
  return [
    { title: 'Possible', lines: lines(held) },
    { title: 'Impossible', lines: lines(violated) },
  ];
}
