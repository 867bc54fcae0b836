import { describe, expect, it } from 'vitest';
import { ClockStage, clock, ms, second, sync } from '../../support/clock-stage.ts';

const fast = { intervalNs: 4 * second };

const claims = (stage: ClockStage, of: string): object[] =>
  stage
    .events()
    .filter(({ type, node, name }) => type === 'sent' && node === of && name === 'time-answer')
    .map(({ data }) => (data as { readonly body: object }).body);

describe('time-server', () => {
  it('tells what its own clock shows, and claims stratum 1 when nothing keeps that', async () => {
    const stage = new ClockStage({ s: clock(70 * ms) }, { a: clock(0, 0, sync('ntp', ['s'])) }, 20);
    await stage.play();
    const [first] = claims(stage, 's');
    expect(first).toMatchObject({ stratum: 1, priority: 128, rootDispersion: 0 });
    const { originate, received } = first as { originate: number; received: number };
    expect(received - originate).toBe(71 * ms);
  });

  it('is one stratum further from the truth than the server that it follows', async () => {
    const servers = { s1: clock(0), s2: clock(30 * ms, 0, sync('ntp', ['s1'], fast)) };
    const node = clock(0, 0, sync('ntp', ['s2'], fast));
    const stage = new ClockStage(servers, { a: node }, 300);
    const [offset = 0] = await stage.seen([300], () => stage.offset('a'));
    expect(claims(stage, 's2').at(-1)).toMatchObject({ stratum: 2 });
    expect(stage.keeper('a')).toEqual({ synchronised: true, stratum: 3 });
    expect(Math.abs(offset)).toBeLessThan(1 * ms);
  });

  it('claims whatever stratum it is told to', async () => {
    const node = clock(0, 0, sync('ntp', ['s'], fast));
    const stage = new ClockStage({ s: clock(0) }, { a: node }, 60, { s: { stratum: 7 } });
    await stage.play();
    expect(stage.keeper('a')).toEqual({ synchronised: true, stratum: 8 });
  });
});
