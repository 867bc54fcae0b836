import type { CommandDefinition, OptionDefinition } from '../command.ts';
import { exitCodeMeaning } from '../exit-code.ts';
import { looks } from '../terminal.ts';
import { code, fenced, pageText, table } from './markdown.ts';

function usage({ name, arguments: args }: CommandDefinition): string {
  const words = args.map(({ name: word, presence }) => {
    const shown = presence === 'several' || presence === 'any' ? `${word}...` : word;
    return presence === 'optional' || presence === 'any' ? `[${shown}]` : `<${shown}>`;
  });
  return ['fault-sim', name, '[options]', ...words].join(' ');
}

function optionRow({ flags, about, choices, fallback, env }: OptionDefinition): string[] {
  const words = choices === undefined ? '' : ` (${choices.map(code).join(', ')})`;
  return [
    code(flags),
    `${about}${words}`,
    fallback === undefined ? '' : code(fallback),
    env === undefined ? '' : code(env),
  ];
}

/** Which schemas describe the JSON that it prints. */
function answerLines({ answers = [] }: CommandDefinition): string[] {
  if (answers.length === 0) return [];
  const lines = answers.map((name) => code(`fault-sim schema ${name}`));
  return [`Its JSON is described by ${lines.join(', ')}.`, ''];
}

function section(command: CommandDefinition): string[] {
  const args = command.arguments.map(({ name, about, choices }) => [
    code(name),
    choices === undefined ? about : `${about}: ${choices.map(code).join(', ')}`,
  ]);
  return [
    `## ${command.name}`,
    '',
    command.summary,
    '',
    ...fenced('text', usage(command)),
    ...table(['argument', 'meaning'], args),
    ...table(['flag', 'meaning', 'default', 'variable'], command.options.map(optionRow)),
    ...answerLines(command),
    ...command.examples.map(({ line, about }) => `- ${code(line)}: ${about}`),
    '',
  ];
}

/** Variables that no flag stands for. */
const variables = [
  ['FAULT_SIM_ASCII', '`1`: only ASCII in pictures and tables'],
  ['FAULT_SIM_CACHE', '`0`: compiled programs, and fault-sim itself, are not kept between runs'],
  ['FAULT_SIM_DRAIN', '`checkpoint`, `tick` or `macrotask`: how promises of programs are run on'],
  ['FAULT_SIM_FORCE_TTY', '`100x30`: standard error is taken for a terminal of that size'],
  [
    'GITHUB_ACTIONS, GITHUB_STEP_SUMMARY',
    '`true`, and a file: `run` annotates what is not as expected on standard error, and appends to the summary of the step; whatever reads scenarios annotates what is wrong in them',
  ],
  ['FAULT_SIM_GITHUB', '`0`: it does not, unless the reporter `github` is asked for'],
  ['XDG_CACHE_HOME', 'where what was compiled is kept, below `fault-sim/`'],
  ['NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, TERM', 'colours; the flags are stronger'],
  ['CI', 'no live view unless it is asked for'],
];

/** The reference page of the command line. */
export function commandsPage(commands: readonly CommandDefinition[]): string {
  const codes = Object.entries(exitCodeMeaning).map(([number, meaning]) => [number, meaning]);
  return pageText([
    '# Commands',
    '',
    'Standard output carries exactly one thing: the report or the stream that was asked for. The live',
    'view, progress, warnings and errors go to standard error.',
    '',
    ...commands.flatMap(section),
    '## Flags of every command',
    '',
    ...table(['flag', 'meaning', 'default', 'variable'], looks.options.map(optionRow)),
    '## Environment',
    '',
    ...table(
      ['variable', 'meaning'],
      variables.map(([name = '', meaning = '']) => [code(name), meaning]),
    ),
    '## Exit codes',
    '',
    'Of several scenarios the gravest code is given.',
    '',
    ...table(['code', 'meaning'], codes),
  ]);
}
