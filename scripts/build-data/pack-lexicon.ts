/**
 * Packs jieba's dictionary (`word frequency tag` lines) into data/lexicon/jieba.br, the source the product is built
 * from. Run `npx tsx scripts/build-data/pack-lexicon.ts PATH/jieba.dict.utf8` when jieba publishes another.
 *
 * One line for each frequency, descending: the frequency, then its words in code order, separated by blanks. The file
 * is compressed with Brotli. Tags are left out, because nothing uses them.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'

export const packedPath = fileURLToPath(new URL('../../data/lexicon/jieba.br', import.meta.url))

/** word → frequency, as counted by jieba's authors. */
export type Frequencies = ReadonlyMap<string, number>

/** Reads the lines of a jieba dictionary. If a word occurs twice, the last line counts. */
export function parseDictionary(text: string): Frequencies {
  const words = new Map<string, number>()
  for (const line of text.split('\n')) {
    const [word, frequency] = line.split(' ')
    if (word !== undefined && frequency !== undefined) words.set(word, Number(frequency))
  }
  return words
}

export function pack(words: Frequencies): Uint8Array {
  const groups = new Map<number, string[]>()
  for (const [word, frequency] of words) {
    const group = groups.get(frequency)
    if (group === undefined) groups.set(frequency, [word])
    else group.push(word)
  }
  const lines = [...groups]
    .sort((a, b) => b[0] - a[0])
    .map(([frequency, group]) => [frequency, ...group.sort()].join(' '))
  const bytes = Buffer.from(lines.join('\n'))
  return brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  })
}

export function unpack(bytes: Uint8Array): Frequencies {
  const words = new Map<string, number>()
  for (const line of brotliDecompressSync(bytes).toString().split('\n')) {
    const [frequency, ...group] = line.split(' ')
    for (const word of group) words.set(word, Number(frequency))
  }
  return words
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(packedPath, pack(parseDictionary(readFileSync(process.argv[2]!, 'utf8'))))
}
