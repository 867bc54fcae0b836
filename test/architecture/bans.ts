import { storeyOf } from '../support/architecture-page.ts';
import { globalUses } from '../support/scopes.ts';
import { lineAt } from '../support/source-tree.ts';
import type { SourceFile } from '../support/source-tree.ts';
import { children, isNode, rootNode, walk, wordOf } from '../support/syntax.ts';
import type { SyntaxNode } from '../support/syntax.ts';

/** What a file may not say, and what to say instead. */
interface Ban {
  /** The words found at a node, if the ban is broken there. */
  readonly find: (node: SyntaxNode) => string | undefined;
  readonly instead: string;
}

const hostGlobals = new Map([
  ['Date', 'the clocks of the world, or the Host port'],
  ['performance', 'virtual time'],
  ['process', 'the Host port'],
  ['console', 'a returned text'],
  ['crypto', 'the hash of the Host port'],
  ['Intl', 'base/order or base/width'],
  ['Buffer', 'a Uint8Array'],
  ['fetch', 'the Host port'],
  ['globalThis', 'the Host port'],
  ['global', 'the Host port'],
  ['require', 'an import'],
  ['eval', 'code'],
  ['WeakRef', 'a plain reference'],
  ['FinalizationRegistry', 'an explicit end'],
  ...[
    'setTimeout',
    'setInterval',
    'setImmediate',
    'clearTimeout',
    'clearInterval',
    'clearImmediate',
    'queueMicrotask',
  ].map((name) => [name, 'the agenda, or the Host port'] as const),
]);

const localeMember = /^(localeCompare|normalize|toLocale\w+)$/;
/** The functions of Math that every engine computes alike. */
const exactMath =
  /^(abs|ceil|clz32|floor|fround|imul|max|min|round|sign|sqrt|trunc|E|PI|LN2|LN10)$/;

/** The name behind the dot of a member expression, also of `a['b']`. */
const memberName = (node: SyntaxNode): string | undefined =>
  node.type === 'MemberExpression' ? wordOf(node['property']) : undefined;

const isMath = (node: SyntaxNode): boolean =>
  node.type === 'MemberExpression' && wordOf(node['object']) === 'Math';

/** The method that a call names. */
const calledMember = (node: SyntaxNode): string | undefined =>
  node.type === 'CallExpression' && isNode(node['callee']) ? memberName(node['callee']) : undefined;

const noArguments = (node: SyntaxNode): boolean => [node['arguments'] ?? []].flat().length === 0;

/** Unicode classes: in a pattern, or in the text handed to `new RegExp`. */
function unicodeClass(node: SyntaxNode): string | undefined {
  if (node.type !== 'Literal' && node.type !== 'TemplateElement') return undefined;
  const raw = typeof node['raw'] === 'string' ? node['raw'] : JSON.stringify(node['value']);
  return /\\[pP]\{/.exec(raw)?.[0];
}

/** Banned below ui/: what differs between versions of Node or between processors. */
const inexact: readonly Ban[] = [
  {
    find: (node) => (/^\*\*=?$/.test(String(node['operator'])) ? '**' : undefined),
    instead: 'base/kernels',
  },
  {
    find: (node) => {
      const name = isMath(node) ? (memberName(node) ?? '[computed]') : 'sqrt';
      const computed = isMath(node) && node['computed'] === true;
      return exactMath.test(name) && !computed ? undefined : `Math.${name}`;
    },
    instead: 'base/kernels or a keyed draw',
  },
  {
    find: (node) => (node.type === 'ForInStatement' ? 'for..in' : undefined),
    instead: 'Object.keys and an order',
  },
  {
    find: (node) =>
      /^(sort|toSorted)$/.test(calledMember(node) ?? '') && noArguments(node)
        ? 'sort without a comparator'
        : undefined,
    instead: 'base/order',
  },
  {
    find: (node) => localeMember.exec(memberName(node) ?? '')?.[0],
    instead: 'base/order or base/width',
  },
  { find: unicodeClass, instead: 'the table of base/width' },
];

/** Banned in every source: words that put work off, and ways round the compiler. */
const unfinished = /\b(TODO|FIXME|XXX|HACK)\b|@ts-(ignore|nocheck)/;

const place = (file: SourceFile, position: number): string =>
  `${file.path}:${lineAt(file, position)}`;

/** Uses of the host's globals below cli/. */
export function ambientComplaints(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => storeyOf(file.path) !== 'cli')
    .flatMap((file) =>
      globalUses(rootNode(file)).flatMap(({ name, position }) => {
        const instead = hostGlobals.get(name);
        return instead === undefined
          ? []
          : [`${place(file, position)} ${name} is banned, use ${instead}`];
      }),
    );
}

/** Where exact functions are taken out of Math by name: `const { imul } = Math`. */
function namedTakings(file: SourceFile): Set<number> {
  const takings = new Set<number>();
  walk(rootNode(file), (node) => {
    const { id, init } = node;
    if (node.type !== 'VariableDeclarator' || !isNode(id) || !isNode(init)) return;
    const names = children(id).map((part) => wordOf(part['key']) ?? '');
    const isExact = id.type === 'ObjectPattern' && names.every((name) => exactMath.test(name));
    if (wordOf(init) === 'Math' && isExact) takings.add(init.start);
  });
  return takings;
}

/** Uses of Math as a value, which would carry its functions past the other rule. */
function mathAsValue(file: SourceFile): string[] {
  const takings = namedTakings(file);
  const isMember = (position: number): boolean => /^Math\s*[.[]/.test(file.text.slice(position));
  return globalUses(rootNode(file))
    .filter(({ name, position }) => name === 'Math' && !isMember(position))
    .filter(({ position }) => !takings.has(position))
    .map(({ position }) => `${place(file, position)} Math as a value is banned, use base/kernels`);
}

/** Syntax and functions that do not give the same everywhere, below ui/. */
export function inexactComplaints(files: readonly SourceFile[]): string[] {
  const complaints: string[] = [];
  for (const file of files.filter(({ path }) => !/^(ui|cli)$/.test(storeyOf(path)))) {
    complaints.push(...mathAsValue(file));
    walk(rootNode(file), (node) => {
      for (const { find, instead } of inexact) {
        const found = find(node);
        if (found === undefined) continue;
        complaints.push(`${place(file, node.start)} ${found} is banned, use ${instead}`);
      }
    });
  }
  return complaints;
}

/** Comments that promise later work or silence the compiler. */
export function unfinishedComplaints(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    file.comments.flatMap(({ value, start }) => {
      const found = unfinished.exec(value)?.[0];
      return found === undefined ? [] : [`${place(file, start)} ${found} may not stay`];
    }),
  );
}
