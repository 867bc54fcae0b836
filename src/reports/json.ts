import { canonicalJson } from '../base/json/json.ts';
import { defineReporter } from './define.ts';

/** The canonical report: the same bytes for the same runs, everywhere. */
export const json = defineReporter({
  name: 'json',
  summary: 'The whole report as canonical JSON, for programs and for comparing.',
  extension: 'json',
  render: (report) => canonicalJson(report),
});
