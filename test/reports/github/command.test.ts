import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../../../src/reports/github/command.ts';
import { workflowCommands } from '../../support/workflow-command.ts';

const bare = { severity: 'error', file: null, line: null, title: 'a', message: 'b' } as const;

describe('a workflow command', () => {
  it('escapes percent and line ends, and in properties colon and comma too', () => {
    expect(
      commandLine({ ...bare, file: 'a,b:c%.yaml', title: 'x: y', message: '5%, so:\r\nno' }),
    ).toBe('::error file=a%2Cb%3Ac%25.yaml,title=x%3A y::5%25, so:%0D%0Ano');
    expect(commandLine({ ...bare, file: 'a', line: 7 })).toBe('::error file=a,line=7,title=a::b');
    expect(commandLine({ ...bare, severity: 'warning' })).toBe('::warning title=a::b');
  });

  it('is one line that gives back what was put into it', () => {
    const text = fc
      .array(
        fc.constantFrom(
          '%',
          '\r',
          '\n',
          ':',
          ',',
          '=',
          '::',
          '%0A',
          '%250A',
          ' ',
          '::error ',
          'ب',
          'x',
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, text, (file, title, message) => {
        const line = commandLine({ ...bare, file: `a${file}z`, title: `a${title}z`, message });
        expect(line).not.toMatch(/[\r\n]/);
        const [{ command, properties, data } = { command: '', properties: {}, data: '' }] =
          workflowCommands(line);
        expect([command, properties['file'], properties['title']]).toEqual([
          'error',
          `a${file}z`,
          `a${title}z`,
        ]);
        expect(data).toBe(message);
      }),
      { seed: 3, numRuns: 1000 },
    );
  });
});
