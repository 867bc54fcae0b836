import type { CommandWords, FlagWords } from './words.ts';

/** A text inside single quotes and brackets of zsh. */
function safe(text: string): string {
  return text.replaceAll(`'`, `'\\''`).replace(/[[\]:]/g, (character) => `\\${character}`);
}

function flagSpecs({ names, about, takesValue, choices }: FlagWords): string[] {
  const values = choices.length > 0 ? `(${choices.join(' ')})` : '_files';
  return names.map((name) => `'${name}[${safe(about)}]${takesValue ? `:value:${values}` : ''}'`);
}

function commandCase({ name, flags, words }: CommandWords): string {
  const first = words.length === 0 ? [] : [`'1:word:(${words.join(' ')})'`];
  return `    ${name}) _arguments -s ${[...flags.flatMap(flagSpecs), ...first, `'*:file:_files'`].join(' \\\n      ')} ;;`;
}

/** A completion script for zsh. */
export function zshScript(commands: readonly CommandWords[]): string {
  return `#compdef fault-sim
# fault-sim completion for zsh
_fault_sim() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    '${name}:${safe(summary)}'`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  shift words
  (( CURRENT -= 1 ))
  case $words[1] in
${commands.map(commandCase).join('\n')}
  esac
}
compdef _fault_sim fault-sim
# A file on fpath is read when somebody completes for the first time, who waits for an answer.
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _fault_sim "$@"
fi
`;
}
