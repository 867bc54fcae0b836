import { duration, node as nodeId } from '../../base/schema.ts';
import { defineProgram } from '../../world/program/program.ts';
import { ack } from '../../world/program/protocol.ts';
import { phases, settlement } from './protocols/two-phase.ts';

/**
 * Whoever has voted for a transaction may not decide alone any more: it is in doubt, and stays so, until
 * it hears from the coordinator. That two-phase commit blocks is its price.
 */
export const twoPhaseParticipant = defineProgram({
  name: 'two-phase-participant',
  summary: 'Votes in a two-phase commit, writes its vote down, and asks when it hears no decision.',
  config: {
    coordinator: nodeId('Whom it asks what became of a transaction.'),
    patience: duration('How long it waits for a decision before it asks.').default('1s'),
  },
  messages: phases,
  events: { ...settlement, 'in-doubt': { transaction: settlement.settled.transaction } },
  points: ['voted'],
  handlers: 'one-at-a-time',

  start(node, { coordinator, patience }) {
    type Standing = 'prepared' | 'commit' | 'abort';
    const known = new Map<string, Standing>(
      node.disk.records<readonly [string, Standing]>('ledger'),
    );

    // A vote that a restart finds may be in the page cache alone, and is to be given only once it is safe.
    const recovered = known.size > 0 ? node.disk.sync('ledger') : null;

    async function note(transaction: string, standing: Standing): Promise<void> {
      known.set(transaction, standing);
      node.disk.append('ledger', [transaction, standing]);
      await node.disk.sync('ledger');
    }

    async function settle(transaction: string, decision: 'commit' | 'abort'): Promise<void> {
      const standing = known.get(transaction);
      if (standing === 'commit' || standing === 'abort') return;
      await note(transaction, decision);
      node.observe('settled', { transaction, decision });
    }

    /** Asks until somebody knows. */
    async function findOut(transaction: string): Promise<void> {
      while (known.get(transaction) === 'prepared') {
        node.observe('in-doubt', { transaction });
        const asked = { transaction };
        const told = await node.call(coordinator, 'what-became-of', asked, { timeout: patience });
        if (told.status === 'ok' && told.value.decision !== 'undecided') {
          await settle(transaction, told.value.decision);
        } else await node.sleep(patience);
      }
    }

    for (const [transaction, standing] of known) {
      if (standing === 'prepared') node.task(() => findOut(transaction));
    }

    node.on('prepare', async ({ transaction }) => {
      const standing = known.get(transaction);
      if (standing !== undefined) {
        if (recovered !== null) await recovered;
        return { agrees: standing !== 'abort' };
      }
      await note(transaction, 'prepared');
      await node.at('voted');
      node.after(patience, () => node.task(() => findOut(transaction)));
      return { agrees: true };
    });

    node.on('decide', async ({ transaction, decision }) => {
      await settle(transaction, decision);
      return ack;
    });
  },
});
