/**
 * Normalisation for matching: NFKC, lower case, Traditional to Simplified, radicals to ideographs. Zero-width and
 * control characters are removed; a run of blanks becomes one 0x20, a run with a line break one 0x0A.
 *
 * Nearly every character takes one look-up and keeps its position. The others (composing marks, expansions, blanks,
 * removed characters) are recorded as a shift: from this normalised unit on, the original position is larger by so
 * much. If NFKC would expand one character into several of mixed kinds (℃, ㈠, …), the character stays as it is.
 * Normalising is idempotent, and no token boundary falls inside a cluster that composes.
 */
import { CharClass, CLASS_MASK, JAMO, MARK } from './characters/char-class.js'
import { composeJamo, composeMarks } from './cluster.js'
import { flagsOfAstral, pairAt, spellingOf, unitFlags, unitMap } from './characters/char-table.js'
import { textOf } from './units.js'
import { createNormalized, reserveUnits, shiftFrom, touch, type Normalized } from './normalized.js'

/**
 * Normalises `text` into `out`, whose earlier content is lost.
 * Hot: one pass over the units, no allocation unless a buffer grows or marks compose.
 */
export function normalizeInto(text: string, out: Normalized): void {
  const length = text.length
  out.unitCount = out.shiftCount = out.touchedCount = 0
  reserveUnits(out, length)
  let { units, touched } = out
  const map = unitMap
  let at = 0
  let count = 0
  let touchedCount = 0
  while (at < length) {
    const unit = text.charCodeAt(at)
    const mapped = map[unit]!
    if (mapped !== 0) {
      if (mapped !== unit) touched[touchedCount++] = count
      units[count++] = mapped
      at++
      continue
    }
    out.unitCount = count
    out.touchedCount = touchedCount
    at = special(text, at, unit, out)
    reserveUnits(out, out.unitCount + length - at)
    units = out.units
    touched = out.touched
    count = out.unitCount
    touchedCount = out.touchedCount
  }
  out.unitCount = count
  out.touchedCount = touchedCount
}

const shared = createNormalized()

/**
 * Normalises a string for matching.
 * @returns the normalised text and, for each of its units and its end, its position in the original
 *   (`text.length + 1` numbers, ascending); `undefined` if every unit kept its place
 */
export function normalize(text: string): { text: string; offsets: Int32Array | undefined } {
  normalizeInto(text, shared)
  const { units, unitCount, shiftCount } = shared
  return { text: textOf(units, 0, unitCount), offsets: shiftCount === 0 ? undefined : offsetsOf(shared, text.length) }
}

function offsetsOf(normalized: Normalized, length: number): Int32Array {
  const { unitCount, shiftUnit, shiftBy, shiftCount } = normalized
  const offsets = new Int32Array(unitCount + 1)
  for (let unit = 0, shift = 0, by = 0; unit < unitCount; unit++) {
    while (shift < shiftCount && shiftUnit[shift]! <= unit) by = shiftBy[shift++]!
    offsets[unit] = unit + by
  }
  offsets[unitCount] = length
  return offsets
}

/** Handles the one character at `at` that needs more than a look-up; returns the start of the next one. */
function special(text: string, at: number, unit: number, out: Normalized): number {
  let flags = unitFlags[unit]!
  let point = unit
  if ((flags & CLASS_MASK) === CharClass.surrogate) {
    point = pairAt(unit, at + 1 < text.length ? text.charCodeAt(at + 1) : 0)
    if (point === 0) return append(out, String.fromCharCode(unit), at, at + 1, false)
    flags = flagsOfAstral(point)
  }
  const next = at + (point > 0xffff ? 2 : 1)
  const kind = flags & CLASS_MASK
  if (kind === CharClass.blank || kind === CharClass.line) return blanks(text, at, out)
  if (kind === CharClass.dropped) return drop(out, next)
  if ((flags & MARK) !== 0) return composeMarks(text, at, out)
  const spelled = spellingOf(point)
  const spelling = spelled ?? String.fromCodePoint(point)
  if ((flags & JAMO) !== 0 && composeJamo(spelling.charCodeAt(0), next, out)) return next
  return append(out, spelling, at, next, spelled !== undefined)
}

/** Appends the spelling of text[at, next); all its units map to the start of the character. */
function append(out: Normalized, spelling: string, at: number, next: number, changed: boolean): number {
  const count = out.unitCount
  reserveUnits(out, count + spelling.length)
  if (changed) touch(out, count)
  for (let i = 0; i < spelling.length; i++) {
    out.units[count + i] = spelling.charCodeAt(i)
    if (changed && i > 0) shiftFrom(out, count + i, at - count - i)
  }
  out.unitCount = count + spelling.length
  shiftFrom(out, out.unitCount, next - out.unitCount)
  return next
}

/** Writes the run of blanks at `at` as one unit, or merges it with the blank before a dropped character. */
function blanks(text: string, at: number, out: Normalized): number {
  let end = at
  let line = false
  for (; end < text.length; end++) {
    const kind = unitFlags[text.charCodeAt(end)]! & CLASS_MASK
    if (kind === CharClass.line) line = true
    else if (kind !== CharClass.blank) break
  }
  const last = out.unitCount === 0 ? 0 : out.units[out.unitCount - 1]!
  const joins = last === 0x20 || last === 0x0a
  const unit = line || (joins && last === 0x0a) ? 0x0a : 0x20
  if (!joins) out.unitCount++
  out.units[out.unitCount - 1] = unit
  if (joins || end - at > 1 || text.charCodeAt(at) !== unit) touch(out, out.unitCount - 1)
  shiftFrom(out, out.unitCount, end - out.unitCount)
  return end
}

/** Leaves out a character; the token before it covers it. */
function drop(out: Normalized, next: number): number {
  if (out.unitCount > 0) touch(out, out.unitCount - 1)
  shiftFrom(out, out.unitCount, next - out.unitCount)
  return next
}
