import type { Value } from '../../base/units.ts';
import type { ScenarioData } from '../scenario.ts';
import { type Span, sourceOf } from './source.ts';
import { type Mapping, mappingAt, scalarAt, type Tree } from './tree.ts';

/** Plain data as a tree of which everything stands at one place. */
export function treeAt(span: Span, value: Value): Tree {
  if (value === null) return scalarAt(span, null, '');
  if (typeof value !== 'object') return scalarAt(span, value);
  if (Array.isArray(value)) {
    const items = value as readonly Value[];
    return { kind: 'list', span, items: items.map((item) => treeAt(span, item)) };
  }
  return mapOf(value as ScenarioData, span);
}

function mapOf(data: ScenarioData, span: Span): Mapping {
  const entries = Object.entries(data).map(([key, value]) => {
    return { key, keySpan: span, value: treeAt(span, value) };
  });
  return mappingAt(span, entries);
}

/** The tree that a file with this data in it would give, without places: nobody wrote it. */
export function dataTree(file: string, data: ScenarioData): Mapping {
  return mapOf(data, { source: sourceOf(file, ''), start: 0, end: 0 });
}
