import { isBuiltin } from 'node:module';
import { keptStateKey, mayKeepState } from './kept-state.ts';
import { microtasksKey } from './microtasks.ts';
import { refusalOfPlace } from './own-place.ts';
import { powerKey } from './power.ts';
import { refusalOfBuiltin } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { refusalOfCall, refusalOfWrite } from './shared-objects.ts';
import type { Alias, Names } from './shared-objects.ts';

/** A node of babel's tree, as far as this plugin looks at it. */
interface Syntax {
  readonly type: string;
  readonly loc?: { readonly start: { readonly line: number; readonly column: number } } | null;
  readonly value?: unknown;
  readonly name?: string;
  readonly operator?: string;
  readonly computed?: boolean;
  readonly importKind?: string | null;
  readonly exportKind?: string | null;
  readonly source?: Syntax | null;
  readonly left?: Syntax;
  readonly right?: Syntax;
  readonly object?: Syntax;
  readonly property?: Syntax;
  readonly callee?: Syntax;
  readonly arguments?: readonly Syntax[];
  readonly async?: boolean;
  readonly await?: boolean;
  readonly argument?: Syntax;
  readonly body?: Syntax | readonly Syntax[];
  readonly declaration?: Syntax | null;
  readonly id?: Syntax | null;
  readonly init?: Syntax | null;
  readonly kind?: string;
  readonly declare?: boolean;
  readonly properties?: readonly Syntax[];
  readonly key?: Syntax;
}

/** Babel's knowledge of the names at a place. */
interface Scope {
  generateUidIdentifier(name: string): Syntax;
  push(declaration: { readonly id: Syntax }): void;
  hasBinding(name: string, noGlobals?: boolean): boolean;
  getBinding(name: string): Binding | undefined;
}

/** Where a name is declared, and whether it keeps what it was given there. */
interface Binding {
  readonly constant: boolean;
  readonly scope: Scope;
  readonly path: { readonly node: Syntax };
}

/** Babel's path to a node. */
interface SyntaxPath {
  readonly node: Syntax;
  readonly parent?: Syntax;
  readonly scope: Scope;
  findParent(isMeant: (path: SyntaxPath) => boolean): SyntaxPath | null;
  replaceWith(node: Syntax): void;
  unshiftContainer(list: 'body', node: Syntax): void;
  traverse(visitor: Readonly<Record<string, Visitor>>): void;
}

/** Babel's makers of nodes that are used here. */
interface Makers {
  identifier(name: string): Syntax;
  stringLiteral(value: string): Syntax;
  callExpression(callee: Syntax, args: readonly Syntax[]): Syntax;
  memberExpression(object: Syntax, property: Syntax, computed?: boolean): Syntax;
  assignmentExpression(operator: string, left: Syntax, right: Syntax): Syntax;
  sequenceExpression(expressions: readonly Syntax[]): Syntax;
  cloneNode(node: Syntax): Syntax;
  expressionStatement(expression: Syntax): Syntax;
}

type Visitor = (path: SyntaxPath) => void;

/** Tells what is wrong at a node; it throws. */
type Refuse = (problem: string, node: Syntax) => never;

/** What babel is given: a function that makes the plugin. */
export type BabelPlugin = (babel: { readonly types: Makers }) => {
  readonly name: string;
  readonly visitor: Readonly<Record<string, Visitor>>;
};

const inPackages = /[\\/]node_modules[\\/]/;

/** `globalThis[Symbol.for(key)](...args)`. */
function hostCall(types: Makers, key: string, args: readonly Syntax[]): Syntax {
  const symbol = types.callExpression(
    types.memberExpression(types.identifier('Symbol'), types.identifier('for')),
    [types.stringLiteral(key)],
  );
  const callee = types.memberExpression(types.identifier('globalThis'), symbol, true);
  return types.callExpression(callee, args);
}

function powerCall(types: Makers, base: Syntax, exponent: Syntax): Syntax {
  return hostCall(types, powerKey, [base, exponent]);
}

