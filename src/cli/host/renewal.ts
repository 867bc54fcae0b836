/** By each object that was made when files were first loaded, the one that took its place. */
export type Renewal = ReadonlyMap<object, object>;

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** A list, or an object that is nothing but its properties. */
function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Notes what one loading of a file made, with what another one made in its place. */
export function matchRenewed(old: unknown, anew: unknown, found: Map<object, object>): void {
  if (!isObject(old) || !isObject(anew) || old === anew || found.has(old)) return;
  found.set(old, anew);
  if (typeof old === 'function' || !isPlain(old)) return;
  for (const [key, value] of Object.entries(old)) {
    matchRenewed(value, Reflect.get(anew, key), found);
  }
}

/** The data with what took the place of objects in it; the very same where nothing did. */
export function renewedIn<T>(data: T, renewal: Renewal): T {
  if (!isObject(data)) return data;
  const known = renewal.get(data);
  if (known !== undefined) return known as T;
  if (typeof data === 'function' || !isPlain(data)) return data;
  let copy: object | null = null;
  for (const [key, value] of Object.entries(data)) {
    const anew: unknown = renewedIn(value, renewal);
    if (anew === value) continue;
    copy ??= Array.isArray(data) ? [...(data as unknown[])] : { ...data };
    Reflect.set(copy, key, anew);
  }
  return (copy ?? data) as T;
}
