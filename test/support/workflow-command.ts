/** A workflow command as the runner of GitHub Actions understands it. */
export interface WorkflowCommand {
  readonly command: string;
  readonly properties: { readonly [name: string]: string };
  readonly data: string;
}

const dataCodes: readonly [string, string][] = [
  ['%0D', '\r'],
  ['%0A', '\n'],
];
const propertyCodes: readonly [string, string][] = [...dataCodes, ['%3A', ':'], ['%2C', ',']];

/** The sign of percent comes last, as the runner does it: it is what the others begin with. */
function unescaped(text: string, codes: readonly [string, string][]): string {
  return [...codes, ['%25', '%'] as const].reduce(
    (so, [code, character]) => so.split(code).join(character),
    text,
  );
}

/** The commands of a log; lines that do not begin with two colons are none. */
export function workflowCommands(log: string): WorkflowCommand[] {
  return log.split(/\r\n|\r|\n/).flatMap((line) => {
    const text = line.trimStart();
    const end = text.indexOf('::', 2);
    if (!text.startsWith('::') || end < 0) return [];
    const head = text.slice(2, end);
    const blank = head.indexOf(' ');
    const command = blank < 0 ? head : head.slice(0, blank);
    const pairs =
      blank < 0
        ? []
        : head
            .slice(blank + 1)
            .trim()
            .split(',');
    const properties = pairs.map((pair): [string, string] => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), unescaped(pair.slice(at + 1), propertyCodes)];
    });
    const data = unescaped(text.slice(end + 2), dataCodes);
    return [{ command, properties: Object.fromEntries(properties), data }];
  });
}
