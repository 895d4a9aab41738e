/**
 * How often the native tokenizer cuts as nodejieba does with the same dictionary and without its hidden Markov model.
 */
import { normalize } from '../../src/text/normalize.js'
import type { analyzerCut } from './cut.js'
import { type Cut } from './cut.js'
import { hanRuns } from './corpus.js'

export interface Agreement {
  /** Words of nodejieba in runs of Han, and how many of them ours has, too, in the same place. */
  readonly words: number
  readonly same: number
  /** Words that differ, by the reason, with examples. */
  readonly classes: Readonly<Record<string, { words: number; examples: string[] }>>
}

/**
 * Why a run is cut differently:
 * - variants: it has characters that normalising replaces, and the dictionary contains one of the spellings only;
 * - merged entries: jieba's dictionary contains one of our words in another spelling only (防颱 for 防台);
 * - ties: both cuts have the same probability, or differ by rounding.
 */
export function agreement(
  theirs: Cut,
  ours: ReturnType<typeof analyzerCut>,
  dictionary: ReadonlySet<string>,
  texts: readonly string[],
): Agreement {
  const classes: Record<string, { words: number; examples: string[] }> = {}
  let words = 0
  let same = 0
  for (const run of texts.flatMap(hanRuns)) {
    const expected = theirs(run)
    const actual = ours(run)
    const found = new Set(spans(actual))
    const missed = spans(expected).filter((span) => !found.has(span)).length
    words += expected.length
    same += expected.length - missed
    if (missed === 0) continue
    const held = (classes[classOf(run, actual, dictionary)] ??= { words: 0, examples: [] })
    held.words += missed
    if (held.examples.length < 5) held.examples.push(`${expected.join(' ')} | ${actual.join(' ')}`)
  }
  return { words, same, classes }
}

function classOf(run: string, actual: readonly string[], dictionary: ReadonlySet<string>): string {
  if (normalize(run).text !== run) return 'variants'
  if (actual.some((word) => [...word].length > 1 && !dictionary.has(word))) return 'merged entries'
  return 'ties'
}

function spans(words: readonly string[]): string[] {
  let at = 0
  return words.map((word) => `${at} ${(at += word.length)}`)
}
