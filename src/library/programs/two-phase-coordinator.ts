import { boolean, duration, nodes } from '../../base/schema.ts';
import { defineProgram } from '../../world/program/program.ts';
import { phases, settlement, transfers } from './protocols/two-phase.ts';

type Decision = 'commit' | 'abort';

/**
 * Two-phase commit (Gray, "Notes on data base operating systems", 1978), presuming abort as in Mohan,
 * Lindsay and Obermarck (1986): it writes down who committed, and of what it does not know it says
 * that it was aborted. So it may tell nobody of a commit before that is on its disk.
 */
export const twoPhaseCoordinator = defineProgram({
  name: 'two-phase-coordinator',
  summary: 'Has participants vote on transactions, decides, and tells them until all have heard.',
  config: {
    participants: nodes('Who must agree.'),
    timeout: duration('How long it waits for votes, and for whoever is told.').default('500ms'),
    force: boolean('Sync a decision to commit before anybody hears of it. Without: wrong.').default(
      true,
    ),
  },
  messages: { ...transfers, ...phases },
  events: settlement,
  points: ['all-voted', 'decided'],

  start(node, { participants, timeout, force }) {
    const committed = new Set(node.disk.records<string>('committed'));
    const undecided = new Set<string>();
    let begun = 0;
    // What a restart finds may be in the page cache alone: nobody may hear of that either.
    const recovered = force && committed.size > 0 ? node.disk.sync('committed') : null;

    async function tell(transaction: string, decision: Decision): Promise<void> {
      const untold = new Set(participants);
      while (untold.size > 0) {
        for (const to of untold) {
          const told = await node.call(to, 'decide', { transaction, decision }, { timeout });
          if (told.status === 'ok') untold.delete(to);
        }
        if (untold.size > 0) await node.sleep(timeout);
      }
    }

    // Nobody remembers who had been told: all are told again.
    for (const transaction of committed) {
      node.task(async () => {
        if (recovered !== null) await recovered;
        await tell(transaction, 'commit');
      });
    }

    node.on('transfer', async () => {
      begun += 1;
      // One that a client asks for again is another one: the first may have been aborted meanwhile.
      const transaction = `${node.id} ${node.boot.count}.${begun}`;
      undecided.add(transaction);
      const everyone = { timeout, need: participants.length };
      const votes = await node.quorum(participants, 'prepare', { transaction }, everyone);
      const agree = votes.reached && votes.ok.every(({ value }) => value.agrees);
      await node.at('all-voted');
      if (agree) {
        committed.add(transaction);
        node.disk.append('committed', transaction);
        if (force) await node.disk.sync('committed');
      }
      undecided.delete(transaction);
      const decision = agree ? 'commit' : 'abort';
      node.observe('settled', { transaction, decision });
      await node.at('decided');
      node.task(() => tell(transaction, decision));
      return { committed: agree };
    });

    node.on('what-became-of', async ({ transaction }) => {
      if (recovered !== null) await recovered;
      if (undecided.has(transaction)) return { decision: 'undecided' };
      return { decision: committed.has(transaction) ? 'commit' : 'abort' };
    });
  },
});
