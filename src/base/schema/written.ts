import type { Distribution } from '../sampler/distribution.ts';
import { compactJson } from '../json/json.ts';
import { printQuantity } from '../quantity/text.ts';
import { type Ratio, ratio } from '../quantity/ratio.ts';
import { printDuration } from '../time.ts';
import type { Value } from '../units.ts';
import type { Description, Fields } from './description.ts';
import { describeFields } from './fields.ts';

const ppb = 1_000_000_000;

type Written = { readonly [key: string]: Value };

/** A number as a ratio, exact to nine decimals. */
function ratioOf(value: number): Ratio {
  const whole = Math.floor(value);
  const rest = Math.round((value - whole) * ppb);
  return ratio(BigInt(whole) * BigInt(ppb) + BigInt(rest), BigInt(ppb));
}

/** A share in parts per billion as a file writes it: `12.5%`. */
export function writtenShare(sharePpb: number): string {
  return printQuantity({ kind: 'share', ratio: ratio(BigInt(sharePpb), BigInt(ppb)) });
}

function bounds(distribution: Distribution): Written {
  const { minNs, maxNs } = distribution;
  return {
    ...(minNs === undefined ? {} : { min: printDuration(minNs) }),
    ...(maxNs === undefined ? {} : { max: printDuration(maxNs) }),
  };
}

/** The quantiles that a table may name. */
const points: ReadonlyMap<number, string> = new Map([
  [0.5, 'p50'],
  [0.9, 'p90'],
  [0.99, 'p99'],
  [0.999, 'p999'],
]);

function shapeOf(distribution: Distribution): Written {
  switch (distribution.kind) {
    case 'constant':
      return mixtureOf([{ weightPpb: ppb, of: { kind: 'constant', ns: distribution.ns } }]);
    case 'uniform': {
      const { lowNs, highNs } = distribution;
      return mixtureOf([{ weightPpb: ppb, of: { kind: 'uniform', lowNs, highNs } }]);
    }
    case 'exponential':
      return { distribution: 'exponential', mean: printDuration(distribution.meanNs) };
    case 'normal': {
      const { meanNs, deviationNs } = distribution;
      const mean = printDuration(meanNs);
      return { distribution: 'normal', mean, deviation: printDuration(deviationNs) };
    }
    case 'lognormal': {
      const p50 = printDuration(distribution.p50Ns);
      return { distribution: 'lognormal', p50, p99: printDuration(distribution.p99Ns) };
    }
    case 'pareto':
      return { distribution: 'pareto', shape: distribution.shape };
    case 'weibull': {
      const scale = printDuration(distribution.scaleNs);
      return { distribution: 'weibull', scale, shape: distribution.shape };
    }
    case 'table': {
      const named = distribution.points.map(({ q, ns }) => [
        points.get(q) ?? '',
        printDuration(ns),
      ]);
      return { distribution: 'table', points: Object.fromEntries(named) };
    }
    case 'mixture':
      return mixtureOf(distribution.parts);
  }
}

function mixtureOf(parts: Extract<Distribution, { readonly kind: 'mixture' }>['parts']): Written {
  return {
    mixture: parts.map(({ weightPpb, of }) => {
      const weight = writtenShare(weightPpb);
      const written = writtenDistribution(of);
      return typeof written === 'string' ? { weight, latency: written } : { weight, ...written };
    }),
  };
}

/** A distribution as a file writes it: `5ms`, `1ms..3ms`, or a map. */
export function writtenDistribution(distribution: Distribution): string | Written {
  const own = bounds(distribution);
  if (Object.keys(own).length > 0) return { ...shapeOf(distribution), ...own };
  if (distribution.kind === 'constant') return printDuration(distribution.ns);
  if (distribution.kind === 'uniform') {
    return `${printDuration(distribution.lowNs)}..${printDuration(distribution.highNs)}`;
  }
  return shapeOf(distribution);
}

function writtenNumber(word: Description['word'], value: number): Value {
  switch (word) {
    case 'duration':
    case 'signed-duration':
    case 'wall-time':
      return printDuration(value);
    case 'probability':
      return writtenShare(Math.round(value * ppb));
    case 'ppm':
      return printQuantity({ kind: 'frequency', ratio: ratio(BigInt(value), BigInt(ppb)) });
    case 'rate':
    case 'factor':
    case 'size':
    case 'bandwidth':
      return printQuantity({ kind: word, ratio: ratioOf(value) });
    default:
      return value;
  }
}

function writtenMembers(
  value: object,
  describedBy: (key: string) => Description | null | undefined,
): Written {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    members.map(([key, member]) => [key, writtenValue(describedBy(key) ?? null, member)]),
  );
}

/** Words whose values keep the text that they were read from. */
const hasText: ReadonlySet<string> = new Set(['formula', 'selector', 'link']);

/** A value that was read, as a file would write it. What has a text of its own (a formula) gives that. */
function writtenValue(description: Description | null, value: unknown): Value {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return description === null ? value : writtenNumber(description.word, value);
    case 'object': {
      if (value === null) return null;
      if (description?.word === 'distribution') return writtenDistribution(value as Distribution);
      if (Array.isArray(value)) {
        return value.map((item) => writtenValue(description?.of ?? null, item));
      }
      if (description !== null && hasText.has(description.word) && 'text' in value) {
        return String(value.text);
      }
      return writtenMembers(value, (key) => description?.fields?.[key] ?? description?.of);
    }
    default:
      return null;
  }
}

/** Fields that were read, as a file would write them; what is as it is by default is left out. */
export function writtenFields(fields: Fields, values: object): Written {
  const described = describeFields(fields).fields ?? {};
  const written = writtenMembers(values, (key) => described[key]);
  const entries = Object.entries(written).filter(([key, value]) => {
    const fallback = described[key]?.fallback;
    return fallback === undefined || compactJson(fallback) !== compactJson(value);
  });
  return Object.fromEntries(entries);
}
