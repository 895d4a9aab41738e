/**
 * Clusters: a character with its combining marks, which NFC composes or reorders (the other steps of NFKC are in the
 * table).
 *
 * Marks that remain after composing belong to letters (class alnum). On a base of another kind, the cluster splits into
 * the base and its marks if each part normalises by itself. If the two are interwoven, the marks are dropped, so that
 * every token's original still normalises to the token. At most 30 marks for each base are kept (UAX 15 says that
 * longer sequences occur in no language); without a bound, sorting hostile marks takes quadratic time.
 */
import { CharClass, CLASS_MASK, MARK } from './characters/char-class.js'
import { flagsOfAstral, pairAt, spellingOf, unitFlags } from './characters/char-table.js'
import { originOf, reserveUnits, rewind, shiftFrom, touch, type Normalized } from './normalized.js'

const MAX_MARKS = 30

interface Mark {
  readonly spelling: string
  readonly at: number
}

/** Composes the marks at `at` with the character that ends `out`; returns where the next character starts. */
export function composeMarks(text: string, at: number, out: Normalized): number {
  if (composeOne(text, at, out)) return at + 1
  const marks: Mark[] = []
  const next = gather(text, at, marks)
  const base = baseOf(out)
  // eslint-disable-next-line no-restricted-syntax -- of fixed size: a character and its marks
  const head = String.fromCharCode(...out.units.subarray(base, out.unitCount))
  const tail = marks.map((mark) => mark.spelling).join('')
  const composed = [...(head + tail).normalize('NFC')].slice(0, MAX_MARKS + 1).join('')
  const split = splitOf(head, marks, composed)
  if (composed === head + text.slice(at, next)) return keep(out, tail, next)
  const whole = split < 0 ? String.fromCodePoint(composed.codePointAt(0)!) : composed
  const headLength = split < 0 || head === '' ? whole.length : splitLength(head, marks, split, whole)
  const tailAt = split >= 0 && split < marks.length ? marks[split]!.at : next
  const wasTouched = out.touchedCount > 0 && out.touched[out.touchedCount - 1]! >= base
  const headAt = head === '' ? at : originOf(out, base, at)
  rewrite(out, base, whole)
  place(text, out, base, headLength, headAt, tailAt)
  place(text, out, base + headLength, whole.length - headLength, tailAt, next)
  if (wasTouched || whole.slice(0, headLength) !== head) touch(out, base)
  if (text.slice(tailAt, next) !== whole.slice(headLength)) touch(out, base + headLength)
  shiftFrom(out, out.unitCount, next - out.unitCount)
  return next
}

/**
 * The composition of a base unit and one mark, keyed by base << 16 | mark: a unit, or 0 if the general path is needed.
 */
const composedPairs = new Map<number, number>()
const MAX_PAIRS = 4096

/**
 * The common case: one mark on a character of the basic plane that composes to one unit. Returns false in other cases.
 */
function composeOne(text: string, at: number, out: Normalized): boolean {
  const mark = text.charCodeAt(at)
  const after = at + 1 < text.length ? unitFlags[text.charCodeAt(at + 1)]! : 0
  const kind = after & CLASS_MASK
  if (out.unitCount === 0 || (after & MARK) !== 0 || kind === CharClass.dropped || kind === CharClass.surrogate)
    return false
  const base = out.units[out.unitCount - 1]!
  if ((unitFlags[base]! & MARK) !== 0) return false
  const key = base * 0x10000 + mark
  let composed = composedPairs.get(key)
  if (composed === undefined) {
    const both = (String.fromCharCode(base) + (spellingOf(mark) ?? String.fromCharCode(mark))).normalize('NFC')
    composed = both.length === 1 ? both.charCodeAt(0) : 0
    if (composedPairs.size === MAX_PAIRS) composedPairs.clear()
    composedPairs.set(key, composed)
  }
  if (composed === 0) return false
  out.units[out.unitCount - 1] = composed
  touch(out, out.unitCount - 1)
  shiftFrom(out, out.unitCount, at + 1 - out.unitCount)
  return true
}

