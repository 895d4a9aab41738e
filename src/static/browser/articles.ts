/** Articles of an export that were fetched, in the forms that search and display read. */
import type { ExportedText } from '../export/format/articles.js'
import type { DecodedText } from '../../storage/segment/articles/text-codec.js'
import { changedBit, encodeVocabulary, openVocabulary } from '../../storage/segment/vocabulary/codec.js'
import type { TokenUnits, Vocabulary } from '../../storage/segment/vocabulary/codec.js'
import { unitMap } from '../../text/characters/char-table.js'
import { normalize } from '../../text/normalize.js'
import { unitsOf } from '../../text/units.js'

/**
 * Tokens whose spelling differs from their normalised form, numbered in order of first occurrence: the vocabulary of
 * the texts that were fetched. Number 0 stands for all others, which are spelled as in the normalised text.
 */
export class ChangedTokens {
  readonly #numbers = new Map<string, number>()
  readonly #tokens: TokenUnits[] = [{ flags: 0, pool: new Uint16Array(0), start: 0, normalizedEnd: 0, end: 0 }]
  #vocabulary: Vocabulary | undefined

  get vocabulary(): Vocabulary {
    return (this.#vocabulary ??= this.#encode())
  }

  number(normalized: string, spelled: string): number {
    const key = `${normalized}\0${spelled}`
    let number = this.#numbers.get(key)
    if (number === undefined) {
      number = this.#tokens.length
      this.#numbers.set(key, number)
      const { length } = normalized
      const pool = unitsOf(normalized + spelled)
      this.#tokens.push({ flags: changedBit, pool, start: 0, normalizedEnd: length, end: length + spelled.length })
      this.#vocabulary = undefined
    }
    return number
  }

  #encode(): Vocabulary {
    const tokens = this.#tokens
    return openVocabulary(
      tokens.length,
      encodeVocabulary(tokens.length, (i) => tokens[i]!),
      'export',
    )
  }
}

/** Writes a field as `decodeText` does: normalised units with token borders. */
export function decodeField({ text, ends, odd }: ExportedText, changed: ChangedTokens, out: DecodedText): void {
  if (out.tokens.length < ends.length) {
    out.tokens = new Int32Array(2 * ends.length)
    out.tokenEnd = new Int32Array(2 * ends.length)
  }
  let unit = 0
  for (let token = 0; token < ends.length; token++) {
    const start = token === 0 ? 0 : ends[token - 1]!
    const known = odd.get(token)
    const isPlain = known === undefined && isNormal(text, start, ends[token]!)
    const spelled = isPlain ? '' : text.slice(start, ends[token])
    const normalized = isPlain ? undefined : (known ?? normalize(spelled).text)
    const length = normalized?.length ?? ends[token]! - start
    if (out.units.length < unit + length) out.units = grown(out.units, unit + length)
    for (let i = 0; i < length; i++) out.units[unit + i] = (normalized ?? text).charCodeAt(normalized ? i : start + i)
    unit += length
    out.tokens[token] = normalized === undefined || normalized === spelled ? 0 : changed.number(normalized, spelled)
    out.tokenEnd[token] = unit
  }
  out.unitCount = unit
  out.tokenCount = ends.length
}

/** Whether each unit is its own normalised form, whatever units are next to it. */
function isNormal(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at)
    if (unitMap[unit] !== unit) return false
  }
  return true
}

function grown(units: Uint16Array, room: number): Uint16Array {
  const more = new Uint16Array(2 * room)
  more.set(units)
  return more
}
