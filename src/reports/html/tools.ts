import { isolated, printable } from '../../base/text/cells.ts';
import { block, type Child, inline, type Markup } from './markup.ts';

/** What the script says while nothing is picked. */
const hint =
  'Pick an event, by a click or with the arrow keys, to see what may have led to it and what it may have led to.';

function button(deed: string, text: string, label: string): Markup {
  const attributes = { type: 'button', 'data-do': deed, 'aria-label': label, title: label };
  return inline('button', attributes, text);
}

function filter(what: string, all: string, names: readonly string[]): Child {
  if (names.length < 2) return null;
  const options = names.map((name) =>
    inline('option', { value: name, dir: 'auto' }, isolated(printable(name))),
  );
  return inline(
    'select',
    { 'data-filter': what, 'aria-label': `Show ${what}` },
    inline('option', { value: '' }, all),
    options,
  );
}

/** The tools above a diagram. They keep their room before the script comes, and are not there without one. */
export function tools(nodes: readonly string[], checks: readonly string[]): Markup {
  return block(
    'div',
    { class: 'tools' },
    button('out', '−', 'Zoom out'),
    button('in', '+', 'Zoom in'),
    button('whole', '100%', 'Full size'),
    button('fit', 'Fit', 'Fit the width'),
    filter('node', 'all nodes', nodes),
    filter('check', 'all checks', checks),
  );
}

/** Where the script says what is picked. */
export function picked(): Markup {
  return inline('p', { class: 'picked', 'aria-live': 'polite' }, hint);
}
