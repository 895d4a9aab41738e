/**
 * A cache of finished answers of one commit, as the bytes that are sent. People page back and forth, clients repeat
 * requests, and the same request to the same commit has the same answer. The size is limited in bytes; the least
 * recently used answers are dropped first.
 */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** The bytes of an answer: JSON in UTF-8. */
export type Bytes = Uint8Array<ArrayBuffer>

export interface Answer {
  readonly plain: Bytes
  /** The same packed, made when it is first requested. */
  packed?: Partial<Record<Encoding, Bytes>>
}

export type Encoding = keyof typeof packers

/** An answer larger than this share of the limit isn't kept, so that one large answer doesn't displace all others. */
const mostShare = 1 / 16
/** About how many bytes an entry of a map takes besides its key and its answer. */
const entryBytes = 200

const packers = {
  /** 40 KB in 2.9 ms to 14.0 KB, where gzip takes 0.7 ms to 16.5 KB; lower qualities gain nothing over gzip. */
  br: (plain: Bytes) => brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  /** Level 1 takes a third of the time of level 6 and makes the result a tenth larger. */
  gzip: (plain: Bytes) => gzipSync(plain, { level: 1 }),
}

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

  /** @returns the answer packed, kept with it if it is kept */
  pack(key: string, answer: Answer, encoding: Encoding): Bytes {
    const known = answer.packed?.[encoding]
    if (known !== undefined) return known
    const packed = new Uint8Array(packers[encoding](answer.plain))
    if (this.#kept.get(key) === answer) {
      answer.packed = { ...answer.packed, [encoding]: packed }
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
  const packedBytes = Object.values(packed ?? {}).reduce((sum, { byteLength }) => sum + byteLength, 0)
  return entryBytes + 2 * key.length + plain.byteLength + packedBytes
}
