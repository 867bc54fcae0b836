import { describe, expect, it } from 'vitest';
import { twoPhaseParticipant } from '../../../src/library/programs/two-phase-participant.ts';
import { ProgramPlay } from '../../support/program-play.ts';

function stage(): ProgramPlay {
  const bank = { program: twoPhaseParticipant, config: { coordinator: 'c', patience: '1h' } };
  return new ProgramPlay({ b: bank, c: null });
}

const settled = (play: ProgramPlay) => play.observed('settled').map(({ data }) => data);

describe('two-phase-participant', () => {
  it('remembers over a power cut what it voted for, and how it ended', async () => {
    const play = stage();
    const transaction = 't';
    play.ask(100, 'c', 'b', 'prepare', { transaction });
    play.ask(200, 'c', 'b', 'decide', { transaction, decision: 'abort' });
    play.powerCut('b', 300, 400);
    // Connections do not outlive their hosts: the first question only finds that out.
    play.ask(500, 'c', 'b', 'prepare', { transaction });
    const again = play.ask(2000, 'c', 'b', 'prepare', { transaction });
    await play.played();
    expect(again.outcome).toEqual({ status: 'ok', value: { agrees: false } });
    expect(settled(play)).toEqual([{ transaction, decision: 'abort' }]);
  });

  it('ends a transaction once, as it was told first', async () => {
    const play = stage();
    const transaction = 't';
    play.ask(100, 'c', 'b', 'prepare', { transaction });
    play.ask(200, 'c', 'b', 'decide', { transaction, decision: 'commit' });
    play.ask(300, 'c', 'b', 'decide', { transaction, decision: 'commit' });
    await play.played();
    expect(settled(play)).toEqual([{ transaction, decision: 'commit' }]);
  });
});
