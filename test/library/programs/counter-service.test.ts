import { describe, expect, it } from 'vitest';
import { counterService } from '../../../src/library/programs/counter-service.ts';
import { ProgramPlay } from '../../support/program-play.ts';

/** Two requests of one id, one of another, then a read. */
async function countTwice(deduplicate: boolean): Promise<{ values: unknown[]; effects: number }> {
  const play = new ProgramPlay({
    client: null,
    counter: { program: counterService, config: { deduplicate } },
  });
  const key = 'visits';
  const answers = [
    play.ask(10, 'client', 'counter', 'increment', { key }, { id: 'same' }),
    play.ask(20, 'client', 'counter', 'increment', { key }, { id: 'same' }),
    play.ask(30, 'client', 'counter', 'increment', { key }, { id: 'other' }),
    play.ask(40, 'client', 'counter', 'read', { key }),
    play.ask(50, 'client', 'counter', 'read', { key: 'never counted' }),
  ];
  await play.played();
  const values = answers.map(({ outcome }) => outcome?.status === 'ok' && outcome.value);
  return { values, effects: play.observed('applied').length };
}

describe('a counter', () => {
  it('counts each request that comes', async () => {
    expect(await countTwice(false)).toEqual({
      values: [{ value: 1 }, { value: 2 }, { value: 3 }, { value: 3 }, { value: 0 }],
      effects: 3,
    });
  });

  it('that remembers gives a repeated request its first answer and no effect', async () => {
    expect(await countTwice(true)).toEqual({
      values: [{ value: 1 }, { value: 1 }, { value: 2 }, { value: 2 }, { value: 0 }],
      effects: 2,
    });
  });

  it('tells which request had the effect', async () => {
    const play = new ProgramPlay({ client: null, counter: { program: counterService } });
    play.ask(10, 'client', 'counter', 'increment', { key: 'visits' }, { id: 'mine' });
    await play.played();
    expect(play.observed('applied').map(({ data }) => data)).toEqual([
      { request: 'mine', key: 'visits', value: 1 },
    ]);
  });
});
