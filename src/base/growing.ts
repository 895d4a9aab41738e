/** Typed arrays that grow, memory that is used again, what is made only when it is needed, and groups of values. */

type Growing = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float64Array

/** `array` if it has room for `size`, otherwise a new one without its content. */
export function roomy<T extends Growing>(array: T, size: number): T {
  if (array.length >= size) return array
  return new (array.constructor as new (length: number) => T)(size + (size >>> 2))
}

/** Copies `from` to the beginning of the larger `to` and returns it. */
export function withCapacity<T extends Growing>(from: T, to: T): T {
  to.set(from)
  return to
}

/**
 * An array of at least the length that a call asks for; the same one each time, with what the last call left in it.
 * For loops that would otherwise allocate an array for each text.
 */
export function scratchArray<T extends Growing>(array: T): (least: number) => T {
  return (least) => (array.length < least ? (array = roomy(array, 2 * least)) : array)
}

/** Makes a value when it is first asked for. A promise that fails is kept, too. */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** The values by their keys, in their order. */
export function groupBy<K, T>(values: Iterable<T>, keyOf: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const value of values) addToGroup(groups, keyOf(value), value)
  return groups
}

export function addToGroup<K, T>(groups: Map<K, T[]>, key: K, value: T): void {
  const known = groups.get(key)
  if (known === undefined) groups.set(key, [value])
  else known.push(value)
}
