/**
 * A cache of finished answers of one commit, as the bytes that are sent. People page back and forth, clients repeat
 * requests, and the same request to the same commit has the same answer. The size is limited in bytes; the least
 * recently used answers are dropped first.
 */
import { gzipSync } from 'node:zlib'

/** The bytes of an answer: JSON in UTF-8. */
export type Bytes = Uint8Array<ArrayBuffer>

export interface Answer {
  readonly plain: Bytes
  /** The same as gzip, made when it is first requested. */
  packed?: Bytes
}

/** An answer larger than this share of the limit isn't kept, so that one large answer doesn't displace all others. */
const mostShare = 1 / 16
/** About how many bytes an entry of a map takes besides its key and its answer. */
const entryBytes = 200
/** Level 1 takes a third of the time of level 6 and makes the result a tenth larger. */
const packLevel = 1

export class AnswerCache {
  readonly #mostBytes: number
  /** Least recently used first. */
  readonly #kept = new Map<string, Answer>()
  #tag = ''
  #bytes = 0

  /** @param mostBytes limit for keys and answers together; 0 keeps nothing */
  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  /** Bytes of all kept keys and answers. */
  get bytes(): number {
    return this.#bytes
  }

  /** @param tag tag of the commit; answers of another commit are dropped */
  find(tag: string, key: string): Answer | undefined {
    this.#follow(tag)
    const known = this.#kept.get(key)
    if (known === undefined) return undefined
    this.#kept.delete(key)
    this.#kept.set(key, known)
    return known
  }

  add(tag: string, key: string, plain: Bytes): Answer {
    this.#follow(tag)
    const answer = { plain }
    if (sizeOf(key, answer) > this.#mostBytes * mostShare) return answer
    this.#remove(key)
    this.#kept.set(key, answer)
    this.#bytes += sizeOf(key, answer)
    this.#shrink()
    return answer
  }

  /** @returns the answer as gzip, kept with it if it is kept */
  pack(key: string, answer: Answer): Bytes {
    if (answer.packed !== undefined) return answer.packed
    const packed = new Uint8Array(gzipSync(answer.plain, { level: packLevel }))
    if (this.#kept.get(key) === answer) {
      answer.packed = packed
      this.#bytes += packed.byteLength
      this.#shrink()
    }
    return packed
  }

  #follow(tag: string): void {
    if (tag === this.#tag) return
    this.#tag = tag
    this.#kept.clear()
    this.#bytes = 0
  }

  #shrink(): void {
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#mostBytes) return
      this.#remove(oldest)
    }
  }

  #remove(key: string): void {
    const known = this.#kept.get(key)
    if (known === undefined) return
    this.#bytes -= sizeOf(key, known)
    this.#kept.delete(key)
  }
}

function sizeOf(key: string, { plain, packed }: Answer): number {
  return entryBytes + 2 * key.length + plain.byteLength + (packed?.byteLength ?? 0)
}
