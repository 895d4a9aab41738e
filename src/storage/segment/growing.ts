/** Typed arrays that grow. */

/** `array` if it has room for `size`, otherwise a new one without its content. */
export function roomy<T extends Uint32Array | Int32Array>(array: T, size: number): T {
  if (array.length >= size) return array
  return new (array.constructor as new (length: number) => T)(size + (size >>> 2))
}

/** Copies `from` to the beginning of the larger `to` and returns it. */
export function grown<T extends Uint32Array | Int32Array | Uint8Array | Uint16Array>(from: T, to: T): T {
  to.set(from)
  return to
}
