/**
 * Variant characters and the one that represents them in normalised text, one code point each.
 *
 * Traditional to Simplified takes the first candidate of OpenCC's TSCharacters. Two kinds of characters are treated
 * differently. Those that Simplified text uses in their own right stay. If the Simplified form is outside the basic
 * plane (𬱖 for 頔), the older form represents both, because nearly all text contains that.
 */
import { readFileSync } from 'node:fs'

/** 乾 stays for 乾坤 and 乾隆, 吒 for 哪吒: in 20,000 Simplified news they are the only ones in ordinary use. */
const ORDINARY_IN_SIMPLIFIED = new Set(['乾', '吒'])

const lines = (name: string): string[] =>
  readFileSync(new URL(`../../data/variants/${name}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))

/** @returns variant → representative; never chains */
export function readVariants(): ReadonlyMap<string, string> {
  const map = new Map<string, string>()
  for (const line of lines('radicals.txt')) {
    const [radical, ideograph] = line.split(' ').map((hex) => String.fromCodePoint(parseInt(hex, 16)))
    map.set(radical!, ideograph!)
  }
  const astral: [string, string][] = []
  for (const line of lines('opencc-ts-characters.txt')) {
    const [traditional, candidates] = line.split('\t')
    const simplified = candidates!.split(' ')[0]!
    if (simplified === traditional || ORDINARY_IN_SIMPLIFIED.has(traditional!)) continue
    if (simplified.length > 1 && traditional!.length === 1) astral.push([traditional!, simplified])
    else map.set(traditional!, simplified)
  }
  for (const [older, newer] of astral) map.set(map.has(newer) ? older : newer, map.get(newer) ?? older)
  return flat(map)
}

function flat(map: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const end = (char: string): string => (map.has(char) ? end(map.get(char)!) : char)
  return new Map([...map.keys()].map((char) => [char, end(char)]))
}
