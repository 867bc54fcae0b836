import { formula } from '../../base/schema.ts';
import { defineCheck, type MetricReading, type Watch } from './define.ts';

type Readings = Pick<Watch<{}>, 'metric'>;

/** `name` or `name.value`, where the second is a value of the metric's `by`. */
function readingOf(run: Readings, name: string): number | null {
  const whole: MetricReading | null = run.metric(name);
  if (whole !== null) return whole.value;
  const dot = name.indexOf('.');
  if (dot < 0) return null;
  return run.metric(name.slice(0, dot))?.by?.[name.slice(dot + 1)] ?? null;
}

/** A bound on what was measured. */
export const metric = defineCheck({
  name: 'metric',
  summary: 'A formula over metrics holds at the end.',
  property: 'safety',
  config: { that: formula('What must hold of the metrics that it names.') },
  example: 'bounded: { check: metric, that: amplification <= 1.2 }',

  watch(run, { that }) {
    run.atEnd(() => {
      const readings = new Map(that.reads.map((name) => [name, readingOf(run, name)]));
      // A metric without data says nothing, so the check stays vacuous.
      if ([...readings.values()].includes(null)) return;
      run.exercised();
      const held = that.evaluate((name) => readings.get(name) ?? undefined);
      if (held === true) return;
      const values = [...readings].map(([name, value]) => `${name} = ${String(value)}`).join(', ');
      run.violated(`not ${that.text}${values === '' ? '' : `: ${values}`}`);
    });
  },
});
