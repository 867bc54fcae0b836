import { formula } from '../../base/schema.ts';
import { printDuration } from '../../base/time.ts';
import { defineCheck, type MetricReading, type Watch } from './define.ts';

type Readings = Pick<Watch<{}>, 'metric'>;

/** A metric's value, and how a report writes it. */
interface Figure {
  readonly value: number;
  readonly text: string;
}

function figure(
  value: number | null | undefined,
  unit: MetricReading['unit'],
  isShare: boolean,
): Figure | null {
  if (value === null || value === undefined) return null;
  // A mean need not be whole.
  if (unit === 'ns') return { value, text: printDuration(Math.round(value)) };
  // Reports count in millionths; the rest of a quotient's digits tells nobody anything.
  const millionths = Math.round(value * 1e6);
  if (isShare && unit === '1') return { value, text: `${millionths / 1e4}%` };
  return { value, text: `${millionths / 1e6}${unit === '1' ? '' : unit}` };
}

/** `name` or `name.value`, where the second is a value of the metric's `by`. */
function figureOf(run: Readings, name: string, isShare: boolean): Figure | null {
  const whole = run.metric(name);
  if (whole !== null) return figure(whole.value, whole.unit, isShare);
  const dot = name.indexOf('.');
  const part = dot < 0 ? null : run.metric(name.slice(0, dot));
  return part === null ? null : figure(part.by?.[name.slice(dot + 1)], part.unit, isShare);
}

/** A bound on what was measured. */
export const metric = defineCheck({
  name: 'metric',
  summary: 'A formula over metrics holds at the end.',
  property: 'safety',
  config: { that: formula('What must hold of the metrics that it names.') },
  metricsOf: ({ that }) => that.reads,
  example: 'bounded: { check: metric, that: amplification <= 1.2 }',
  histories: () => ({
    config: { that: 'success >= 0.5' },
    metrics: { success: { metric: 'success' } },
    held: [
      { at: '1s', until: '2s', client: 'c1', op: 'read', reply: {} },
      { at: '3s', until: '4s', client: 'c1', op: 'read', refused: 'overloaded' },
    ],
    violated: [
      { at: '1s', until: '2s', client: 'c1', op: 'read', refused: 'overloaded' },
      { at: '3s', until: '4s', client: 'c1', op: 'read', refused: 'overloaded' },
    ],
  }),

  watch(run, { that }) {
    run.atEnd(() => {
      const figures = new Map(
        that.reads.map((name) => [name, figureOf(run, name, that.shares.includes(name))]),
      );
      // A metric without data says nothing, so the check stays vacuous.
      if ([...figures.values()].includes(null)) return;
      const held = that.evaluate((name) => figures.get(name)?.value);
      // A share of nothing is no number either: what has no value can be neither right nor wrong.
      if (held === undefined) return;
      run.exercised();
      if (held === true) return;
      const values = [...figures].map(([name, read]) => `${name} = ${read?.text}`).join(', ');
      run.violated(`\`${that.text}\` does not hold${values === '' ? '' : `: ${values}`}`);
    });
  },
});
