/**
 * What posting lists say about a text that isn't here: the positions of some of its bigrams. That is enough to decide
 * whether it contains a string, and to bound its score in the second stage.
 */
import type { ExportedList } from '../export/format/lists.js'
import type { TextUnits } from '../../storage/segment/articles/recent-texts.js'
import { Field, type FieldId } from '../../storage/segment/fields.js'
import { CharClass } from '../../text/characters/char-class.js'
import { classAt } from '../../text/characters/char-table.js'
import { lastAtMost } from '../../text/sorted.js'

export interface SketchSources {
  /** The list of a bigram in a field; undefined if there is none. */
  readonly listOf: (key: string, field: FieldId) => ExportedList | undefined
  /** Lengths in units, by article. */
  readonly bodies: Uint32Array
  readonly titles: Uint32Array
}

export interface Sketches {
  /** Whether a field contains the units; undefined if bigrams alone can't decide. */
  readonly occurs: (article: number, field: FieldId, needle: Uint16Array) => boolean | undefined
  /** Title and body with the units of these bigrams, and 0 for all other units. */
  readonly sketch: (article: number, pairs: Iterable<string>) => TextUnits
}

export function createSketches({ listOf, bodies, titles }: SketchSources): Sketches {
  return {
    occurs: (article, field, needle) => {
      const placed: Placed[] = []
      for (let at = 0; at + 1 < needle.length; at++) {
        if (!isRun(needle, at) || !isRun(needle, at + 1)) continue
        const positions = positionsOf(listOf(String.fromCharCode(needle[at]!, needle[at + 1]!), field), article)
        if (positions.length === 0) return false
        placed.push({ at, positions })
      }
      if (placed.length === 0) return undefined
      if (!isAligned(placed)) return false
      return placed.length === needle.length - 1 ? true : undefined
    },
    sketch: (article, pairs) => {
      const titleEnd = titles[article]!
      const bodyEnd = titleEnd + bodies[article]!
      const units = new Uint16Array(bodyEnd)
      for (const pair of pairs) {
        place(units, 0, pair, positionsOf(listOf(pair, Field.title), article))
        place(units, titleEnd, pair, positionsOf(listOf(pair, Field.body), article))
      }
      return { units, title: 0, titleEnd, body: titleEnd, bodyEnd }
    },
  }
}

/** A bigram's place in a string, and its positions in a text. */
interface Placed {
  readonly at: number
  readonly positions: Int32Array
}

function isAligned(placed: readonly Placed[]): boolean {
  const [rarest, ...others] = [...placed].sort((a, b) => a.positions.length - b.positions.length)
  return rarest!.positions.some((position) =>
    others.every(({ at, positions }) => includes(positions, position - rarest!.at + at)),
  )
}

const none = new Int32Array(0)

function positionsOf(list: ExportedList | undefined, article: number): Int32Array {
  const at = list === undefined ? -1 : indexOf(list.documents, article)
  return at < 0 ? none : (list!.positions?.subarray(list!.starts[at], list!.starts[at + 1]) ?? none)
}

function place(units: Uint16Array, start: number, pair: string, positions: Int32Array): void {
  for (const position of positions) {
    units[start + position] = pair.charCodeAt(0)
    units[start + position + 1] = pair.charCodeAt(1)
  }
}

function isRun(units: Uint16Array, at: number): boolean {
  // The second half of a surrogate pair has the class of the pair.
  const start = at > 0 && (units[at]! & 0xfc00) === 0xdc00 ? at - 1 : at
  const kind = classAt(units, start, units.length)
  return kind === CharClass.han || kind === CharClass.syllabic
}

const includes = (sorted: Int32Array, value: number): boolean => indexOf(sorted, value) >= 0

function indexOf(sorted: Int32Array, value: number): number {
  const at = lastAtMost(sorted, value)
  return sorted[at] === value ? at : -1
}
