import { boolean, integer, oneOf } from '../../base/schema.ts';
import type { Loss } from '../../world/verbs.ts';
import { defineFault } from './define.ts';

/** What a crash can take, from the least to the most; each takes what stands before it too. */
const losses = ['memory', 'unsynced', 'disk'] as const satisfies readonly Loss[];

/** What it takes when the file does not say: a host loses what is not synced, a process its memory. */
function lossOf(lose: Loss | undefined, scope: 'process' | 'host'): Loss {
  return lose ?? (scope === 'host' ? 'unsynced' : 'memory');
}

/** A process dies and its operating system refuses for it, or the whole host goes dark. */
export const crash = defineFault({
  name: 'crash',
  summary: 'Kill a process or a whole host; when the fault ends it is started again.',
  chapter: 'Faults and Partial Failures',
  targets: 'nodes',
  needs: { failures: 'crash-recovery' },
  // Who recovers has what it had on disk; with amnesia it speaks as if it had never promised anything.
  needsMore: ({ lose }) => (lose === 'disk' ? { failures: 'byzantine' } : {}),
  weaker: ['pause'],
  insideStep: true,
  params: {
    scope: oneOf(
      ['process', 'host'],
      'The process alone: its memory is lost and the live host answers RST. The host: it answers nothing.',
    ).default('process'),
    lose: oneOf(
      losses,
      'The most that is lost; `disk` implies `unsynced` and that `memory`. By default memory with a process, writes not synced too with a host, which never loses less.',
    ).optional(),
    tear: boolean(
      'Writes that are not synced are torn: some of those that do not survive got there in part. Nothing is torn by a crash that takes memory alone, or the whole disk.',
    ).default(false),
    survivors: integer(
      'Which of all states that the disk can be in is found: 0 is that in which nothing survived; behind the last they begin anew. Without it each write has its own draw. A crash that takes memory alone leaves the disk as it is, one that takes the disk leaves nothing.',
    )
      .min(0)
      .optional(),
  },
  idleKeys: ({ scope, lose }) => {
    const loss = lossOf(lose, scope);
    // A host never loses less than what is not synced.
    const isUntouched = scope === 'process' && loss === 'memory';
    return isUntouched || loss === 'disk' ? ['tear', 'survivors'] : [];
  },
  example: '{ fault: crash, target: n2, at: 5s, duration: 2s }',
  begin(world, targets, { scope, lose, tear, survivors }) {
    const most = losses.indexOf(lossOf(lose, scope));
    const lost = losses.slice(0, most + 1);
    return targets.map((node) =>
      world.crash(node, scope, lost, { tear, survivors: survivors ?? null }),
    );
  },
});
