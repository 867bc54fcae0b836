import type { CommandWords } from './words.ts';

function reply(words: readonly string[]): string {
  return `COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$word"))`;
}

function valueCases({ name, flags }: CommandWords): string[] {
  return flags
    .filter(({ takesValue }) => takesValue)
    .map(({ names, choices }) => {
      const pattern = names.map((flag) => `'${name} ${flag}'`).join(' | ');
      // Without a reply bash completes files.
      return `    ${pattern}) ${choices.length === 0 ? '' : `${reply(choices)}; `}return ;;`;
    });
}

/** A completion script for bash. */
export function bashScript(commands: readonly CommandWords[]): string {
  return `# fault-sim completion for bash
# Whether none of these words stands between the command and the cursor.
_fault_sim_is_first() {
  local at
  for ((at = 2; at < COMP_CWORD; at += 1)); do
    case " $1 " in *" \${COMP_WORDS[at]} "*) return 1 ;; esac
  done
}
_fault_sim() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} command=\${COMP_WORDS[1]}
  COMPREPLY=()
  # Bash takes --ui=live for three words.
  if [ "$word" = '=' ]; then
    word=''
  elif [ "$before" = '=' ]; then
    before=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if [ "$COMP_CWORD" -eq 1 ]; then
    ${reply(commands.map(({ name }) => name))}
    return
  fi
  case "$command $before" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case "$command" in
${commands
  .map(({ name, flags, words }) => {
    const names = flags.flatMap((flag) => flag.names);
    const first = `if _fault_sim_is_first '${words.join(' ')}'; then ${reply(words)}; fi `;
    return `    ${name}) case "$word" in -*) ${reply(names)} ;; *) ${words.length === 0 ? '' : first};; esac ;;`;
  })
  .join('\n')}
  esac
}
complete -o default -F _fault_sim fault-sim
`;
}
