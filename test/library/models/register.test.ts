import { expect, it } from 'vitest';
import { register } from '../../../src/library/models/register.ts';
import { linearize } from '../../../src/run/linearize.ts';
import { toldHistory } from '../../support/told-history.ts';

it('gives back what was written last', () => {
  const sound = toldHistory([
    { op: 'write', body: { value: 'x' }, call: 0, back: 1 },
    { op: 'read', call: 2, back: 3, reply: { value: 'x' } },
  ]);
  expect(linearize(register, sound, 1000).verdict).toBe('linearizable');
});

it('does not give back what was overwritten before', () => {
  const stale = toldHistory([
    { op: 'write', body: { value: 'x' }, call: 0, back: 1 },
    { op: 'write', body: { value: 'y' }, call: 2, back: 3 },
    { op: 'read', call: 4, back: 5, reply: { value: 'x' } },
  ]);
  expect(linearize(register, stale, 1000)).toMatchObject({
    verdict: 'impossible',
    stuck: { op: 'read' },
  });
});