/** The names of the namespaces that a file declares: babel does not take them for names that are bound. */
function namespacesOf({ body }: Syntax): ReadonlySet<string> {
  const statements = Array.isArray(body) ? (body as readonly Syntax[]) : [];
  const declared = statements.map((statement) => statement.declaration ?? statement);
  const names = declared.map(({ type, id }) => (type === 'TSModuleDeclaration' ? id?.name : null));
  // `declare global` declares nothing of that name.
  return new Set(names.flatMap((name) => (name && name !== 'global' ? [name] : [])));
}

/** What the names of a file mean in a scope. */
function namesIn(scope: Scope, namespaces: ReadonlySet<string>): Names {
  return {
    isBound: (name) => scope.hasBinding(name, true) || namespaces.has(name),
    aliasOf(name): Alias | null {
      const binding = scope.getBinding(name);
      const { id, init } = binding?.path.node ?? {};
      if (binding?.constant !== true || !id || !init) return null;
      const member = memberBound(id, name);
      return member && { of: init, member, names: namesIn(binding.scope, namespaces) };
    },
  };
}

/**
 * Which part of what is declared a name is: `const { prototype } = Array`; null: it is deeper, or
 * not there.
 */
function memberBound({ type, properties = [] }: Syntax, name: string): readonly string[] | null {
  if (type === 'Identifier') return [];
  const found = properties.find(({ value }) => (value as Syntax | undefined)?.name === name);
  const { name: key } = found?.key ?? {};
  return key === undefined || found?.computed === true ? null : [key];
}

/** Names by which code without `async` can still leave something to microtasks. */
const promising = new Set(['Promise', 'then', 'catch', 'finally', 'eval', 'Function', 'require']);

/** Whether a file may leave work to microtasks that the engine does not hear of by itself. */
class MicrotaskWatch {
  found: boolean;

  constructor(file: string) {
    this.found = inPackages.test(file);
  }

  /** What a package does is not looked at: whoever imports one may await in it. */
  imports(source: Syntax | null | undefined): void {
    const name = source?.value;
    if (typeof name !== 'string') return;
    if (!name.startsWith('.') && name !== 'fault-sim') this.found = true;
  }

  /** The visitors that see it. */
  readonly visitors: Readonly<Record<string, Visitor>> = {
    Function: ({ node }) => {
      if (node.async === true) this.found = true;
    },
    AwaitExpression: () => {
      this.found = true;
    },
    ForOfStatement: ({ node }) => {
      if (node.await === true) this.found = true;
    },
    Identifier: ({ node }) => {
      if (promising.has(node.name ?? '')) this.found = true;
    },
    StringLiteral: ({ node }) => {
      if (promising.has(String(node.value))) this.found = true;
    },
    Import: () => {
      this.found = true;
    },
  };
}

/** `o.f().x **= e`, with `o.f()` and a computed key evaluated once, as the language has it. */
function powerAssignment(types: Makers, path: SyntaxPath, left: Syntax, right: Syntax): Syntax {
  const { object, property, computed } = left;
  if (left.type !== 'MemberExpression' || object === undefined || property === undefined) {
    const value = powerCall(types, types.cloneNode(left), right);
    return types.assignmentExpression('=', left, value);
  }
  const owner = path.scope.generateUidIdentifier('owner');
  path.scope.push({ id: owner });
  const steps = [types.assignmentExpression('=', owner, object)];
  let key = property;
  if (computed) {
    key = path.scope.generateUidIdentifier('key');
    path.scope.push({ id: key });
    steps.push(types.assignmentExpression('=', key, property));
  }
  const member = (): Syntax =>
    types.memberExpression(types.cloneNode(owner), types.cloneNode(key), computed);
  const value = powerCall(types, member(), right);
  return types.sequenceExpression([...steps, types.assignmentExpression('=', member(), value)]);
}

/** The visitors that let our kernels compute powers. */
function powerVisitors(types: Makers): Readonly<Record<string, Visitor>> {
  return {
    BinaryExpression: (path) => {
      const { operator, left, right } = path.node;
      if (operator === '**' && left && right) path.replaceWith(powerCall(types, left, right));
    },
    AssignmentExpression: (path) => {
      const { operator, left, right } = path.node;
      if (operator !== '**=' || !left || !right) return;
      path.replaceWith(powerAssignment(types, path, left, right));
    },
  };
}

