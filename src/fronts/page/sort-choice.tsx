/** Chooses one of a few orders. */
interface SortChoiceProps<T extends string> {
  readonly label: string
  readonly sorts: readonly T[]
  readonly names: Readonly<Record<T, string>>
  readonly value: T
  readonly choose: (sort: T) => void
}

export function SortChoice<T extends string>({ label, sorts, names, value, choose }: SortChoiceProps<T>) {
  return (
    <label class="sort">
      {label}{' '}
      <select value={value} onChange={(event) => choose(event.currentTarget.value as T)}>
        {sorts.map((sort) => (
          <option key={sort} value={sort}>
            {names[sort]}
          </option>
        ))}
      </select>
    </label>
  )
}
