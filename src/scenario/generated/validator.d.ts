/** One thing in which data does not fit the schema. */
export interface StructureError {
  /** JSON pointer to the data. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: { readonly [name: string]: unknown };
  readonly message?: string;
}

/** Whether data fits the schema; `errors` are those of the last call. */
export declare const validate: {
  (data: unknown): boolean;
  readonly errors: readonly StructureError[] | null | undefined;
};
