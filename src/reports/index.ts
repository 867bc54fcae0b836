import { Shelf } from '../base/shelf.ts';
import type { Reporter } from './define.ts';
import { github } from './github.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { mermaid } from './mermaid.ts';
import { svg } from './svg.ts';
import { text } from './text.ts';

/** All reporters, in alphabetical order. */
export const reporters = new Shelf<Reporter>('reporter', [
  github,
  html,
  json,
  junit,
  markdown,
  mermaid,
  svg,
  text,
]);

/** The reporter when none is named. */
export const defaultReporter: Reporter = text;
