import { describe, expect, it } from 'vitest';
import { leaseService } from '../../../src/library/programs/lease-service.ts';
import { ProgramPlay } from '../../support/program-play.ts';

const ttlNs = 2_000_000_000;
const lock = 'l';

function stage(durable = true): ProgramPlay {
  const config = { ttl: '2s', durable };
  return new ProgramPlay({ a: null, b: null, locks: { program: leaseService, config } });
}

describe('a lease', () => {
  it('is held against others until it ends', async () => {
    const play = stage();
    const first = play.ask(10, 'a', 'locks', 'acquire', { lock });
    const tooEarly = play.ask(1000, 'b', 'locks', 'acquire', { lock });
    const afterwards = play.ask(2500, 'b', 'locks', 'acquire', { lock });
    await play.played();
    expect(first.outcome).toEqual({ status: 'ok', value: { token: 1, ttl: ttlNs } });
    expect(tooEarly.outcome).toEqual({ status: 'fail', error: 'held', detail: { by: 'a' } });
    expect(afterwards.outcome).toEqual({ status: 'ok', value: { token: 2, ttl: ttlNs } });
  });

  it('lives longer when it is renewed in time, under the same token', async () => {
    const play = stage();
    play.ask(10, 'a', 'locks', 'acquire', { lock });
    const renewed = play.ask(1500, 'a', 'locks', 'renew', { lock, token: 1 });
    const other = play.ask(3000, 'b', 'locks', 'acquire', { lock });
    const late = play.ask(4000, 'a', 'locks', 'renew', { lock, token: 1 });
    const wrong = play.ask(4100, 'a', 'locks', 'renew', { lock, token: 7 });
    await play.played();
    expect(renewed.outcome).toEqual({ status: 'ok', value: { ttl: ttlNs } });
    expect(other.outcome).toMatchObject({ error: 'held' });
    expect(late.outcome).toMatchObject({ status: 'fail', error: 'expired' });
    expect(wrong.outcome).toMatchObject({ status: 'fail', error: 'expired' });
  });

  it('of one lock says nothing about another', async () => {
    const play = stage();
    play.ask(10, 'a', 'locks', 'acquire', { lock });
    const other = play.ask(20, 'b', 'locks', 'acquire', { lock: 'm' });
    await play.played();
    expect(other.outcome).toMatchObject({ status: 'ok' });
  });

  it.each([
    [true, [1, 2]],
    [false, [1, 1]],
  ])('gets a new token after a power cut, if tokens are durable (%s)', async (durable, tokens) => {
    const play = stage(durable).powerCut('locks', 100, 200);
    play.ask(10, 'a', 'locks', 'acquire', { lock });
    play.ask(2000, 'b', 'locks', 'acquire', { lock });
    await play.played();
    expect(play.observed('lease-granted').map(({ data }) => data['token'])).toEqual(tokens);
  });
});
