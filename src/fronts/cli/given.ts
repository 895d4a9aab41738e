/** The named options as they were given; those that were not given are absent. */
export function given<T extends object, K extends keyof T>(values: T, ...names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(
    names.filter((name) => values[name] !== undefined).map((name) => [name, values[name]]),
  ) as Pick<T, K>
}
