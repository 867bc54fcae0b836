import type { DomainPlan } from '../../../world/domains.ts';
import type { SelectorWorld } from '../../selector/world.ts';

/** What fails together, and the names under which files speak of it. */
export interface ReadDomains {
  /** Parents before children. */
  readonly plans: readonly DomainPlan[];
  /** Names for the selectors of faults on domains. */
  readonly world: SelectorWorld;
  /** The domains that a name means: itself, or the members of a group; undefined for another name. */
  membersOf(name: string): readonly string[] | undefined;
}
