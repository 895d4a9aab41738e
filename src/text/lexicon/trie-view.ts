/** A trie over UTF-16 units. */
export interface TrieView {
  /** Code of each unit, 0 for units that occur in no word. */
  readonly codeOf: Uint16Array
  /** By code of the first unit: base of its children or 0, word ID or −1. */
  readonly root: Int32Array
  /** Node number << 13 | code: double-array.ts. */
  readonly slots: Int32Array
  /** By node number − leaves: base of the children, above it the kinds of their codes: double-array.ts. */
  readonly bases: Int32Array
  /** Nodes below this number have no children. */
  readonly leaves: number
  /** Nodes below this number are words. */
  readonly words: number
  /** Added to every word id of this trie. */
  readonly firstId: number
}
