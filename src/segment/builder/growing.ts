/** `array` where it has room for `size`, else a new one, its content lost. */
export function roomy(array: Uint32Array, size: number): Uint32Array {
  return array.length >= size ? array : new Uint32Array(size + (size >>> 2))
}

/** Copies `from` to the beginning of the larger `to` and returns it. */
export function grown<T extends Uint32Array | Int32Array | Uint8Array | Uint16Array>(from: T, to: T): T {
  to.set(from)
  return to
}
