/**
 * A range coder (G. N. N. Martin, 1979; without carries, D. Subbotin, 1999): a symbol of probability p takes −log₂ p
 * bits. Writing and reading run the same code over a {@link Coder}, so that they can't get out of step.
 */
import { createByteWriter, putByte, written, type ByteWriter } from '../../../storage/store/byte-writer.js'

export interface Coder {
  /** Codes one of equally likely values. @param limit 1 to 65,536; @param value to write; a reader ignores it */
  below(limit: number, value: number): number
  /** Codes a symbol by its frequency so far. */
  symbol(met: Frequencies, value: number): number
}

const mostTotal = 0x10000

/** The frequencies of symbols, which determine what each costs. They adapt with every symbol that is coded. */
export class Frequencies {
  /** Small integers: creating a plain array of them takes a tenth of the time of a typed array. */
  readonly counts: number[]
  readonly #step: number
  readonly #most: number
  total: number

  /**
   * @param counts at first, each at least 1, their sum below `most`
   * @param step added at each occurrence of a symbol
   */
  constructor(counts: readonly number[], step: number, most = mostTotal) {
    this.counts = counts.slice()
    this.#step = step
    this.#most = most
    this.total = 0
    for (const count of this.counts) this.total += count
  }

  meet(symbol: number): void {
    const { counts } = this
    counts[symbol]! += this.#step
    this.total += this.#step
    if (this.total <= this.#most) return
    this.total = 0
    for (let i = 0; i < counts.length; i++) this.total += counts[i] = (counts[i]! + 1) >>> 1
  }
}

const top = 2 ** 24
const bottom = 2 ** 16

/**
 * The part of [0, 2³²) that represents everything coded so far. Hot: numbers are kept as signed 32-bit integers, which
 * V8 handles as small integers; unsigned ones it does not.
 */
abstract class RangeCoder implements Coder {
  protected low = 0
  /** Used as an unsigned number. */
  protected range = -1

  protected abstract shift(): void

  abstract below(limit: number, value: number): number

  abstract symbol(met: Frequencies, value: number): number

  protected divide(total: number): void {
    this.range = ((this.range >>> 0) / total) | 0
  }

  /** Narrows to a part of `range`, which has been divided already. */
  protected narrow(start: number, size: number): void {
    let low = (this.low + Math.imul(start, this.range)) | 0
    let range = Math.imul(this.range, size)
    for (;;) {
      if ((low ^ (low + range)) >>> 0 >= top) {
        if (range >>> 0 >= bottom) break
        // The range straddles a border and is too short to be divided, so the part beyond the border is given up.
        range = -low & (bottom - 1)
      }
      this.low = low
      this.shift()
      low <<= 8
      range <<= 8
    }
    this.low = low
    this.range = range
  }
}

export class RangeWriter extends RangeCoder {
  readonly #out: ByteWriter = createByteWriter(4096)

  get length(): number {
    return this.#out.length
  }

  below(limit: number, value: number): number {
    this.divide(limit)
    this.narrow(value, 1)
    return value
  }

  symbol(met: Frequencies, value: number): number {
    const { counts } = met
    let start = 0
    for (let i = 0; i < value; i++) start += counts[i]!
    this.divide(met.total)
    this.narrow(start, counts[value]!)
    met.meet(value)
    return value
  }

  finish(): Uint8Array {
    for (let i = 0; i < 4; i++) {
      this.shift()
      this.low <<= 8
    }
    const bytes = written(this.#out)
    let { length } = bytes
    // Zeros at the end need no bytes, because a reader gets zeros beyond the end.
    while (length > 0 && bytes[length - 1] === 0) length--
    return bytes.subarray(0, length)
  }

  protected shift(): void {
    putByte(this.#out, this.low >>> 24)
  }
}

export class RangeReader extends RangeCoder {
  readonly #bytes: Uint8Array
  #at = 0
  #code = 0

  constructor(bytes: Uint8Array) {
    super()
    this.#bytes = bytes
    for (let i = 0; i < 4; i++) this.shift()
  }

  /** @throws RangeError if `limit` is below 1, which happens only if the bytes are damaged */
  below(limit: number): number {
    if (!(limit >= 1)) throw new RangeError('no coded text')
    this.divide(limit)
    const value = this.#target(limit)
    this.narrow(value, 1)
    return value
  }

  symbol(met: Frequencies): number {
    const { counts } = met
    this.divide(met.total)
    const target = this.#target(met.total)
    let symbol = 0
    let start = 0
    while (start + counts[symbol]! <= target) start += counts[symbol++]!
    this.narrow(start, counts[symbol]!)
    met.meet(symbol)
    return symbol
  }

  #target(limit: number): number {
    return Math.min(limit - 1, Math.floor(((this.#code - this.low) >>> 0) / (this.range >>> 0)))
  }

  /** @throws RangeError far beyond the end, which happens only if the bytes are damaged */
  protected shift(): void {
    if (this.#at > this.#bytes.length + 8) throw new RangeError('no coded text')
    this.#code = (this.#code << 8) | (this.#bytes[this.#at++] ?? 0)
  }
}
