import { expect, it } from 'vitest';
import { oneOf, duration } from '../../../src/base/schema.ts';
import { Shelf } from '../../../src/base/shelf.ts';
import { shelfPage } from '../../../src/cli/reference/shelf-page.ts';

it('describes each item with its keys and its example', () => {
  const shelf = new Shelf('fault', [
    {
      name: 'nap',
      summary: 'Sleeps.',
      params: {
        depth: oneOf(['light', 'deep'], 'How well.').default('light'),
        length: duration('How long | at least.').min('1s'),
      },
      example: '{ fault: nap }',
    },
    { name: 'wake', summary: 'Wakes.', example: null },
  ]);
  expect(shelfPage('Faults', shelf)).toBe(`# Faults

## nap

Sleeps.

| key | value | default | meaning |
|---|---|---|---|
| \`depth\` | \`light\`, \`deep\` | \`light\` | How well. |
| \`length\` | duration, at least \`1s\` | required | How long \\| at least. |

\`\`\`yaml
{ fault: nap }
\`\`\`

## wake

Wakes.
`);
});
