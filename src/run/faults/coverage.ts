import type { FaultPlan } from '../../scenario/plan/fault.ts';
import type { Coverage } from '../report/report.ts';
import type { Strike } from './strike.ts';

/** All that tells whether a fault did something. */
export interface FaultAccount {
  readonly plan: FaultPlan;
  readonly strikes: readonly Strike[];
  /** How often it began, whether it then struck or not. */
  readonly occurrences: number;
  /** Roles that nobody held when it began. */
  readonly vacant: readonly string[];
  /** Occurrences that its `probability` left out. */
  readonly notDrawn: number;
  /** Messages that its `match` accepted, whatever the count asks; without one all on its links. */
  readonly matched: number;
  /** Its `while` held at some time. */
  readonly wasOpen: boolean;
  /** Of a fault with `when`: how often that was seen, and which time was awaited. */
  readonly trigger: { readonly seen: number; readonly first: number } | null;
}

/** 100 % in parts per billion. */
const whole = 1_000_000_000;

/** What a fault really did; with a reason when that is nothing. */
export function coverageOf(account: FaultAccount): Coverage {
  const { plan, strikes, occurrences } = account;
  const touched = strikes.reduce((sum, strike) => sum + strike.touched, 0);
  return {
    id: plan.id,
    fault: plan.definition.name,
    occurrences,
    touched,
    pool: false,
    note: touched > 0 ? null : reasonOf(account),
  };
}

function reasonOf(account: FaultAccount): string {
  if (account.occurrences === 0) return whyItNeverBegan(account);
  if (!account.wasOpen) return `"${whileText(account)}" never held`;
  if (account.strikes.length === 0) {
    const roles = account.vacant.join(' or ');
    return roles === '' ? 'its target was empty' : `no node was ${roles} when it began`;
  }
  const down = [...new Set(account.strikes.flatMap(({ alreadyDown }) => alreadyDown))];
  if (down.length > 0) {
    return `${down.join(', ')} ${down.length === 1 ? 'was' : 'were'} already down`;
  }
  const idle = [...new Set(account.strikes.flatMap((strike) => strike.idle))];
  return idle.length > 0 ? idle.slice(0, 3).join('; ') : whyNoMessage(account);
}

function whyItNeverBegan({ trigger, notDrawn, wasOpen, ...account }: FaultAccount): string {
  if (notDrawn > 0) return `its probability left out ${times(notDrawn)}`;
  if (!wasOpen) return `"${whileText(account)}" never held`;
  if (trigger === null) return 'it never began';
  if (trigger.seen === 0) return 'what it waits for never occurred';
  if (trigger.seen >= trigger.first) return 'it was triggered too late to begin';
  return `what it waits for occurred ${times(trigger.seen)}, and it awaits number ${trigger.first}`;
}

function whyNoMessage({ plan, matched, strikes }: FaultAccount): string {
  if (plan.inside) return 'its target took no further step';
  const where = [...new Set(strikes.flatMap(({ targets }) => targets))].slice(0, 3).join(', ');
  const way = where === '' ? '' : ` (${where})`;
  const many = `${matched} ${matched === 1 ? 'message' : 'messages'}`;
  if (plan.match === null) {
    const isSpared = matched > 0 && plan.probabilityPpb < whole;
    if (isSpared) return `${many} passed, and its probability took none`;
    return `no message passed that it could have acted on${way}`;
  }
  if (matched === 0) return `no message matched${way}`;
  const first = plan.match.nth?.first ?? 1;
  if (matched < first) return `${many} matched, and it awaits number ${first}`;
  return `${many} matched, and its probability took none`;
}

function whileText({ plan }: { readonly plan: FaultPlan }): string {
  return plan.while.map(({ text }) => text).join(', ');
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
