/** The dictionary that the texts of an export share. Format: FORMAT.md, "Tokens of an export". */
import { RangeReader, RangeWriter, type Coder } from './coder.js'
import { bucketOf, bucketsOf, bucketStart, longLength, Spellings, unitSymbols } from './spellings.js'
import type { CharacterRanks } from './spellings.js'
import type { Dictionary, TokenWeights } from './tokens.js'

const sizes = (tokens: number, ranks: CharacterRanks): Readonly<Record<keyof TokenWeights, number>> => ({
  kinds: 2 + bucketsOf(tokens),
  lengths: longLength + 1,
  units: unitSymbols(ranks),
})

/** Sorts each bucket by first character: all ranks of a bucket cost the same, and sorted tokens take less room. */
export function inBuckets(tokens: readonly string[], { rankOf }: CharacterRanks): string[] {
  const first = (token: string): number => rankOf[token.charCodeAt(0)]!
  const compare = (a: string, b: string): number => first(a) - first(b) || (a < b ? -1 : 1)
  const all = Array.from({ length: bucketsOf(tokens.length) }, (_, bucket) =>
    tokens.slice(bucketStart(bucket), bucketStart(bucket + 1)).sort(compare),
  )
  return all.flat()
}

/** @param dictionary no token is empty, each begins with a unit of the table; ordered by {@link inBuckets} */
export function encodeDictionary(dictionary: Dictionary, ranks: CharacterRanks): Uint8Array {
  const writer = new RangeWriter()
  walk(writer, dictionary, ranks)
  return writer.finish()
}

/** @throws RangeError */
export function decodeDictionary(bytes: Uint8Array, ranks: CharacterRanks): Dictionary {
  return walk(new RangeReader(bytes), undefined, ranks)
}

/** @param given the dictionary to write; undefined to read */
function walk(coder: Coder, given: Dictionary | undefined, ranks: CharacterRanks): Dictionary {
  const spellings = new Spellings(coder, ranks)
  const { numbers } = spellings
  const count = numbers.code(given?.tokens.length ?? 0)
  const weights = { kinds: [] as number[], lengths: [] as number[], units: [] as number[] }
  for (const [name, size] of Object.entries(sizes(count, ranks)) as [keyof TokenWeights, number][])
    for (let i = 0; i < size; i++) weights[name].push(numbers.code(given?.weights[name][i] ?? 0))
  const tokens: string[] = []
  for (let rank = 0, before = 0; rank < count; rank++) {
    if (rank > 0 && bucketOf(rank) !== bucketOf(rank - 1)) before = 0
    const token = given?.tokens[rank] ?? ''
    const first = before + numbers.code(ranks.rankOf[token.charCodeAt(0)]! - 1 - before)
    tokens.push(String.fromCharCode(ranks.units[first] ?? 0) + spellings.code(token.slice(1)))
    before = first
  }
  return { tokens, weights }
}
