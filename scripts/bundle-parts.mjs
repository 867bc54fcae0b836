import { parseSync, visitorKeys } from 'oxc-parser';

/** The module that puts parts together when the program runs; `src/cli/compiled.ts`, beside them. */
export const runtime = './compiled.js';

const isFunction = ({ type }) => /Function/.test(type);

const childrenOf = (node) =>
  (visitorKeys[node.type] ?? [])
    .flatMap((key) => node[key] ?? [])
    .filter((child) => child !== null);

/** Whether something is waited for outside of all functions. */
function waits(node) {
  if (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await))
    return true;
  return childrenOf(node).some((child) => !isFunction(child) && waits(child));
}

/** The names to which a statement somewhere gives another value, parameters of that name included. */
function assignedNames(node, names = new Set()) {
  const target = node.type === 'AssignmentExpression' ? node.left : node.argument;
  const isAssigning = node.type === 'AssignmentExpression' || node.type === 'UpdateExpression';
  if (isAssigning && target.type === 'Identifier') names.add(target.name);
  for (const child of childrenOf(node)) assignedNames(child, names);
  return names;
}

/** What gives a part the exports of a module: another part, or one of Node's. */
function exportsOf(from) {
  if (from === runtime) return '$runtime';
  return from.startsWith('./') ? `$runtime.need(${JSON.stringify(from)})` : `require('${from}')`;
}

/** An import as constants. */
function constants({ source, specifiers }) {
  const from = exportsOf(source.value);
  const whole = specifiers.filter(({ type }) => type !== 'ImportSpecifier');
  const named = specifiers.filter(({ type }) => type === 'ImportSpecifier');
  if (whole.length > 0 && source.value.startsWith('./')) {
    throw new Error(`a part takes all of ${source.value}, and not by its names`);
  }
  const lines = whole.map(({ local }) => `const ${local.name}=${from};`);
  const pairs = named.map(({ imported, local }) => `${imported.name}:${local.name}`);
  if (pairs.length > 0) lines.push(`const{${pairs.join(',')}}=${from};`);
  return lines.length > 0 ? lines.join('') : `${from};`;
}

/**
 * A bundle that is an ES module as the text of a function that is given the runtime and answers
 * what the module exports: functions can be kept compiled by every version of Node, modules cannot.
 * Throws if that would not be the same, because what is exported changes later.
 */
export function partOf(path, source) {
  const { program, module, errors } = parseSync(path, source, { sourceType: 'module' });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
  if (/[^\0-\x7f]/.test(source)) throw new Error(`${path} has letters beyond ASCII`);
  const edits = [];
  const exported = [];
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration') edits.push({ ...node, text: constants(node) });
    if (node.type.startsWith('Export')) {
      if (node.type !== 'ExportNamedDeclaration' || node.declaration || node.source) {
        throw new Error(`${path} exports in a way that is not expected of esbuild`);
      }
      exported.push(...node.specifiers);
      edits.push({ ...node, text: '' });
    }
  }
  const changing = assignedNames(program);
  const names = exported.map(({ local, exported: as }) => {
    if (changing.has(local.name)) throw new Error(`${path} exports ${local.name}, which changes`);
    return `${as.name}:${local.name}`;
  });
  for (const { start } of module.dynamicImports) {
    edits.push({ start, end: start + 'import'.length, text: '$runtime.load' });
  }
  for (const { start, end } of module.importMetas)
    edits.push({ start, end, text: '$runtime.meta' });
  const body = edits
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end),
      source,
    );
  const kind = waits(program) ? 'async function' : 'function';
  return {
    names: exported.map(({ exported: as }) => as.name),
    text: `(${kind}($runtime,require){'use strict';${body}\nreturn{${names.join(',')}}})\n`,
  };
}
