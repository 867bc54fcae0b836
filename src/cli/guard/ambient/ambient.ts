/** Something of the host that a program may not touch, and what to use in its place. */
export interface Ambient {
  /** As the user writes it. */
  readonly name: string;
  readonly instead: string;
  /**
   * Packages of users may touch it: always, or only while they are loaded. They look there for how they
   * are to behave; null: not even they.
   */
  readonly packages?: 'always' | 'loading';
  /** Whoever is loaded may use it: promises of the host come then, and never in a run. */
  readonly mayLoad?: boolean;
}
