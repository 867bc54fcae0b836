import { expect, it } from 'vitest';
import { echo } from '../../../src/library/programs/echo.ts';
import { ProgramPlay } from '../../support/program-play.ts';

it('answers with the words of the request, one round trip after the connection stands', async () => {
  const play = new ProgramPlay({ client: null, server: { program: echo } });
  const first = play.ask(10, 'client', 'server', 'echo', { words: 'salaam' });
  const second = play.ask(100, 'client', 'server', 'echo', { words: 'درود' });
  await play.played();
  expect(first.outcome).toEqual({ status: 'ok', value: { words: 'salaam' } });
  expect(second).toEqual({ outcome: { status: 'ok', value: { words: 'درود' } }, atMs: 102 });
});
