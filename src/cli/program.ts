import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { UsageError } from '../base/errors.ts';
import { closest } from '../base/text/suggest.ts';
import { version } from './about.ts';
import { Given } from './command.ts';
import type { ArgumentDefinition, CommandDefinition, OptionDefinition } from './command.ts';
import { commands } from './commands/index.ts';
import { demandEnvironment, demandWorkingFolder } from './environment.ts';
import { isOwnFile } from '../scenario/source/location.ts';
import { exitCode } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { looks } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** Refuses a word that is none of a few, with the one that was probably meant. */
function oneOf(word: string, choices: readonly string[]): string {
  if (choices.includes(word)) return word;
  const meant = closest(word, choices);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  throw new InvalidArgumentError(`It is one of ${choices.join(', ')}.${hint}`);
}

function optionOf(definition: OptionDefinition): Option {
  const { flags, about, choices, orOwnFile, fallback, env, repeatable } = definition;
  const option = new Option(flags, about);
  // With `default` the help shows the value; with `env` the name of the variable.
  if (fallback !== undefined) option.default(fallback);
  if (env !== undefined) option.env(env);
  // So that the help shows them; our own reader knows what was meant.
  if (choices !== undefined) option.choices(choices);
  const isOwn = (word: string): boolean => orOwnFile === true && isOwnFile(word);
  const read = (word: string): string =>
    choices === undefined || isOwn(word) ? word : oneOf(word, choices);
  if (repeatable) {
    option.argParser((word: string, before: string[] | undefined) => [
      ...(before ?? []),
      read(word),
    ]);
  } else if (choices !== undefined) option.argParser(read);
  return option;
}

function argumentOf(definition: ArgumentDefinition): Argument {
  const { name, about, presence, choices } = definition;
  const word = presence === 'several' || presence === 'any' ? `${name}...` : name;
  const mayLack = presence === 'optional' || presence === 'any';
  const argument = new Argument(mayLack ? `[${word}]` : `<${word}>`, about);
  if (choices !== undefined) {
    argument.choices(choices).argParser((given: string) => oneOf(given, choices));
  }
  return argument;
}

function examplesText({ examples }: CommandDefinition): string {
  const lines = examples.map(({ line, about }) => `  ${line}\n      ${about}`);
  return lines.length === 0 ? '' : `\nExamples:\n${lines.join('\n')}`;
}

/** What counts only with another first argument would do nothing. Throws UsageError. */
function refuseIdleOptions({ options }: CommandDefinition, command: Command): void {
  const [what] = command.args;
  for (const { flags, only } of options) {
    const option = command.options.find((one) => one.flags === flags);
    if (option === undefined || only === undefined) continue;
    if (what !== undefined && only.includes(what)) continue;
    if (command.getOptionValueSource(option.attributeName()) !== 'cli') continue;
    const named = only.map((word) => `\`${command.name()} ${word}\``).join(' and ');
    throw new UsageError(
      `${option.long}: only ${named} ${only.length > 1 ? 'have' : 'has'} this flag`,
    );
  }
}

/** No path and no name is empty: somebody's variable was. Throws UsageError. */
function refuseEmptyArguments({ args }: Command): void {
  const place = args.indexOf('');
  if (place >= 0) throw new UsageError(`argument ${place + 1} is empty`);
}

function addCommand(
  program: Command,
  definition: CommandDefinition,
  play: (definition: CommandDefinition, command: Command) => Promise<void>,
): void {
  const command = program.command(definition.name).description(definition.summary);
  for (const argument of definition.arguments) command.addArgument(argumentOf(argument));
  for (const option of definition.options) command.addOption(optionOf(option));
  command.addHelpText('after', examplesText(definition));
  command.action(() => play(definition, command));
}

/** Commander's own takes a command that there is not for none. */
function addHelp(program: Command): void {
  const names = commands.items.map(({ name }) => name);
  const argument = new Argument('[command]').argParser((word: string) => oneOf(word, names));
  program
    .command('help')
    .description('Shows the help of a command.')
    .addArgument(argument)
    .helpOption(false)
    .action((word: string | undefined) => {
      const meant = program.commands.find((command) => command.name() === word);
      (meant ?? program).outputHelp();
    });
}

/** The whole command line, as commander reads it. `play` is called with the command that was given. */
export function commandLine(
  terminal: Terminal,
  play: (definition: CommandDefinition, command: Command) => Promise<void>,
): Command {
  const program = new Command('fault-sim')
    .description(
      'Plays fault scenarios on a deterministic engine in virtual time, and judges them.',
    )
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(text),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  for (const option of looks.options) program.addOption(optionOf(option));
  for (const definition of commands.items) addCommand(program, definition, play);
  addHelp(program);
  return program;
}

/** Commander's own errors are mistakes of usage; help and version are none. */
function codeOf(error: CommanderError): ExitCode {
  return error.exitCode === 0 ? exitCode.asExpected : exitCode.usage;
}

/** The environment variables that gave flags a value, by the keys of these. */
function fromEnv(command: Command): ReadonlyMap<string, string> {
  const given = command.options.flatMap((option): [string, string][] => {
    const key = option.attributeName();
    const isFromEnv = command.getOptionValueSource(key) === 'env';
    return isFromEnv && option.envVar !== undefined ? [[key, option.envVar]] : [];
  });
  return new Map(given);
}

/** Plays a command line (without `node` and the script) and answers the exit code. */
export async function runCommandLine(
  words: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  let code: ExitCode = exitCode.asExpected;
  const program = commandLine(terminal, async (definition, command) => {
    refuseIdleOptions(definition, command);
    refuseEmptyArguments(command);
    demandEnvironment(terminal.env);
    demandWorkingFolder();
    const body = await definition.body();
    const given = new Given(command.args, command.optsWithGlobals(), fromEnv(command));
    code = await body(given, terminal, commands.items);
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return codeOf(error);
    throw error;
  }
  return code;
}
