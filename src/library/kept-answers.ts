/**
 * Finished answers of one commit, kept as the bytes that are sent: people page back and forth, clients repeat themselves,
 * and the same question to the same commit has the same answer. Bounded in bytes, oldest use first out.
 */
import { gzipSync } from 'node:zlib'

/** What is sent: JSON in UTF-8. */
export type Bytes = Uint8Array<ArrayBuffer>

export interface Answer {
  readonly plain: Bytes
  /** The same as gzip, made when it is first asked for. */
  packed?: Bytes
}

/** An answer takes at most this share of all: one large answer must not push out all others. */
const mostShare = 1 / 16
/** About what an entry of a map takes beside its key and its bytes. */
const entryBytes = 200
/** Level 1 takes a third of the time of level 6, for a tenth more bytes. */
const packLevel = 1

export class KeptAnswers {
  readonly #mostBytes: number
  /** Least recently used first. */
  readonly #kept = new Map<string, Answer>()
  #tag = ''
  #bytes = 0

  /** @param mostBytes keys and answers together; 0 keeps nothing */
  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  /** Bytes of what is kept. */
  get bytes(): number {
    return this.#bytes
  }

  /** @param tag of the commit: answers of another one are dropped */
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