/** Composes a conjoining vowel or final with the hangul before it; false when there is none to compose with. */
export function composeJamo(jamo: number, next: number, out: Normalized): boolean {
  if (out.unitCount === 0) return false
  const before = out.units[out.unitCount - 1]!
  const isVowel = jamo <= 0x1175
  let syllable = 0
  if (isVowel && before >= 0x1100 && before <= 0x1112) {
    syllable = 0xac00 + ((before - 0x1100) * 21 + (jamo - 0x1161)) * 28
  } else if (!isVowel && before >= 0xac00 && before <= 0xd7a3 && (before - 0xac00) % 28 === 0) {
    syllable = before + (jamo - 0x11a7)
  }
  if (syllable === 0) return false
  out.units[out.unitCount - 1] = syllable
  touch(out, out.unitCount - 1)
  shiftFrom(out, out.unitCount, next - out.unitCount)
  return true
}

/** Collects the marks from `at` on, skipping characters that vanish. The first 30 are kept, the rest are skipped. */
function gather(text: string, at: number, marks: Mark[]): number {
  while (at < text.length) {
    const unit = text.charCodeAt(at)
    const pair = pairAt(unit, at + 1 < text.length ? text.charCodeAt(at + 1) : 0)
    const point = pair === 0 ? unit : pair
    const flags = pair === 0 ? unitFlags[unit]! : flagsOfAstral(pair)
    if ((flags & MARK) !== 0) {
      if (marks.length < MAX_MARKS) marks.push({ spelling: spellingOf(point) ?? String.fromCodePoint(point), at })
    } else if ((flags & CLASS_MASK) !== CharClass.dropped) {
      break
    }
    at += pair === 0 ? 1 : 2
  }
  return at
}

/** The start in `out` of the character that the marks would compose with; the end of `out` if there is none. */
function baseOf(out: Normalized): number {
  const { units, unitCount } = out
  let base = unitCount - 1
  while (base > 0 && unitCount - base <= MAX_MARKS && (unitFlags[units[base]!]! & MARK) !== 0) base--
  if (base > 0 && pairAt(units[base - 1]!, units[base]!) !== 0) base--
  return base < 0 || units[base] === 0x20 || units[base] === 0x0a ? unitCount : base
}

/** How many marks belong to the base so that base and rest normalise separately; −1 if they are interwoven. */
function splitOf(head: string, marks: readonly Mark[], composed: string): number {
  if (head === '' || classOf(head) === CharClass.alnum) return marks.length
  for (let split = 0; split <= marks.length; split++) {
    const first = (head + spelled(marks, 0, split)).normalize('NFC')
    if ([...first].length === 1 && first + spelled(marks, split, marks.length).normalize('NFC') === composed)
      return split
  }
  return -1
}

function splitLength(head: string, marks: readonly Mark[], split: number, whole: string): number {
  if (classOf(head) === CharClass.alnum) return whole.length
  return (head + spelled(marks, 0, split)).normalize('NFC').length
}

function spelled(marks: readonly Mark[], from: number, to: number): string {
  return marks
    .slice(from, to)
    .map((mark) => mark.spelling)
    .join('')
}

function classOf(char: string): number {
  const point = char.codePointAt(0)!
  return (point > 0xffff ? flagsOfAstral(point) : unitFlags[point]!) & CLASS_MASK
}

/** The marks change nothing: appends them as they are. */
function keep(out: Normalized, tail: string, next: number): number {
  reserveUnits(out, out.unitCount + tail.length)
  for (let i = 0; i < tail.length; i++) out.units[out.unitCount++] = tail.charCodeAt(i)
  shiftFrom(out, out.unitCount, next - out.unitCount)
  return next
}

function rewrite(out: Normalized, base: number, whole: string): void {
  rewind(out, base)
  reserveUnits(out, base + whole.length)
  for (let i = 0; i < whole.length; i++) out.units[base + i] = whole.charCodeAt(i)
  out.unitCount = base + whole.length
}

/** Records that `count` units from `unit` on stand for the original's [at, next), one for one as far as possible. */
function place(text: string, out: Normalized, unit: number, count: number, at: number, next: number): void {
  let from = at
  for (let i = 0; i < count; i++, from++) {
    // One unit may stand for a pair; the units after it begin after both halves.
    if (isSecondHalf(text.charCodeAt(from)) && !isSecondHalf(out.units[unit + i]!)) from++
    shiftFrom(out, unit + i, Math.min(from, next - 1) - unit - i)
  }
}

const isSecondHalf = (unit: number): boolean => (unit & 0xfc00) === 0xdc00
