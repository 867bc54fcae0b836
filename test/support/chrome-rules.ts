/** An event of Chrome's format. */
export interface ChromeEvent {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly id?: string;
  readonly args?: { readonly [name: string]: unknown };
}

/** Whole nanoseconds of what is told in microseconds. */
export function nanoseconds(us: number | undefined): number {
  return Math.round((us ?? Number.NaN) * 1000);
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

/** Spans of a thread, of which one begins within another and ends behind it. */
function nestingComplaints(thread: string, spans: readonly ChromeEvent[]): string[] {
  const open: number[] = [];
  const complaints: string[] = [];
  // The tools keep the order of the file among those of one instant.
  for (const span of spans.toSorted((a, b) => (a.ts ?? 0) - (b.ts ?? 0))) {
    const from = nanoseconds(span.ts);
    const until = from + nanoseconds(span.dur);
    while (open.length > 0 && (open.at(-1) ?? 0) <= from) open.pop();
    if (until > (open.at(-1) ?? Infinity)) complaints.push(`${thread}: ${span.name} overlaps`);
    open.push(until);
  }
  return complaints;
}

/** Beginnings and ends of one kind, each of which needs exactly one of the other. */
function pairComplaints(
  events: readonly ChromeEvent[],
  [begins, ends]: readonly [string, string],
): string[] {
  const both = events.filter(({ ph }) => ph === begins || ph === ends);
  return [...grouped(both, ({ id }) => id ?? '')].flatMap(([id, pair]) => {
    const said = pair.map(({ ph }) => ph).join('');
    const isInOrder = (pair[0]?.ts ?? 0) <= (pair[1]?.ts ?? 0);
    return said === begins + ends && isInOrder ? [] : [`${id}: ${said}`];
  });
}

/** Ends of arrows where nothing lasts that they could be bound to. */
function looseComplaints(events: readonly ChromeEvent[]): string[] {
  const placeOf = ({ pid, tid, ts }: ChromeEvent): string => `${pid} ${tid} ${ts}`;
  return events.flatMap((event, at) => {
    if (event.ph !== 's' && event.ph !== 'f') return [];
    const before = events[at - 1];
    const isBound = before?.ph === 'X' && placeOf(before) === placeOf(event);
    return isBound ? [] : [`${event.id} ${event.ph}: no span before it begins there`];
  });
}

/** What the tools would draw wrong, or not at all. */
export function chromeComplaints(events: readonly ChromeEvent[]): string[] {
  const spans = events.filter(({ ph }) => ph === 'X');
  const threads = grouped(spans, ({ pid, tid }) => `${pid}/${tid}`);
  const named = (what: string): Set<string> =>
    new Set(events.flatMap(({ name, pid, tid }) => (name === what ? `${pid}/${tid}` : [])));
  const drawn = events.filter(({ ph }) => ph !== 'M');
  const processes = named('process_name');
  const threadNames = named('thread_name');
  return [
    ...[...threads].flatMap(([thread, all]) => nestingComplaints(thread, all)),
    ...pairComplaints(events, ['b', 'e']),
    ...pairComplaints(events, ['s', 'f']),
    ...looseComplaints(events),
    // A counter is of a process.
    ...drawn.flatMap(({ ph, name, pid, tid, ts }) => [
      ...(processes.has(`${pid}/0`) ? [] : [`${name}: process ${pid} has no name`]),
      ...(ph === 'C' || threadNames.has(`${pid}/${tid}`)
        ? []
        : [`${name}: thread ${pid}/${tid} has no name`]),
      ...(Number.isFinite(ts) ? [] : [`${name} has no instant`]),
    ]),
  ];
}
