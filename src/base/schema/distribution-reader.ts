import { isProblem, parseRange, toNs } from '../quantity/quantity.ts';
import type { Distribution, MixturePart, QuantilePoint } from '../sampler/distribution.ts';
import type { Description } from './description.ts';
import { describe } from './fields.ts';
import type { Names } from './names.ts';
import { didYouMean, nameProblem, type Path, type SchemaProblem, valueProblem } from './problem.ts';
import { valueText, writtenText } from './text.ts';

/** What reading a distribution needs of the reader that it is part of. */
export interface ReaderPort {
  readonly names: Names;
  report(problem: SchemaProblem): void;
  /** Reads one value; undefined when it has a problem (reported). */
  read(description: Description, written: unknown, path: Path): unknown;
}

type Shape = { readonly [key: string]: Description };

const duration = describe('duration');
const positive = describe('duration', { min: '1ns' });
const shape = describe('number', { about: 'The larger, the lighter the tail.' });
const bound = describe('duration', { optional: true });
const point = describe('duration', { optional: true });

/** The keys of a table's points and the probability of each. */
const percentiles: { readonly [key: string]: number } = {
  p50: 0.5,
  p90: 0.9,
  p99: 0.99,
  p999: 0.999,
};

const points = describe('object', {
  fields: Object.fromEntries(Object.keys(percentiles).map((key) => [key, point])),
});

/** The kinds of `distribution:` with the keys of each. */
const shapes: { readonly [kind: string]: Shape } = {
  lognormal: { p50: positive, p99: positive },
  exponential: { mean: positive },
  pareto: { min: positive, shape },
  normal: { mean: duration, deviation: duration },
  weibull: { scale: positive, shape },
  table: { points },
};

/** The keys of a distribution written as a map, by its kind: for readers and JSON Schemas. */
export const distributionShapes: { readonly [kind: string]: Shape } = Object.fromEntries(
  Object.entries(shapes).map(([kind, own]) => [
    kind,
    {
      distribution: describe('one-of', { words: [kind] }),
      ...own,
      ...('min' in own ? {} : { min: bound }),
      max: bound,
    },
  ]),
);

const kindWords = describe('one-of', { words: Object.keys(shapes) });
const weight = describe('probability');
const mixtureShape: Shape = {
  mixture: describe('list', { of: describe('value') }),
  min: bound,
  max: bound,
};

type Read = { readonly [key: string]: unknown };

function ns(read: Read, key: string): number {
  const value = read[key];
  return typeof value === 'number' ? value : 0;
}

function boundsOf(read: Read): { minNs?: number; maxNs?: number } {
  return {
    ...(read['min'] === undefined ? {} : { minNs: ns(read, 'min') }),
    ...(read['max'] === undefined ? {} : { maxNs: ns(read, 'max') }),
  };
}

function pointsOf(read: Read): readonly QuantilePoint[] {
  const given = read['points'] as Read;
  return Object.entries(percentiles).flatMap(([key, q]) =>
    given[key] === undefined ? [] : [{ q, ns: ns(given, key) }],
  );
}

function built(kind: string, read: Read): Distribution {
  const bounds = boundsOf(read);
  const shapeValue = ns(read, 'shape');
  switch (kind) {
    case 'lognormal':
      return { kind, p50Ns: ns(read, 'p50'), p99Ns: ns(read, 'p99'), ...bounds };
    case 'exponential':
      return { kind, meanNs: ns(read, 'mean'), ...bounds };
    case 'pareto':
      return { kind, shape: shapeValue, ...bounds, minNs: ns(read, 'min') };
    case 'normal':
      return { kind, meanNs: ns(read, 'mean'), deviationNs: ns(read, 'deviation'), ...bounds };
    case 'weibull':
      return { kind, scaleNs: ns(read, 'scale'), shape: shapeValue, ...bounds };
    default:
      return { kind: 'table', points: pointsOf(read), ...bounds };
  }
}

/** What is wrong with the values together: key, and why. */
function inconsistency(distribution: Distribution): readonly [key: string, why: string] | null {
  const { minNs, maxNs } = distribution;
  if (minNs !== undefined && maxNs !== undefined && minNs > maxNs) {
    return ['max', 'max is below min'];
  }
  switch (distribution.kind) {
    case 'lognormal':
      return distribution.p99Ns > distribution.p50Ns ? null : ['p99', 'p99 must be above p50'];
    case 'pareto':
    case 'weibull':
      return distribution.shape > 0 ? null : ['shape', 'the shape must be above 0'];
    case 'table': {
      if (distribution.points.length === 0) return ['points', 'a table needs at least one point'];
      const sinks = distribution.points.some(
        ({ ns: value }, index) => value < (distribution.points[index - 1]?.ns ?? 0),
      );
      return sinks ? ['points', 'the points of a table may not sink'] : null;
    }
    default:
      return null;
  }
}

