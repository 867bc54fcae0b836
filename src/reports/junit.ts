import { defineReporter } from './define.ts';
import { elementLines } from './junit/xml.ts';
import { suitesElement } from './junit/suites.ts';

/** The report for programs that know only tests. */
export const junit = defineReporter({
  name: 'junit',
  summary:
    'A test for each check of each run as JUnit XML in the dialect of Jenkins, for CI servers.',
  extension: 'xml',
  render(report, options = {}) {
    const lines = elementLines(suitesElement(report, options));
    return `${['<?xml version="1.0" encoding="UTF-8"?>', ...lines].join('\n')}\n`;
  },
});
