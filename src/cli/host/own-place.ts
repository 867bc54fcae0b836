/** A node of babel's tree, as far as it can be the name of a file's own place. */
interface Named {
  readonly type: string;
  readonly name?: string;
  readonly property?: Named;
  readonly key?: Named;
}

/** Why code may not ask where its file stands; null when it does not, or the name is its own. */
export function refusalOfPlace(
  node: Named,
  parent: Named | undefined,
  isBound: (name: string) => boolean,
): string | null {
  const { name = '' } = node;
  const isProperty = parent?.property === node || parent?.key === node;
  if (!/^__(dir|file)name$/.test(name) || isProperty || isBound(name)) return null;
  return `${name} differs from machine to machine: it is outside of the simulation`;
}