function readShape(
  kind: string,
  written: object,
  path: Path,
  port: ReaderPort,
): Distribution | undefined {
  const fields = distributionShapes[kind];
  if (fields === undefined) return undefined;
  const read = port.read(describe('object', { fields }), written, path);
  if (read === undefined) return undefined;
  const distribution = built(kind, read as Read);
  const wrong = inconsistency(distribution);
  if (wrong === null) return distribution;
  port.report(valueProblem([...path, wrong[0]], 'E_BOUND', wrong[1]));
  return undefined;
}

function readPart(written: unknown, path: Path, port: ReaderPort): MixturePart | undefined {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) {
    const message = `expected a part such as { weight: 9%, latency: 2ms }, found ${valueText(written)}`;
    port.report(valueProblem(path, 'E_TYPE', message));
    return undefined;
  }
  const members = new Map<string, unknown>(Object.entries(written));
  const weighed = members.has('weight')
    ? port.read(weight, members.get('weight'), [...path, 'weight'])
    : port.read(describe('object', { fields: { weight } }), {}, path);
  members.delete('weight');
  const named = members.has('latency') && members.size === 1;
  const of = named
    ? readDistributionAt(members.get('latency'), [...path, 'latency'], port)
    : readDistributionAt(Object.fromEntries(members), path, port);
  if (typeof weighed !== 'number' || of === undefined) return undefined;
  return { weightPpb: Math.floor(weighed * 1_000_000_000 + 0.5), of };
}

function readMixture(written: object, path: Path, port: ReaderPort): Distribution | undefined {
  const read = port.read(describe('object', { fields: mixtureShape }), written, path);
  if (read === undefined) return undefined;
  const list = (read as { readonly mixture: readonly unknown[] }).mixture;
  const place = [...path, 'mixture'];
  const parts = list.flatMap((item, index) => readPart(item, [...place, index], port) ?? []);
  if (parts.length < list.length) return undefined;
  const sum = parts.reduce((total, part) => total + part.weightPpb, 0);
  if (sum !== 1_000_000_000) {
    const message = `the weights of a mixture sum to 100%, these to ${sum / 10_000_000}%`;
    port.report(valueProblem(place, 'E_SHARES', message));
    return undefined;
  }
  const bounds = boundsOf(read as Read);
  const mixture = { kind: 'mixture', parts, ...bounds } as const;
  const wrong = inconsistency(mixture);
  if (wrong === null) return mixture;
  port.report(valueProblem([...path, wrong[0]], 'E_BOUND', wrong[1]));
  return undefined;
}

function readText(text: string, path: Path, port: ReaderPort): Distribution | undefined {
  if (text.includes('..')) {
    const range = parseRange('duration', text);
    if (!isProblem(range)) {
      return { kind: 'uniform', lowNs: toNs(range.low), highNs: toNs(range.high) };
    }
    const suggestion = didYouMean(range.suggestion);
    port.report(valueProblem(path, 'E_QUANTITY', range.problem, suggestion));
    return undefined;
  }
  if (/^[-+]?[0-9]/.test(text)) {
    const length = port.read(duration, text, path);
    return typeof length === 'number' ? { kind: 'constant', ns: length } : undefined;
  }
  const preset = port.names.delay(text);
  if ('value' in preset) return preset.value;
  port.report(nameProblem(path, 'E_UNKNOWN_DELAY', preset));
  return undefined;
}

/**
 * Reads a distribution in any of its forms: a duration, a range, the name of a preset, a map with
 * `distribution:` or `mixture:`. Undefined when it has problems (reported).
 */
export function readDistributionAt(
  written: unknown,
  path: Path,
  port: ReaderPort,
): Distribution | undefined {
  if (typeof written === 'string') return readText(written, path, port);
  if (typeof written === 'number') return readText(String(written), path, port);
  if (typeof written !== 'object' || written === null || Array.isArray(written)) {
    const message = `expected a duration, a range, a preset or a distribution, found ${valueText(written)}`;
    port.report(valueProblem(path, 'E_TYPE', message));
    return undefined;
  }
  if (Object.hasOwn(written, 'mixture') && !Object.hasOwn(written, 'distribution')) {
    return readMixture(written, path, port);
  }
  const named = new Map<string, unknown>(Object.entries(written)).get('distribution');
  if (named === undefined) {
    const message = `${writtenText(written)} does not say which distribution it is`;
    const notes = [`add distribution: one of ${Object.keys(shapes).join(', ')}; or mixture: [...]`];
    port.report({ path, at: 'key', code: 'E_MISSING_KEY', message, suggestion: null, notes });
    return undefined;
  }
  const kind = port.read(kindWords, named, [...path, 'distribution']);
  return typeof kind === 'string' ? readShape(kind, written, path, port) : undefined;
}
