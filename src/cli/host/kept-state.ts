/** Under this name users' transformed code says that it may keep something from one run to the next. */
export const keptStateKey = 'fault-sim.kept-state';

/** Of all files of the process: modules are shared by all who play in it. */
const seen = { keeps: false, played: false };

/** Puts it where transformed code looks for it. */
export function installKeptState(): void {
  Reflect.set(globalThis, Symbol.for(keptStateKey), () => {
    seen.keeps = true;
  });
}

/** Whether the next run may find what an earlier one has left. From now on one was played. */
export function mayFindState(): boolean {
  const found = seen.keeps && seen.played;
  seen.played = true;
  return found;
}

/** A node of babel's tree, as far as it tells what stands outside of all functions. */
interface Standing {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
  readonly kind?: string;
  readonly operator?: string;
  readonly flags?: string;
  readonly static?: boolean;
  readonly declare?: boolean;
  readonly body?: Standing | readonly Standing[];
  readonly declaration?: Standing | null;
  readonly declarations?: readonly Standing[];
  readonly decorators?: readonly Standing[] | null;
  readonly init?: Standing | null;
  readonly superClass?: Standing | null;
  readonly expression?: Standing;
  readonly expressions?: readonly Standing[];
  readonly test?: Standing;
  readonly consequent?: Standing;
  readonly alternate?: Standing;
  readonly left?: Standing;
  readonly right?: Standing;
  readonly argument?: Standing;
  readonly object?: Standing;
  readonly property?: Standing;
  readonly callee?: Standing;
  readonly arguments?: readonly Standing[];
  readonly properties?: readonly Standing[];
  readonly elements?: readonly (Standing | null)[];
  readonly specifiers?: readonly Standing[];
  readonly local?: Standing;
  readonly source?: Standing | null;
}

/** Statements that only name things, or that are gone before the file runs. */
const naming =
  /^(ImportDeclaration|ExportAllDeclaration|FunctionDeclaration|EmptyStatement|TSDeclareFunction|TSInterfaceDeclaration|TSTypeAliasDeclaration|TSEnumDeclaration)$/;

/** Expressions whose value nothing can change, whatever they hold. */
const unchanging =
  /^(StringLiteral|NumericLiteral|BooleanLiteral|NullLiteral|BigIntLiteral|Identifier|ArrowFunctionExpression|FunctionExpression)$/;

/** Functions of the language that make values. */
const makers = ['BigInt', 'Boolean', 'Number', 'String', 'Symbol'];

/** Words round an expression that say something to the compiler only. */
function bare(node: Standing): Standing {
  const isWrapped = /^(TS.*Expression|TSTypeAssertion|ParenthesizedExpression)$/.test(node.type);
  return isWrapped && node.expression !== undefined ? bare(node.expression) : node;
}

/** What a text in quotes says; '' where there is none. */
function wordOf(node: Standing | null | undefined): string {
  const { value } = node ?? {};
  return typeof value === 'string' ? value : '';
}

/** Looks at what stands outside of the functions of a file: whether it can be another thing later. */
class TopLevel {
  /** What makes values and definitions: names of ours that the file imports. */
  readonly #makers = new Set(makers);
  readonly #statements: readonly Standing[];

  constructor({ body }: Standing) {
    this.#statements = Array.isArray(body) ? (body as readonly Standing[]) : [];
    for (const { type, source, specifiers = [] } of this.#statements) {
      if (type !== 'ImportDeclaration' || source?.value !== 'fault-sim') continue;
      for (const { local } of specifiers) this.#makers.add(local?.name ?? '');
    }
  }

  get isFixed(): boolean {
    return this.#statements.every((statement) => this.#isFixedStatement(statement));
  }

  #isFixedStatement(statement: Standing): boolean {
    const { type, declaration, declarations = [], kind, source } = statement;
    // What it imports of another file that file answers for; data answer for nothing.
    if (wordOf(source).endsWith('.json')) return false;
    if (naming.test(type) || statement.declare === true) return true;
    if (type === 'ExportNamedDeclaration' || type === 'ExportDefaultDeclaration') {
      if (!declaration) return true;
      return this.#isFixedStatement(declaration) || this.#isFixedValue(declaration);
    }
    if (type === 'ClassDeclaration') return this.#isFixedClass(statement);
    if (type !== 'VariableDeclaration' || kind !== 'const') return false;
    return declarations.every(({ init }) => init && this.#isFixedValue(init));
  }

  #isFixedClass({ superClass, body, decorators }: Standing): boolean {
    const { body: members = [] } = (body ?? {}) as Standing;
    const isPlain =
      (decorators ?? []).length === 0 && (!superClass || this.#isFixedValue(superClass));
    return (
      isPlain &&
      (members as readonly Standing[]).every(
        (one) => one.type !== 'StaticBlock' && (one.type.endsWith('Method') || one.static !== true),
      )
    );
  }

