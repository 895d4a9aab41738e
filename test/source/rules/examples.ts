/** What rules must catch and must leave alone, by the name of the rule. */
export type Examples = Readonly<
  Record<string, { readonly catches: readonly string[]; readonly leaves: readonly string[] }>
>
