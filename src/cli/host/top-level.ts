/** A node of babel's tree, as far as it tells what stands outside of all functions. */
export interface Standing {
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
export function bare(node: Standing): Standing {
  const isWrapped = /^(TS.*Expression|TSTypeAssertion|ParenthesizedExpression)$/.test(node.type);
  return isWrapped && node.expression !== undefined ? bare(node.expression) : node;
}

/** What a text in quotes says; '' where there is none. */
export function wordOf(node: Standing | null | undefined): string {
  const { value } = node ?? {};
  return typeof value === 'string' ? value : '';
}

/** Looks at what stands outside of the functions of a file: whether it can be another thing later. */
export class TopLevel {
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
