/** The lexicon that an engine gets from its caller, and a shorter one. */
import { buildLexicon } from '../../text/lexicon/overlay.js'
import { viewLexicon } from '../../text/lexicon/open.js'

/** The bytes of `dist/data/lexicon.bin`, or an address from which they are fetched. */
export type LexiconSource = Uint8Array | ArrayBuffer | URL | string

export async function lexiconBytes(source: LexiconSource): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source
  if (source instanceof ArrayBuffer) return new Uint8Array(source)
  const response = await fetch(source)
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

/**
 * A lexicon of the likeliest words of another one. An index is bound to the lexicon that it was made with.
 * @param words default 60,000: 0.6 MB instead of 3.9
 */
export function shortenLexicon(bytes: Uint8Array, words = 60_000): Uint8Array {
  const { lexicon, runs } = viewLexicon(bytes)
  const entries: { readonly word: string; readonly frequency: number }[] = []
  for (let run = 0, id = 0; run < runs.length; run += 2)
    for (let left = runs[run + 1]!; left > 0; left--)
      entries.push({ word: lexicon.spelling(id++), frequency: runs[run]! })
  entries.sort((a, b) => b.frequency - a.frequency || (a.word < b.word ? -1 : 1))
  const least = Math.round(Math.exp(lexicon.unknown) * lexicon.total)
  return buildLexicon(entries.slice(0, words), { total: lexicon.total, least })
}
