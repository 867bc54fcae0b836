import { pageScript } from '../../src/reports/html/page-script.ts';

/** One tag of a page, taken apart as strictly as we write them. */
export interface Tag {
  readonly name: string;
  readonly closes: boolean;
  readonly isEmpty: boolean;
  readonly attributes: readonly (readonly [string, string])[];
}

const tag = /^<(\/?)([a-zA-Z0-9]+)((?: [a-zA-Z0-9:-]+="[^"<>]*")*)(\/?)>/;
const entity = /&(?!amp;|lt;|gt;|quot;|#39;)/;

/** All tags of a page; throws at a `<` that begins none, and at an `&` that begins no entity. */
export function tagsOf(page: string): Tag[] {
  const text = page
    .replace(/^<!DOCTYPE html>\n/, '')
    .replace(/(<style>)[^<]*(<\/style>)/g, '$1$2')
    .replace(/(<script type="application\/json">)[^<]*(<\/script>)/g, '$1$2')
    .replace(`<script>${pageScript}</script>`, '<script></script>');
  const bare = entity.exec(text);
  if (bare !== null) throw new Error(`bare &: ${text.slice(bare.index, bare.index + 40)}`);
  const tags: Tag[] = [];
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    const found = tag.exec(text.slice(at, at + 100_000));
    if (found === null) throw new Error(`no tag of ours: ${text.slice(at, at + 60)}`);
    const [, slash, name = '', rest = '', end] = found;
    const attributes = [...rest.matchAll(/ ([a-zA-Z0-9:-]+)="([^"]*)"/g)].map(
      ([, key = '', value = '']) => [key, value] as const,
    );
    tags.push({ name, closes: slash === '/', isEmpty: end === '/', attributes });
  }
  return tags;
}

/** What is wrong with the nesting of tags; null when each closes what it opened. */
export function nestingFault(tags: readonly Tag[]): string | null {
  const open: string[] = [];
  for (const { name, closes, isEmpty } of tags) {
    if (isEmpty) continue;
    if (!closes) open.push(name);
    else if (open.pop() !== name) return `</${name}> closes nothing`;
  }
  return open.length === 0 ? null : `<${open.at(-1)}> stays open`;
}
