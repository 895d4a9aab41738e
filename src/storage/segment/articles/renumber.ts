/**
 * Renumbering of stored texts for merging: counts their tokens and replaces their numbers. Hot: codes are read and
 * written without calls, except those of rare tokens.
 */
import { createByteWriter, putBytes, putVarint, reserve, written, type ByteWriter } from '../../store/byte-writer.js'
import { storedFields } from '../fields.js'
import { fieldBounds, longCodeAt, oneByte, putLongCode, twoBytes } from './text-codec.js'

const bounds = new Int32Array(storedFields + 1)
const codes = createByteWriter(65536)

/**
 * Counts the tokens of all fields of an article in `counts`, by token number. Returns false if the bytes are not texts
 * of tokens that have an element in `counts`.
 */
export function countTokens(bytes: Uint8Array, counts: Int32Array): boolean {
  if (!fieldBounds(bytes, bounds)) return false
  for (let field = 0; field < storedFields; field++) {
    let at = bounds[field]!
    const end = bounds[field + 1]!
    while (at < end) {
      let id = bytes[at++]!
      if (id >= oneByte) {
        if (id < 248) id = oneByte + ((id - oneByte) << 8) + bytes[at++]!
        else {
          const first = id
          id = longCodeAt(bytes, at, first)
          at += first < 255 ? 2 : 3
        }
      }
      if (!(id < counts.length)) return false
      counts[id]!++
    }
    if (at !== end) return false
  }
  return true
}

/**
 * Appends an article's texts with other numbers for its tokens. {@link countTokens} must have checked the texts before.
 * @param newNumber by the number in `bytes`
 */
export function renumberText(out: ByteWriter, bytes: Uint8Array, newNumber: Int32Array): void {
  fieldBounds(bytes, bounds)
  codes.length = 0
  // A code of one byte may become one of four.
  reserve(codes, bytes.length * 4)
  const to = codes.bytes
  let length = 0
  let at = bounds[0]!
  for (let field = 0; field < storedFields; field++) {
    const start = length
    for (const end = bounds[field + 1]!; at < end;) {
      let id = bytes[at++]!
      if (id >= oneByte) {
        if (id < 248) id = oneByte + ((id - oneByte) << 8) + bytes[at++]!
        else {
          const first = id
          id = longCodeAt(bytes, at, first)
          at += first < 255 ? 2 : 3
        }
      }
      id = newNumber[id]!
      if (id < oneByte) to[length++] = id
      else if (id < twoBytes) {
        to[length++] = oneByte + ((id - oneByte) >>> 8)
        to[length++] = id - oneByte
      } else length = putLongCode(to, length, id)
    }
    if (field < storedFields - 1) putVarint(out, length - start)
  }
  codes.length = length
  putBytes(out, written(codes))
}
