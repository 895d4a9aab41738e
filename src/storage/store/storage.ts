/**
 * The source of bytes. The reading half of the index knows only this interface, so that the same engine can run over a
 * local disk, an in-memory copy or ranged requests.
 */
export interface RandomAccess {
  /** Its name in errors, e.g. `index/3.seg`. */
  readonly name: string
  /** Number of readable bytes; checksums and trailers are not included. */
  readonly size: number
  /**
   * Bytes [start, end) as a read-only view, verified against their checksum.
   * @throws XunzhangError INDEX_DAMAGED if they aren't what was written
   */
  read(start: number, end: number): Uint8Array
  close(): void
}
