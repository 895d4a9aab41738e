/** The conditions of the server's filters, as they are written in JSON. */
export type Condition =
  | {
      readonly key: string
      readonly match:
        | { readonly phrase: string }
        | { readonly value: string | number }
        | { readonly any: readonly string[] | readonly number[] }
    }
  | { readonly key: string; readonly range: { readonly gte?: number; readonly lte?: number } }
  | { readonly has_id: readonly string[] }
  | { readonly is_empty: { readonly key: string } }
  | Filter

export interface Filter {
  readonly must?: readonly Condition[]
  readonly should?: readonly Condition[]
  readonly must_not?: readonly Condition[]
  readonly min_should?: { readonly conditions: readonly Condition[]; readonly min_count: number }
}
