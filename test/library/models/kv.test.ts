import { expect, it } from 'vitest';
import { kv } from '../../../src/library/models/kv.ts';
import { linearize } from '../../../src/run/linearize.ts';
import { toldHistory } from '../../support/told-history.ts';

it('keeps keys apart', () => {
  const put = (key: string, at: number) => ({
    op: 'put',
    body: { key, value: 'v' },
    call: at,
    back: at + 1,
  });
  const get = (key: string, at: number, reply: { value?: string }) => ({
    op: 'get',
    body: { key },
    call: at,
    back: at + 1,
    reply,
  });
  const sound = toldHistory([put('k1', 0), get('k2', 2, {}), get('k1', 4, { value: 'v' })]);
  expect(linearize(kv, sound, 1000).verdict).toBe('linearizable');
  const mixed = toldHistory([put('k1', 0), get('k2', 2, { value: 'v' })]);
  expect(linearize(kv, mixed, 1000)).toMatchObject({ verdict: 'impossible', key: 'k2' });
});
