import { duration, nodes, oneOf, ppm } from '../../base/schema.ts';
import { syncProtocols, syncSelections } from '../../world/time/sync-plan.ts';

/** Keys of `sync`; what is left out is as the daemon of that name has it. */
export const syncFields = {
  protocol: oneOf(syncProtocols, 'Which daemon: one like ntpd, like chronyd, or of PTP.'),
  servers: nodes('Whom it asks: nodes whose program serves time.'),
  interval: duration('From one poll to the next.').min('1ms').optional(),
  select: oneOf(
    syncSelections,
    'Whom it believes: those whose intervals intersect, all in the mean, or the first.',
  ).optional(),
  'step-above': duration('An offset beyond this is stepped, a smaller one slewed.').optional(),
  'panic-above': duration('An offset beyond this makes the daemon give up.').optional(),
  'max-slew': ppm('How fast it slews.').min('1ppb').max('500000ppm').optional(),
};
