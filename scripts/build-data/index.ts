/**
 * The build step of the data: compiles data/lexicon into dist/data/lexicon.bin, then readings (pinyin.ts), regional
 * words (regional.ts), the sample collection (sample.ts) and the tables of characters (unit-tables.ts).
 *
 * Words are normalised as texts are, so that they match. If two spellings become one word, the one that was normalised
 * already gives the frequency, else the more frequent one. Words with letters or digits (seven of 348,982, such as B超)
 * are left out, because only runs of Han are looked up in the lexicon.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildLexicon, type LexiconEntry } from '../../src/text/lexicon/overlay.js'
import { normalize } from '../../src/text/normalize.js'
import { isHan } from '../../src/text/lexicon/user-lexicon.js'
import { packedPath, unpack, type Frequencies } from './pack-lexicon.js'
import { buildPinyin } from './pinyin.js'
import { buildRegional } from './regional.js'
import { buildSample } from './sample.js'
import { buildUnitTables } from './unit-tables.js'

const text = fileURLToPath(new URL('../../src/text/', import.meta.url))
const words = fileURLToPath(new URL('../../data/words/', import.meta.url))
const filesOf = (folder: string): string[] => readdirSync(folder).map((name) => join(folder, name))

const inputs = (): string[] => [
  packedPath,
  ...filesOf(fileURLToPath(new URL('.', import.meta.url))),
  ...filesOf(join(text, 'lexicon')),
  ...['normalize.ts', 'cluster.ts', 'characters/char-table.generated.ts'].map((name) => join(text, name)),
]

/** Writes the data files into `outDir`, each unless it is newer than everything it is made from. */
export async function buildData(outDir: string): Promise<void> {
  buildSample(outDir)
  buildUnitTables(outDir)
  buildPinyin(outDir)
  await buildRegional(outDir)
  copyWords(outDir)
  buildLexiconFile(outDir)
}

/** Lists that need no work: characters that look alike, and the characters of names. */
function copyWords(outDir: string): void {
  for (const path of filesOf(words)) copyFileSync(path, join(outDir, basename(path)))
}

function buildLexiconFile(outDir: string): void {
  const path = join(outDir, 'lexicon.bin')
  if (existsSync(path) && inputs().every((input) => statSync(input).mtimeMs < statSync(path).mtimeMs)) return
  mkdirSync(outDir, { recursive: true })
  // Renamed into place, because another process may be building or reading.
  const partial = `${path}.${process.pid}`
  writeFileSync(partial, compileLexicon(unpack(readFileSync(packedPath))))
  renameSync(partial, path)
}

/** Normalises and compiles; frequencies are sums over the whole dictionary, as jieba counts them. */
function compileLexicon(words: Frequencies): Uint8Array {
  const frequencies = [...words.values()]
  return buildLexicon(entriesOf(words), {
    total: frequencies.reduce((sum, frequency) => sum + frequency, 0),
    least: frequencies.reduce((least, frequency) => Math.min(least, frequency), Infinity),
  })
}

function entriesOf(words: Frequencies): LexiconEntry[] {
  const merged = new Map<string, LexiconEntry & { readonly exact: boolean }>()
  for (const [word, frequency] of words) {
    const normalized = normalize(word).text
    if (!isHan(normalized)) continue
    const exact = normalized === word
    const held = merged.get(normalized)
    if (held === undefined || (exact && !held.exact) || (exact === held.exact && frequency > held.frequency)) {
      merged.set(normalized, { word: normalized, frequency, exact })
    }
  }
  return [...merged.values()]
}
