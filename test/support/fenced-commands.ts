/** A fenced block of commands in a Markdown page. */
export interface CommandBlock {
  readonly line: number;
  /** `sh`: a script. `console`: lines after `$ ` are commands, the others what they print. */
  readonly language: 'sh' | 'console';
  /** Not to be run, with a reason for the reader in the text around it: ```` ```sh no-run ````. */
  readonly isRun: boolean;
  /** The exit code that it promises: ```` ```sh exit=1 ````. */
  readonly exitCode: number;
  readonly lines: readonly string[];
}

const opening = /^(\s*)(`{3,})(sh|console)\b(.*)$/;

/** All blocks of shell commands of a page; a word that no block understands throws. */
export function commandBlocks(page: string): CommandBlock[] {
  const blocks: CommandBlock[] = [];
  const lines = page.split('\n');
  for (let place = 0; place < lines.length; place += 1) {
    const [, indent = '', fence = '', language, rest = ''] = opening.exec(lines[place] ?? '') ?? [];
    if (language !== 'sh' && language !== 'console') continue;
    const words = rest.split(' ').filter((word) => word !== '');
    const stranger = words.find((word) => word !== 'no-run' && !/^exit=\d+$/.test(word));
    if (stranger !== undefined) throw new Error(`line ${place + 1}: what is ${stranger}?`);
    const length = lines.slice(place + 1).findIndex((line) => line.trim() === fence);
    const code = words.find((word) => word.startsWith('exit='))?.slice('exit='.length);
    blocks.push({
      line: place + 1,
      language,
      isRun: !words.includes('no-run'),
      exitCode: Number(code ?? 0),
      lines: lines.slice(place + 1, place + 1 + length).map((line) => line.slice(indent.length)),
    });
    place += length + 1;
  }
  return blocks;
}

/** The script of a block: all of it, or what stands after the prompts. */
export function scriptOf({ language, lines }: CommandBlock): string {
  if (language === 'sh') return lines.join('\n');
  return lines.flatMap((line) => (line.startsWith('$ ') ? line.slice(2) : [])).join('\n');
}

/** What a console block says is printed; `…` or `...` alone stands for any lines. */
export function promisedLines({ language, lines }: CommandBlock): string[] {
  if (language === 'sh') return [];
  return lines.filter((line) => !/^(\$ .*|\s*|…|\.\.\.)$/.test(line)).map((line) => line.trimEnd());
}

/** The first promised line that does not come after the ones before it; undefined when all do. */
export function brokenPromise(promised: readonly string[], printed: string): string | undefined {
  const lines = printed.split('\n').map((line) => line.trimEnd());
  let from = 0;
  return promised.find((line) => {
    const place = lines.indexOf(line, from);
    from = place + 1;
    return place < 0;
  });
}