  #isFixedValue(node: Standing | undefined): boolean {
    if (node === undefined) return false;
    const value = bare(node);
    const { type, object, expressions = [], flags = '' } = value;
    if (unchanging.test(type)) return true;
    switch (type) {
      case 'RegExpLiteral':
        // These remember where they found something.
        return !/[gy]/.test(flags);
      case 'TemplateLiteral':
      case 'SequenceExpression':
        return expressions.every((one) => this.#isFixedValue(one));
      case 'UnaryExpression':
        return this.#isFixedValue(value.argument);
      case 'BinaryExpression':
      case 'LogicalExpression':
        return this.#isFixedValue(value.left) && this.#isFixedValue(value.right);
      case 'ConditionalExpression':
        return [value.test, value.consequent, value.alternate].every((one) =>
          this.#isFixedValue(one),
        );
      case 'MemberExpression':
        return this.#isFixedValue(object);
      case 'ClassExpression':
        return this.#isFixedClass(value);
      case 'CallExpression':
        return this.#isMade(value);
      default:
        return false;
    }
  }

  /** `defineProgram({ .. })`, `integer().default(3)`, `BigInt(7)`. */
  #isMade({ callee, arguments: given = [] }: Standing): boolean {
    const { type, name = '', object } = callee ?? { type: '' };
    const isMaker =
      type === 'Identifier'
        ? this.#makers.has(name)
        : type === 'MemberExpression' && object !== undefined && this.#makes(object);
    return isMaker && given.every((one) => this.#isFixedPart(one));
  }

  #makes(node: Standing): boolean {
    const { type, name = '' } = bare(node);
    return type === 'Identifier'
      ? this.#makers.has(name) || name === 'Math'
      : this.#isFixedValue(node);
  }

  /** Of what is given to a maker: lists and objects that have no name of their own. */
  #isFixedPart(node: Standing): boolean {
    const { type, properties = [], elements = [], argument, value } = bare(node);
    if (type === 'ObjectMethod') return true;
    if (type === 'ObjectProperty') return this.#isFixedPart(value as Standing);
    if (type === 'SpreadElement') return argument !== undefined && this.#isFixedPart(argument);
    if (type === 'ObjectExpression') return properties.every((one) => this.#isFixedPart(one));
    if (type === 'ArrayExpression')
      return elements.every((one) => one === null || this.#isFixedPart(one));
    return this.#isFixedValue(node);
  }
}

/** What a name stands for. */
interface Binding {
  readonly constant: boolean;
  readonly scope: { readonly block?: { readonly type: string } };
  readonly path: { readonly node: Standing };
}

/** Babel's path to a node. */
interface StandingPath {
  readonly node: Standing;
  readonly scope: { getBinding(name: string): Binding | undefined };
  findParent(isMeant: (path: StandingPath) => boolean): StandingPath | null;
}

/** Properties by which code comes to a class or a prototype that it does not name. */
const upwards = new Set(['__proto__', 'constructor', 'getPrototypeOf', 'prototype']);

/** Names for one another are followed so far. */
const furthest = 8;

/** Whether what is written to hangs on something that stands outside of all functions. */
function isOutside(place: Standing | undefined, { scope }: StandingPath, left = furthest): boolean {
  let node = place === undefined ? undefined : bare(place);
  while (node !== undefined && node.object !== undefined) node = bare(node.object);
  const binding = node?.type === 'Identifier' ? scope.getBinding(node.name ?? '') : undefined;
  if (binding === undefined) return false;
  if (binding.scope.block?.type === 'Program') return true;
  const { init } = binding.path.node;
  return (
    Boolean(init) && left > 0 && isOutside(init ?? undefined, { scope } as StandingPath, left - 1)
  );
}

/** Whether a file may keep something outside of its functions: in doubt it may. */
class KeptStateWatch {
  found: boolean;

  constructor(program: Standing) {
    this.found = !new TopLevel(program).isFixed;
  }

  #wrote(place: Standing | undefined, path: StandingPath): void {
    if (isOutside(place, path)) this.found = true;
  }

  readonly visitors: Readonly<Record<string, (path: StandingPath) => void>> = {
    AssignmentExpression: (path) => this.#wrote(path.node.left, path),
    UpdateExpression: (path) => this.#wrote(path.node.argument, path),
    UnaryExpression: (path) => {
      if (path.node.operator === 'delete') this.#wrote(path.node.argument, path);
    },
    // `Object.assign(outside, ..)`, and whatever else is given a function or class of the file by name.
    CallExpression: (path) => {
      const { callee, arguments: [first] = [] } = path.node;
      const { type, name } = callee?.object ?? {};
      if (type === 'Identifier' && /^(Object|Reflect)$/.test(name ?? '')) this.#wrote(first, path);
    },
    MemberExpression: ({ node: { property } }) => {
      if (upwards.has(property?.name ?? wordOf(property))) this.found = true;
    },
    // Of a class it is what was made of it; of anything else a definition, or the class itself.
    ThisExpression: (path) => {
      const parent = path.findParent(({ node }) =>
        /^(FunctionDeclaration|FunctionExpression|ObjectMethod|Class(Private)?(Method|Property)|StaticBlock)$/.test(
          node.type,
        ),
      );
      const isOfInstance =
        parent?.node.type.startsWith('Class') === true && parent.node.static !== true;
      if (parent !== null && !isOfInstance) this.found = true;
    },
  };
}

/** Whether a file may keep something from one run to the next; `program`: babel's path to all of it. */
export function mayKeepState(program: {
  readonly node: object;
  traverse(visitors: object): void;
}): boolean {
  const watch = new KeptStateWatch(program.node as Standing);
  if (!watch.found) program.traverse(watch.visitors);
  return watch.found;
}
