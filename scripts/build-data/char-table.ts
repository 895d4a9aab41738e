/**
 * Generates src/text/characters/char-table.generated.ts: class and normalised spelling of every code point.
 * Run `npx tsx scripts/build-data/char-table.ts` after a change of data/variants or of the rules below.
 *
 * The rules per code point, repeated until nothing changes: NFKC; lower case; final sigma as sigma; radicals and
 * Traditional variants to their representative. Where NFKC would spell one character with several of mixed kinds
 * (℃, ㈠, ½, …, spacing accents) the character stays, because a token border inside would have no place in the original.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { CharClass, CLASS_MASK, JAMO, MARK, SPELLED } from '../../src/text/characters/char-class.js'
import { hashText } from '../../src/text/lexicon/format.js'
import { readVariants } from './variants.js'
import { varints } from './varints.js'

const variants = readVariants()
const BLANK = /^[\t\p{Zs}]$/u
const LINE = /^[\n\v\f\r\u0085\u2028\u2029]$/u
const DROPPED = /^(?:\p{Cc}|\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb])$/u
const SYLLABIC = /^[\p{Script_Extensions=Hiragana}\p{Script_Extensions=Katakana}\p{Script_Extensions=Hangul}]$/u
const composing = composingMarks()

/** Class of a code point from its own properties, before normalising. */
function ownClass(char: string): CharClass {
  if (/^\p{Surrogate}$/u.test(char)) return CharClass.surrogate
  if (LINE.test(char)) return CharClass.line
  if (BLANK.test(char)) return CharClass.blank
  if (DROPPED.test(char)) return CharClass.dropped
  if (/^\p{Script=Han}$/u.test(char)) return CharClass.han
  if (SYLLABIC.test(char) && /^\p{L}$/u.test(char)) return CharClass.syllabic
  return /^[\p{L}\p{M}\p{N}]$/u.test(char) ? CharClass.alnum : CharClass.symbol
}

/** Whether the canonical combining class is not 0: then normalising swaps it with a mark of a low or a high class. */
function reorders(char: string): boolean {
  const first = String.fromCodePoint(char.normalize('NFD').codePointAt(0)!)
  return [`a${first}\u0334`, `a\u0345${first}`].some((text) => text.normalize('NFD') !== text)
}

/** All code points that end a canonical decomposition: they may compose with what precedes. */
function composingMarks(): ReadonlySet<string> {
  const marks = new Set<string>()
  for (let point = 0; point < 0x110000; point++) {
    if ((point >= 0xd800 && point < 0xe000) || (point >= 0xac00 && point < 0xd7a4)) continue
    const parts = [...String.fromCodePoint(point).normalize('NFD')]
    if (parts.length > 1) marks.add(parts.at(-1)!)
  }
  return marks
}

function mapOnce(text: string, compatibility: boolean): string {
  let out = ''
  for (const char of text.normalize(compatibility ? 'NFKC' : 'NFC')) {
    const lower = char.toLowerCase()
    out += lower === 'ς' ? 'σ' : (variants.get(lower) ?? lower)
  }
  return out
}

function fixpoint(char: string, compatibility: boolean): string {
  let now = char
  for (let next = mapOnce(now, compatibility); next !== now; next = mapOnce(now, compatibility)) now = next
  return now
}

/** The normalised spelling of one code point. */
function spelling(char: string): string {
  const own = ownClass(char)
  if (own === CharClass.dropped) return ''
  if (own === CharClass.line) return '\n'
  if (own === CharClass.blank) return ' '
  if (own === CharClass.surrogate) return char
  const full = fixpoint(char, true)
  const parts = [...full]
  if (parts.length === 1 && ownClass(full) < CharClass.blank) return full
  if (parts.every((part) => ownClass(part) === CharClass.alnum)) return full
  // Of signs that NFC always decomposes (⫝̸, some notes), the base is kept: see cluster.ts on inseparable marks.
  return String.fromCodePoint(fixpoint(char, false).codePointAt(0)!)
}

interface Entry {
  readonly flags: number
  readonly spelled: string
}

function entryOf(point: number): Entry {
  const char = String.fromCodePoint(point)
  const spelled = spelling(char)
  const head = spelled === '' ? char : String.fromCodePoint(spelled.codePointAt(0)!)
  let flags: number = ownClass(head)
  if (spelled === '') flags = CharClass.dropped
  const first = head.codePointAt(0)!
  if ((first >= 0x1161 && first <= 0x1175) || (first >= 0x11a8 && first <= 0x11c2)) flags |= JAMO
  else if (flags === (CharClass.alnum as number) && (composing.has(head) || reorders(head))) flags |= MARK
  return { flags, spelled }
}

/**
 * Runs of (flags, length); mappings to one unit, their number and (gap, difference); other spellings, (gap, length,
 * units…).
 */
function generate(): string {
  const entries = Array.from({ length: 0x110000 }, (_, point) => entryOf(point))
  verify(entries)
  const runs: number[] = []
  const units: number[] = []
  const spellings: number[] = []
  let lastUnit = 0
  let lastSpelled = 0
  let spelledCount = 0
  for (let point = 0; point < entries.length; point++) {
    let { flags } = entries[point]!
    const { spelled } = entries[point]!
    const single = point < 0x10000 && spelled.length === 1 && (flags & (MARK | JAMO)) === 0
    const special = (flags & CLASS_MASK) >= CharClass.blank
    if (!special && !single && spelled !== String.fromCodePoint(point)) {
      flags |= SPELLED
      spellings.push(
        point - lastSpelled,
        spelled.length,
        ...Array.from({ length: spelled.length }, (_, i) => spelled.charCodeAt(i)),
      )
      lastSpelled = point
      spelledCount++
    } else if (!special && single && spelled.charCodeAt(0) !== point) {
      const difference = spelled.charCodeAt(0) - point
      units.push(point - lastUnit, difference < 0 ? -2 * difference - 1 : 2 * difference)
      lastUnit = point
    }
    if (runs.length > 0 && runs.at(-2) === flags) runs[runs.length - 1]!++
    else runs.push(flags, 1)
  }
  return source({
    runs: varints(runs),
    units: varints([units.length / 2, ...units]),
    spellings: varints([spelledCount, ...spellings]),
  })
}

/** Normalising twice must change nothing: every spelling consists of code points that spell themselves. */
function verify(entries: readonly Entry[]): void {
  for (const { spelled } of entries) {
    if (/^[\ud800-\udfff]$/.test(spelled)) continue
    for (const char of spelled) {
      if (entries[char.codePointAt(0)!]!.spelled !== char) throw new Error(`not a fixpoint: ${spelled}`)
    }
  }
}

function source(parts: Readonly<Record<string, string>>): string {
  const id = hashText(Object.values(parts).join('|'))
  const lines = Object.entries(parts).map(([name, text]) => `export const ${name} =\n  '${text}'\n`)
  const head = `/** Generated by scripts/build-data/char-table.ts from Unicode ${process.versions['unicode']!} and data/variants; do not edit. */\n`
  return `${head}/** Stands in every analyser's id. */\nexport const tableId = '${id}'\n\n/** Version of the Unicode data that the table was made from. */\nexport const unicodeVersion = '${process.versions['unicode']!}'\n\n${lines.join('\n')}`
}

export const generatedPath = fileURLToPath(
  new URL('../../src/text/characters/char-table.generated.ts', import.meta.url),
)

/** Whether the generated file is what the data and the rules produce. */
export function isCurrent(): boolean {
  return readFileSync(generatedPath, 'utf8') === generate()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(generatedPath, generate())
