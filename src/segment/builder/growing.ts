/** Copies `from` to the beginning of the larger `to` and returns it. */
export function grown<T extends Uint32Array | Int32Array | Uint8Array | Uint16Array>(from: T, to: T): T {
  to.set(from)
  return to
}
