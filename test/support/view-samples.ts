import type { Value } from '../../src/base/units.ts';
import type { WitnessEvent } from '../../src/run/report/report.ts';
import type { Mark, RunView } from '../../src/run/view/view.ts';
import { ms, second } from './report-fixtures.ts';

const durationNs = 30 * second;
const pausedFrom = 5 * second;
const pausedUntil = 20 * second;
const cutFrom = 8 * second;
const cutUntil = 11 * second;

export interface SampleOptions {
  readonly names?: readonly [string, string, string];
  /** Nodes beside the three, to which nothing happens. */
  readonly quiet?: number;
}

function moment(at: number, node: string | null, type: string, data: Value): WitnessEvent {
  return { seq: at / ms, at, node, incarnation: 1, type, event: type, data };
}

/** Regular traffic: a client asks the store every 700 ms and has its answer 40 ms later. */
function traffic(client: string, store: string, fromNs: number, untilNs: number): Mark[] {
  const marks: Mark[] = [];
  const cutOff = /[2۲]$/.test(client);
  const period = cutOff ? 1_100 * ms : 700 * ms;
  for (let at = Math.ceil(fromNs / period) * period; at < untilNs; at += period) {
    const cut = cutOff && at >= cutFrom && at < cutUntil;
    marks.push({ at, node: client, mark: 'sent' });
    if (cut) marks.push({ at: at + 20 * ms, node: store, mark: 'lost' });
    else marks.push({ at: at + 20 * ms, node: store, mark: 'received' });
  }
  return marks;
}

/** What a run looks like at an instant, with what happened since the sample before. */
export function viewAt(instantNs: number, sinceNs: number, options: SampleOptions = {}): RunView {
  const [store, first, next] = options.names ?? ['storage', 'client-1', 'client-2'];
  const paused = instantNs >= pausedFrom && instantNs < pausedUntil;
  const cut = instantNs >= cutFrom && instantNs < cutUntil;
  const gc = { id: 'gc', fault: 'pause', targets: [first] };
  const cable = { id: 'cable', fault: 'partition', targets: [`${next} -> ${store}`] };
  const moments = [
    moment(pausedFrom, null, 'fault-began', gc),
    moment(pausedFrom, first, 'paused', { change: 'paused', why: 'gc' }),
    moment(cutFrom, null, 'fault-began', cable),
    moment(cutUntil, null, 'fault-ended', cable),
    moment(pausedUntil, null, 'fault-ended', gc),
    moment(pausedUntil, first, 'resumed', { change: 'resumed', why: null }),
    moment(20_006 * ms, null, 'violated', { id: 'no-lost-write', why: 'token 33 after token 34' }),
  ].filter(({ at }) => at > sinceNs && at <= instantNs);
  const marks = [
    ...traffic(first, store, sinceNs, instantNs),
    ...traffic(next, store, sinceNs, instantNs),
  ].filter(({ node, at }) => node !== first || at < pausedFrom || at >= pausedUntil);
  const others = Array.from({ length: options.quiet ?? 0 }, (_, index) => `spare-${index + 1}`);
  return {
    scenario: 'lease-without-fencing',
    variant: 'unfenced',
    cell: null,
    seed: '42',
    instantNs,
    durationNs,
    events: Math.floor(instantNs / (10 * ms)),
    nodes: [
      { id: store, state: 'up', partitioned: cut, note: 'accepted token 33' },
      {
        id: first,
        state: paused ? 'paused' : 'up',
        partitioned: false,
        note: paused ? 'paused (gc) since 5.000s' : null,
      },
      { id: next, state: 'up', partitioned: cut, note: 'holds lease #34' },
      ...others.map((id) => ({ id, state: 'up', partitioned: false, note: null }) as const),
    ],
    faults: [
      {
        id: 'gc',
        active: paused,
        fromNs: instantNs < pausedFrom ? null : pausedFrom,
        untilNs: instantNs < pausedFrom ? null : pausedUntil,
      },
      {
        id: 'cable',
        active: cut,
        fromNs: instantNs < cutFrom ? null : cutFrom,
        untilNs: instantNs < cutFrom ? null : cutUntil,
      },
    ],
    checks: [
      {
        id: 'no-lost-write',
        verdict: instantNs >= 20_006 * ms ? 'violated' : null,
        violation: instantNs >= 20_006 * ms ? { why: 'a late write', atNs: 20_006 * ms } : null,
      },
      { id: 'progress', verdict: null, violation: null },
    ],
    inFlight: 3,
    dropped: 12,
    maxSkewNs: 11_200_000,
    maxSkewNode: first,
    marks,
    moments,
  };
}

/** A whole run in equal steps. */
export function viewsUpTo(endNs: number, steps: number, options: SampleOptions = {}): RunView[] {
  return Array.from({ length: steps }, (_, step) =>
    viewAt(Math.round((endNs * (step + 1)) / steps), Math.round((endNs * step) / steps), options),
  );
}
