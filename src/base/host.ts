/**
 * The port to the machine that fault-sim runs on: the only way anything below `cli/` touches it.
 * Implemented in `cli/host`, so that engine, world and run stay free of clocks, files and processes.
 */
export interface Host {
  /**
   * Runs all pending microtasks now and returns true; false when this host can only do so by
   * returning to its event loop (the caller then yields and is resumed from a macrotask).
   */
  readonly drain: () => boolean;
  /** SHA-256 of bytes, as lowercase hex. */
  hash(bytes: Uint8Array): string;
  /** The text of a file. The path is absolute or relative to the working directory. */
  readText(path: string): ReadResult;
  /** Imports a user's module (`.ts`, `.js`, `.mjs`) under the guards and returns its exports. */
  loadModule(path: string): Promise<ModuleResult>;
}

/** A file's text, or why it could not be read. */
export type ReadResult =
  | { readonly text: string }
  | {
      readonly problem: 'not-found';
      readonly why: string;
      /** A path that is there and looks like it. */
      readonly meant?: string | undefined;
    }
  | {
      readonly problem: 'is-folder' | 'too-large' | 'unreadable';
      readonly why: string;
    };

/** A module's exports, or where and why it could not be loaded. */
export type ModuleResult =
  | { readonly exports: { readonly [name: string]: unknown } }
  | {
      readonly problem: string;
      readonly file: string | null;
      readonly line: number | null;
      readonly column: number | null;
    };
