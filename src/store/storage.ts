/**
 * Where bytes come from. The reading half of the index knows only this, so that the same engine can run over
 * a local disk, an in-memory copy or ranged requests.
 */
export interface RandomAccess {
  /** How errors name it, e.g. `index/3.seg`. */
  readonly name: string
  /** Bytes that may be read; checksums and trailers are not part of it. */
  readonly size: number
  /**
   * Bytes [start, end) as a view that must not be written to, verified against their checksum.
   * @throws XunzhangError INDEX_DAMAGED when they aren't what was written
   */
  read(start: number, end: number): Uint8Array
  close(): void
}