/** Babel takes no namespace that exports what can be changed, and does not say where it stands. */
function demandConstant(path: SyntaxPath, refuse: Refuse): void {
  const { node, parent } = path;
  const isOfNamespace = parent?.type === 'TSModuleBlock';
  if (!isOfNamespace || !/^(let|var)$/.test(node.declaration?.kind ?? '')) return;
  // What is only declared is gone before it runs.
  const isDeclared = path.findParent((around) => around.node.declare === true) !== null;
  if (isDeclared || node.declaration?.declare === true) return;
  refuse(
    'a namespace can export no `let` or `var`: export a `const`, or functions that read and change it',
    node,
  );
}

/**
 * What is done to users' code before it runs: `**` is computed by our kernels, and an import of a
 * module of Node that reaches outside is refused, as is what changes objects of the host. Packages
 * may import what they like: there the guard refuses the call. A file that may keep something
 * outside of its functions says so when it is loaded. `refuse` is told the place in the file; it
 * throws.
 */
export function userCodePlugin(file: string, refuse: (refusal: Refusal) => never): BabelPlugin {
  const isOwn = !inPackages.test(file);
  const refuseAt: Refuse = (problem, { loc }) => {
    const { line, column } = loc?.start ?? { line: 1, column: 0 };
    return refuse({ problem, file, line, column: column + 1 });
  };
  const judge = (source: Syntax | null | undefined): void => {
    if (source?.type !== 'StringLiteral' || !isOwn) return;
    const name = String(source.value);
    const problem = isBuiltin(name) ? refusalOfBuiltin(name) : null;
    if (problem !== null) refuseAt(problem, source);
  };
  let namespaces: ReadonlySet<string> = new Set();
  const judgeWrite = (place: Syntax | undefined, path: SyntaxPath): void => {
    if (place === undefined || !isOwn) return;
    const problem = refusalOfWrite(place, namesIn(path.scope, namespaces));
    if (problem !== null) refuseAt(problem, place);
  };
  const judgePlace = ({ node, parent, scope }: SyntaxPath): void => {
    const problem = refusalOfPlace(node, parent, (name) => scope.hasBinding(name, true));
    if (problem !== null) refuseAt(problem, node);
  };
  const judgeCall = (path: SyntaxPath): void => {
    const { node, scope } = path;
    const problem = isOwn ? refusalOfCall(node, namesIn(scope, namespaces)) : null;
    if (problem !== null) refuseAt(problem, node);
    const { callee } = node;
    const isRequire = callee?.name === 'require' && !scope.hasBinding('require');
    if (isRequire || callee?.type === 'Import') judge(node.arguments?.[0]);
  };
  return ({ types }) => ({
    name: 'fault-sim-user-code',
    visitor: {
      // Before the other plugins have rewritten what they take for modules.
      Program: (program) => {
        const watch = new MicrotaskWatch(file);
        namespaces = namespacesOf(program.node);
        const imported = (source: Syntax | null | undefined): void => {
          judge(source);
          if (source) watch.imports(source);
        };
        program.traverse({
          ...watch.visitors,
          ImportDeclaration: ({ node }) => {
            if (node.importKind !== 'type') imported(node.source);
          },
          ExportNamedDeclaration: (path) => {
            if (path.node.exportKind !== 'type') imported(path.node.source);
            demandConstant(path, refuseAt);
          },
          ExportAllDeclaration: ({ node }) => imported(node.source),
          ImportExpression: ({ node }) => imported(node.source),
          CallExpression: judgeCall,
          AssignmentExpression: (path) => judgeWrite(path.node.left, path),
          UpdateExpression: (path) => judgeWrite(path.node.argument, path),
          UnaryExpression: (path) => {
            if (path.node.operator === 'delete') judgeWrite(path.node.argument, path);
          },
        });
        if (isOwn) program.traverse({ Identifier: judgePlace });
        const tell = (key: string): void => {
          program.unshiftContainer('body', types.expressionStatement(hostCall(types, key, [])));
        };
        if (watch.found) tell(microtasksKey);
        if (isOwn && mayKeepState(program)) tell(keptStateKey);
      },
      ...powerVisitors(types),
    },
  });
}
