import { type StructureError, validate } from './generated/validator.js';
import type { Problems } from './diagnostics/problems.ts';
import {
  entrySpots,
  isNull,
  itemSpots,
  type Mapping,
  pointerOf,
  type Spot,
  spotUnder,
  type Tree,
} from './source/tree.ts';

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

/** The pointers of all that a value is in. */
function pointersAround(pointer: string): readonly string[] {
  const around: string[] = [];
  for (let at = pointer.lastIndexOf('/'); at >= 0; at = pointer.lastIndexOf('/', at - 1)) {
    around.push(pointer.slice(0, at));
    if (at === 0) break;
  }
  return around;
}

/** Asks whether something was told of a value, of what it is in, or of what is in it. */
function tellingOf(paths: readonly string[]): (pointer: string) => boolean {
  const told = new Set(paths);
  const around = new Set(paths.flatMap(pointersAround));
  return (pointer) =>
    told.has(pointer) ||
    around.has(pointer) ||
    pointersAround(pointer).some((outer) => told.has(outer));
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
  const isTold = tellingOf(problems.toldPaths);
  const top: Spot = { tree: scenario, keySpan: scenario.span, path: [] };
  const places = new Set<string>();
  const errors = validate.errors ?? [];
  // Of several forms all complain, whichever was meant: what is wrong in one of them explains all.
  const explained = new Set(
    errors
      .filter(({ keyword }) => keyword === 'anyOf')
      .map(({ instancePath }) => pointerOf(partsOf(instancePath)))
      .filter(isTold),
  );
  for (const error of errors) {
    if (summaries.has(error.keyword)) continue;
    const pointer = pointerOf(partsOf(error.instancePath));
    if (pointersAround(pointer).some((form) => explained.has(form))) continue;
    const { additionalProperty, missingProperty } = error.params as {
      readonly additionalProperty?: string;
      readonly missingProperty?: string;
    };
    const key = pointer + (additionalProperty ?? missingProperty ?? '');
    if (places.has(key) || isTold(pointer)) continue;
    places.add(key);
    report(error, top, problems);
  }
}
