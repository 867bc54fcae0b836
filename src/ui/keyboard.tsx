import { type Key, useInput } from 'ink';

/** What a key asks for; `interrupt` is Ctrl+C and `suspend` Ctrl+Z: no signals while the terminal is raw. */
export type LiveKey =
  | 'pause'
  | 'step'
  | 'faster'
  | 'slower'
  | 'faults'
  | 'detail'
  | 'quit'
  | 'interrupt'
  | 'suspend';

const controls: ReadonlyMap<string, LiveKey> = new Map([
  ['c', 'interrupt'],
  ['z', 'suspend'],
]);

const letters: ReadonlyMap<string, LiveKey> = new Map([
  [' ', 'pause'],
  ['+', 'faster'],
  ['=', 'faster'],
  ['-', 'slower'],
  ['f', 'faults'],
  ['d', 'detail'],
  ['q', 'quit'],
]);

/** The key for an input, if it means anything. */
function keyOf(input: string, key: Pick<Key, 'ctrl' | 'rightArrow'>): LiveKey | undefined {
  if (key.ctrl) return controls.get(input);
  return key.rightArrow ? 'step' : letters.get(input);
}

/** Listens to the keyboard while it is mounted; only mount it when stdin is a terminal. */
export function Keyboard({ onKey }: { readonly onKey: (key: LiveKey) => void }): null {
  useInput((input, key) => {
    const asked = keyOf(input, key);
    if (asked !== undefined) onKey(asked);
  });
  return null;
}
