/** An event as the tool reads it. */
export interface ShivizEvent {
  readonly text: string;
  readonly host: string;
  readonly clock: ReadonlyMap<string, number>;
}

/** A log as the tool reads it: the events of each run, by the run's name. */
export type ShivizLog = ReadonlyMap<string, readonly ShivizEvent[]>;

/** Reads a log with nothing but what its first two lines say, as the tool does. */
export function readShiviz(text: string): ShivizLog {
  const [parser = '', delimiter = ''] = text.split('\n', 2);
  const body = text.slice(parser.length + delimiter.length + 2);
  const marks = [...body.matchAll(new RegExp(delimiter, 'gm'))];
  const runs = new Map<string, readonly ShivizEvent[]>();
  for (const [nth, mark] of marks.entries()) {
    const name = mark.groups?.['trace'] ?? '';
    if (runs.has(name)) throw new Error(`two runs are called ${name}`);
    const part = body.slice(mark.index + mark[0].length, marks[nth + 1]?.index);
    const events = [...part.matchAll(new RegExp(parser, 'g'))].map(({ groups = {} }) => ({
      text: groups['event'] ?? '',
      host: groups['host'] ?? '',
      clock: new Map(Object.entries(JSON.parse(groups['clock'] ?? '') as Record<string, number>)),
    }));
    const lines = part.split('\n').filter((line) => line !== '');
    if (lines.length !== 2 * events.length) throw new Error(`${name} has lines that are no events`);
    runs.set(name, events);
  }
  const [first] = marks;
  if (body.slice(0, first?.index) !== '') throw new Error('something stands before the first run');
  return runs;
}

function clockOf(events: ReadonlyMap<string, readonly ShivizEvent[]>, host: string, nth: number) {
  return events.get(host)?.[nth - 1]?.clock;
}

/** What breaks the rules of vector clocks, without which the tool refuses a log. */
export function clockComplaints(events: readonly ShivizEvent[]): string[] {
  const hosts = new Map<string, ShivizEvent[]>();
  for (const event of events) hosts.set(event.host, [...(hosts.get(event.host) ?? []), event]);
  const complaints: string[] = [];
  for (const [host, own] of hosts) {
    if (host === '' || /\s/.test(host)) complaints.push(`"${host}" is no name of a host`);
    for (const [at, { clock, text }] of own.entries()) {
      const say = (problem: string): number => complaints.push(`${host}, ${text}: ${problem}`);
      if (clock.get(host) !== at + 1) say(`its own count is ${clock.get(host)}, not ${at + 1}`);
      for (const [other, count] of clock) {
        const seen = clockOf(hosts, other, count);
        if (seen === undefined) say(`it knows of event ${count} of ${other}, which is not there`);
        for (const [third, known] of seen ?? []) {
          if ((clock.get(third) ?? 0) < known)
            say(`it knows ${other} ${count} but less of ${third}`);
        }
      }
      for (const [other, count] of own[at - 1]?.clock ?? []) {
        if ((clock.get(other) ?? 0) < count) say(`it has forgotten something of ${other}`);
      }
    }
  }
  return complaints;
}
