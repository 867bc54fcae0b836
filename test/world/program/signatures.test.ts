import { describe, expect, it } from 'vitest';
import type { Signature, Value } from '../../../src/base/units.ts';
import { Signatures } from '../../../src/world/program/signatures.ts';

describe('an ideal signature', () => {
  it('is good for one value of one node', () => {
    const signatures = new Signatures();
    const mark = signatures.sign('a', { order: 'attack' });
    expect(signatures.verify({ order: 'attack' }, mark, 'a')).toBe(true);
    expect(signatures.verify({ order: 'retreat' }, mark, 'a')).toBe(false);
    expect(signatures.verify({ order: 'attack' }, mark, 'b')).toBe(false);
  });

  it('cannot be made by writing one down', () => {
    const signatures = new Signatures();
    const other = new Signatures();
    const forged = { ...(other.sign('a', 'attack') as object) } as Value as Signature;
    expect(signatures.verify('attack', forged, 'a')).toBe(false);
    signatures.sign('a', 'attack');
    expect(signatures.verify('attack', forged, 'a')).toBe(true);
  });

  it('may be shown again by anybody', () => {
    const signatures = new Signatures();
    const mark = signatures.sign('a', 7);
    const copied = JSON.parse(JSON.stringify(mark)) as Signature;
    expect(signatures.verify(7, copied, 'a')).toBe(true);
  });

  it('is made anew by a liar over its own words, and over nobody else’s', () => {
    const signatures = new Signatures();
    const own = signatures.sign('liar', 'attack');
    const other = signatures.sign('a', 'attack');
    const body = { seals: [{ mark: other }, { mark: own }], value: 'retreat' };
    const said = signatures.signedAnew(body, 'liar', 'attack', 'retreat') as {
      readonly seals: readonly { readonly mark: Signature }[];
    };
    const [first, second] = said.seals;
    expect(first?.mark).toBe(other);
    expect(signatures.verify('retreat', second?.mark as Signature, 'liar')).toBe(true);
    expect(signatures.verify('retreat', other, 'a')).toBe(false);
  });

  it('is the only thing in its words that a liar changes', () => {
    const signatures = new Signatures();
    const own = signatures.sign('liar', 'attack');
    const body = { nothing: null, text: 'attack', list: [1, null, 'a'], no: { by: 'liar', of: 1 } };
    const said = signatures.signedAnew({ ...body, own }, 'liar', 'attack', 'retreat') as object;
    const { own: again, ...others } = said as typeof body & { readonly own: Signature };
    expect(others).toEqual(body);
    expect(signatures.verify('retreat', again, 'liar')).toBe(true);
  });
});
