import { describe, expect, it } from 'vitest';
import { cellWidth, type Diagram, diagramOf } from '../../../src/reports/html/diagram.ts';
import type { Run } from '../../../src/run/report/report.ts';
import {
  faultReport,
  leaseRun,
  messageReport,
  runReport,
  second,
  seen,
} from '../../support/report-fixtures.ts';

/** The diagram of a run with the evidence of all its checks. */
function drawn(run: Run, mostRows = 60): Diagram {
  const witnesses = run.checks.flatMap(({ witness }) => (witness === null ? [] : [witness.events]));
  const diagram = diagramOf({ run, witnesses, mostRows });
  if (diagram === null) throw new Error('nothing to show');
  return diagram;
}

const laneX = ({ lanes }: Diagram, name: string): number =>
  lanes.find((lane) => lane.name === name)?.x ?? -1;

const numbersIn = (value: unknown): number[] => {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
};

describe('the drawing of a story', () => {
  const lease = drawn(leaseRun('unfenced', false));

  it('has a lane for each node that something happens to, in the order of the run', () => {
    expect(lease.lanes.map(({ name }) => name)).toEqual(['client-1', 'client-2', 'locks', 'store']);
    const xs = lease.lanes.map(({ x }) => x);
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
  });

  it('marks where it breaks, the evidence, and the rest', () => {
    const marked = (kind: string) =>
      lease.rows.filter((row) => row.kind === kind).map(({ words }) => words.join(' '));
    expect(marked('decisive')).toEqual(['store: write-accepted file=shared by=client-1 token=3']);
    expect(marked('evidence')).toEqual(['store: write-accepted file=shared by=client-2 token=4']);
    expect(marked('lost')).toEqual([]);
    expect(lease.rows.length - 2).toBe(marked('event').length);
  });

  it('has an arrow from the node that an event came from, and to the one that it went to', () => {
    const arrowOf = (start: string) =>
      lease.rows.find(({ words }) => words[0]?.startsWith(start) === true)?.arrow;
    expect(arrowOf('store: write-accepted file=shared by=client-2')).toMatchObject({
      fromX: laneX(lease, 'client-2'),
      toX: laneX(lease, 'store'),
      isLost: false,
    });
    expect(arrowOf('locks: lease-granted lock=file to=client-1')).toMatchObject({
      fromX: laneX(lease, 'locks'),
      toX: laneX(lease, 'client-1'),
    });
    expect(arrowOf('client-1 is paused')).toBeNull();
  });

  it('draws each message from lane to lane, in place of what a field says of it', () => {
    const asks = seen(second, 'n1', 'observed', 'asks', { to: 'n2' });
    const message = messageReport(['n1', 'n2'], [second, 2 * second]);
    const got = seen(2 * second, 'n2', 'observed', 'got', { from: 'n1' });
    const lost = messageReport(['n2', 'n1'], [2 * second, 2 * second], { fate: 'lost' });
    const diagram = drawn(runReport({ story: [asks, got], messages: [message, lost] }));
    expect(diagram.rows.map(({ words, kind }) => [words.join(' '), kind])).toEqual([
      ['n1: asks to=n2', 'event'],
      ['n2: got from=n1', 'event'],
      ['n2 sends put to n1 (lost)', 'message'],
    ]);
    expect(diagram.rows.map(({ arrow }) => arrow)).toEqual([null, null, null]);
    expect(diagram.rows.map(({ causes }) => causes)).toEqual([[], [0], [1]]);
    const [n1, n2] = [laneX(diagram, 'n1'), laneX(diagram, 'n2')];
    const ys = diagram.rows.map(({ y }) => y);
    expect(
      diagram.messages.map(({ departs, arrives, arrow }) => [departs, arrives, arrow]),
    ).toEqual([
      [0, 1, { fromX: n1, fromY: ys[0], toX: n2, toY: ys[1], isLost: false, isOpen: false }],
      [
        2,
        null,
        {
          fromX: n2,
          fromY: ys[2],
          toX: n1,
          toY: Number(ys[2]) + 10,
          isLost: true,
          isOpen: false,
        },
      ],
    ]);
  });

  it('leaves out messages before anything else, and the arrow where both its ends are', () => {
    const story = Array.from({ length: 4 }, (_, n) => seen(n * second, 'n1', 'observed', `e${n}`));
    const messages = [messageReport(['n2', 'n1'], [10, 20])];
    const diagram = drawn(runReport({ story, messages }), 4);
    expect(diagram.rows.map(({ words }) => words[0])).toEqual([
      'n1: e0',
      'n1: e1',
      'n1: e2',
      'n1: e3',
    ]);
    expect(diagram.messages).toEqual([]);
    expect(diagram.left).toBe(2);
  });

  it('shows that a node stands still from the row that says so to the one in which it runs', () => {
    const rowAt = (words: string) => lease.rows.find((row) => row.words[0] === words)?.y;
    const [stretch, second_] = lease.stretches.filter(({ look }) => look === 'paused');
    expect(second_).toBeUndefined();
    expect(stretch).toEqual({
      x: laneX(lease, 'client-1'),
      from: rowAt('client-1 is paused (gc)'),
      until: rowAt('client-1 runs again'),
      look: 'paused',
    });
  });

  it('covers each lane from the top to the bottom, without gaps', () => {
    for (const { x } of lease.lanes) {
      const own = lease.stretches
        .filter((stretch) => stretch.x === x)
        .toSorted((a, b) => a.from - b.from);
      expect(own[0]?.from).toBe(lease.top);
      expect(own.at(-1)?.until).toBe(lease.bottom);
      expect(own.slice(1).map(({ from }) => from)).toEqual(
        own.slice(0, -1).map(({ until }) => until),
      );
    }
  });

  it('shows a fault on its targets without a gap, while others begin and end at one instant', () => {
    const fault = (id: string) => faultReport(id, 'delay', { from: second, until: 3 * second });
    const edge = (at: number, type: string, id: string) =>
      seen(at, null, type, type, { id, fault: 'delay', targets: ['n1'] });
    const run = runReport({
      faults: [fault('a'), fault('b')],
      story: [
        seen(0, 'n1', 'observed', 'x'),
        edge(second, 'fault-began', 'a'),
        edge(second, 'fault-began', 'b'),
        edge(3 * second, 'fault-ended', 'a'),
        edge(3 * second, 'fault-ended', 'b'),
      ],
    });
    const diagram = drawn(run);
    const [, first, , ended] = diagram.rows;
    expect(diagram.stretches.filter(({ look }) => look === 'struck')).toEqual([
      { x: laneX(diagram, 'n1'), from: first?.y, until: ended?.y, look: 'struck' },
    ]);
  });

  it('has room for the instants of a run that lasts for years', () => {
    const at = 1_234_567_890 * second;
    const { rows, timeRight, lanes } = drawn(
      runReport({ story: [seen(at, 'n1', 'observed', 'x')] }),
    );
    expect(rows[0]?.instant).toBe('1234567890.000s');
    expect(timeRight).toBeGreaterThanOrEqual(15 * cellWidth);
    expect(lanes[0]?.x).toBeGreaterThan(timeRight);
  });

  it('ends the arrow of a lost message on its way', () => {
    const run = runReport({ story: [seen(second, 'n1', 'lost', 'write', { to: 'n2' })] });
    expect(drawn(run).rows[0]).toMatchObject({ kind: 'lost', arrow: { isLost: true } });
  });

  it('leaves out what has no room, least telling first, and counts it', () => {
    const few = drawn(leaseRun('unfenced', false), 4);
    expect(few.left).toBe(lease.rows.length - few.rows.length);
    expect(few.rows.filter(({ kind }) => kind === 'decisive')).toHaveLength(1);
  });

  it('puts many long names on a staircase', () => {
    const nodes = Array.from({ length: 9 }, (_, index) => `replica-of-the-store-${index}`);
    const story = nodes.map((node, index) => seen(index * second, node, 'observed', 'x'));
    const { lanes, top } = drawn(runReport({ nodes, story }));
    expect(new Set(lanes.map(({ nameY }) => nameY)).size).toBe(9);
    expect(lanes.every(({ nameY, anchor }) => nameY < top && anchor === 'start')).toBe(true);
  });

  it('has whole pixels only, and nothing where nothing happened', () => {
    expect(numbersIn(lease).filter((number) => !Number.isInteger(number))).toEqual([]);
    expect(diagramOf({ run: runReport({}), witnesses: [], mostRows: 60 })).toBeNull();
  });
});
