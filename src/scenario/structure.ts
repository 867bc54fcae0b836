import { type StructureError, validate } from './generated/validator.js';
import type { Problems } from './problems.ts';
import {
  entrySpots,
  isNull,
  itemSpots,
  type Mapping,
  pointerOf,
  type Spot,
  spotUnder,
  type Tree,
} from './tree.ts';

/** Keywords whose errors only sum up those of what stands below them. */
const summaries: ReadonlySet<string> = new Set(['if', 'anyOf', 'oneOf', 'allOf', 'discriminator']);

/** What the schema takes for a value that is computed: of what units a formula may give, it knows nothing. */
const COMPUTED = '= 0';

/** A tree as plain data, without empty entries: they say nothing. */
function saidIn(tree: Tree): unknown {
  if (tree.kind === 'scalar' && tree.computed?.kind === 'number') return COMPUTED;
  if (tree.kind === 'scalar') return typeof tree.value === 'bigint' ? tree.text : tree.value;
  if (tree.kind === 'list') return tree.items.map(saidIn);
  const said = [...tree.entries.values()].filter((entry) => !isNull(entry.value));
  return Object.fromEntries(said.map((entry) => [entry.key, saidIn(entry.value)]));
}

function partsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function spotAt(top: Spot, parts: readonly string[]): Spot {
  let spot = top;
  for (const part of parts) {
    const next = spot.tree.kind === 'list' ? itemSpots(spot)[Number(part)] : spotUnder(spot, part);
    if (next === undefined) break;
    spot = next;
  }
  return spot;
}

/** Whether something was told of this value, of what it is in, or of what is in it. */
function isTold(pointer: string, told: readonly string[]): boolean {
  return told.some(
    (path) => path === pointer || path.startsWith(`${pointer}/`) || pointer.startsWith(`${path}/`),
  );
}

function report(error: StructureError, top: Spot, problems: Problems): void {
  const spot = spotAt(top, partsOf(error.instancePath));
  const extra = error.params['additionalProperty'];
  const missing = error.params['missingProperty'];
  if (typeof extra === 'string') {
    problems.atKey('E_UNKNOWN_KEY', spotUnder(spot, extra) ?? spot, `unknown key "${extra}"`);
  } else if (typeof missing === 'string') {
    const [first] = entrySpots(spot);
    problems.atKey(
      'E_MISSING_KEY',
      spot.path.length === 0 ? (first ?? spot) : spot,
      `missing key "${missing}"`,
    );
  } else {
    problems.atValue('E_SCHEMA', spot, 'this is not what is expected here', {
      notes: [`the schema asks for: ${error.keyword} ${JSON.stringify(error.params)}`],
    });
  }
}

/**
 * Holds the data of a cell against the JSON Schema. What was told already, with more knowledge of
 * the scenario, is not told again.
 */
export function checkStructure(scenario: Mapping, problems: Problems): void {
  if (validate(saidIn(scenario))) return;
  const told = problems.toldPaths;
  const top: Spot = { tree: scenario, keySpan: scenario.span, path: [] };
  const places = new Set<string>();
  const errors = validate.errors ?? [];
  // Of several forms all complain, whichever was meant: what is wrong in one of them explains all.
  const explained = errors
    .filter(({ keyword }) => keyword === 'anyOf')
    .map(({ instancePath }) => pointerOf(partsOf(instancePath)))
    .filter((pointer) => isTold(pointer, told));
  for (const error of errors) {
    if (summaries.has(error.keyword)) continue;
    const pointer = pointerOf(partsOf(error.instancePath));
    if (explained.some((form) => pointer.startsWith(`${form}/`))) continue;
    const { additionalProperty, missingProperty } = error.params as {
      readonly additionalProperty?: string;
      readonly missingProperty?: string;
    };
    const key = pointer + (additionalProperty ?? missingProperty ?? '');
    if (places.has(key) || isTold(pointer, told)) continue;
    places.add(key);
    report(error, top, problems);
  }
}
