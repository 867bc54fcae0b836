import { describe, expect, it } from 'vitest';
import { text } from '../../src/reports/text.ts';
import type { MetricReport } from '../../src/run/report/report.ts';
import { attempt, faultReport, reportOf, runReport } from '../support/report-fixtures.ts';

const lost = ['0%', '10%', '20%', '30%'];
const latencies = ['1ms', 'same-az'];

function share(value: number): MetricReport {
  const plain = { unit: 'millionths', series: null, everyNs: null, by: null } as const;
  return { id: 'share-of-the-answered', metric: 'success', value, ...plain };
}

/** A run for each cell of a matrix of eight; each fault hits another number of messages in each. */
const runs = latencies.flatMap((latency, row) =>
  lost.map((loss, column) =>
    runReport({
      variant: 'patient',
      cell: `links.defaults.latency=${latency},lossy=${loss}`,
      faults: ['cut', 'flap', 'slow', 'storm'].map((id, nth) =>
        faultReport(id, 'loss', { touched: 1 + 10 * row + column + nth }),
      ),
      metrics: [share(900_000 + column)],
      ledger: (['done', 'lost', 'queued', 'dead', 'paused', 'reply-lost', 'reply-late'] as const)
        .flatMap((truth) => [truth, truth])
        .map((truth, number) => attempt({ truth, number })),
    }),
  ),
);
const lines = text.render(reportOf(runs)).split('\n');
const section = (title: string): string[] => {
  const from = lines.indexOf(title) + 1;
  return lines.slice(from, lines.indexOf('', from));
};

describe('the report of a matrix', () => {
  it('names cells by the ends of their paths', () => {
    expect(section('Traces')[0]).toMatch(/patient latency=1ms, lossy=0%$/);
    expect(lines.join('\n')).not.toContain('links.defaults.latency=');
  });

  it('tells each fault once, with what it hit at least and at most', () => {
    expect(section('Faults').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['fault', 'what', 'when', 'effect', 'in'],
      ['cut', 'loss', '1 time', 'hit 1 to 14', 'all'],
      ['flap', 'loss', '1 time', 'hit 2 to 15', 'all'],
      ['slow', 'loss', '1 time', 'hit 3 to 16', 'all'],
      ['storm', 'loss', '1 time', 'hit 4 to 17', 'all'],
    ]);
  });

  it('has a line for each cell under its metrics and its requests, and no word is broken', () => {
    expect(section('Metrics')[0]?.trim()).toBe('share-of-the-answered');
    expect(section('Metrics')).toHaveLength(1 + runs.length);
    for (const word of ['requests', 'answered', 'queued', 'paused']) {
      expect(section('Requests').slice(0, 4).join(' ')).toContain(word);
    }
    expect(section('Requests').every((line) => line.length <= 100)).toBe(true);
    expect(section('Requests')[0]).not.toContain('patient');
  });
});
