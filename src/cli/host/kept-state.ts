import { bare, TopLevel, wordOf } from './top-level.ts';
import type { Standing } from './top-level.ts';

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
