/**
 * The build step of src/search/expand: compiles the readings of characters and words into dist/data/pinyin.txt.
 *
 * A line `zhong4 中仲…|种重…` lists the characters with this reading, before the bar those whose first reading it is. A
 * line `=重庆 chong2 qing4` gives a word of the lexicon in which a character doesn't have its first reading. Words whose
 * readings follow from shorter ones inside them are left out.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pinyin } from 'pinyin-pro'
import { readPinyinTable } from '../../src/search/expand/pinyin/table.js'
import { normalize } from '../../src/text/normalize.js'
import { corrections } from './pinyin-corrections.js'
import { packedPath, unpack } from './pack-lexicon.js'

const firstHan = 0x3400
const lastHan = 0x9fff
const isReading = /^[a-z]+\d$/

/** Writes pinyin.txt into `outDir`, unless it is newer than what it is made from. */
export function buildPinyin(outDir: string): void {
  const path = join(outDir, 'pinyin.txt')
  const source = createRequire(import.meta.url).resolve('pinyin-pro')
  const table = fileURLToPath(new URL('../../src/search/expand/pinyin/table.ts', import.meta.url))
  const own = ['./pinyin.ts', './pinyin-corrections.ts'].map((name) => fileURLToPath(new URL(name, import.meta.url)))
  const inputs = [packedPath, source, table, ...own]
  if (existsSync(path) && inputs.every((input) => statSync(input).mtimeMs < statSync(path).mtimeMs)) return
  mkdirSync(outDir, { recursive: true })
  const partial = `${path}.${process.pid}`
  writeFileSync(partial, compilePinyin(unpack(readFileSync(packedPath)).keys()))
  renameSync(partial, path)
}

function compilePinyin(words: Iterable<string>): string {
  const characters = readingLines().join('\n')
  return `${characters}\n${wordLines(words, characters).join('\n')}\n`
}

function readingLines(): string[] {
  const first = new Map<string, string>()
  const other = new Map<string, string>()
  for (let unit = firstHan; unit <= lastHan; unit++) {
    const character = String.fromCharCode(unit)
    if (normalize(character).text !== character) continue
    const readings = readingsOf(character, true).filter((reading) => isReading.test(reading))
    for (const [i, reading] of readings.entries()) {
      const group = i === 0 ? first : other
      group.set(reading, (group.get(reading) ?? '') + character)
    }
  }
  const all = [...new Set([...first.keys(), ...other.keys()])].sort()
  return all.map((reading) => `${reading} ${first.get(reading) ?? ''}|${other.get(reading) ?? ''}`)
}

function readingsOf(text: string, multiple: boolean): string[] {
  return pinyin(text, { toneType: 'num', type: 'array', v: true, toneSandhi: false, multiple })
}

/** Shortest words first, because longer words whose readings follow from them are left out. */
function wordLines(words: Iterable<string>, characters: string): string[] {
  const known = readPinyinTable(characters)
  const isOpen = (word: string): boolean => Array.from(word).some((one) => known.readingsOf(one).length > 1)
  const sorted = [...new Set([...words, ...corrections.keys()])]
    .filter((word) => isPlain(word) && isOpen(word))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
  const lines: string[] = []
  let shorter = known
  let length = 0
  for (const word of sorted) {
    if (word.length > length) shorter = readPinyinTable([characters, ...lines].join('\n'))
    length = word.length
    const readings = readingsIn(word)
    if (readings.length !== word.length || !readings.every((reading) => isReading.test(reading))) continue
    if (readings.join() !== shorter.readWord(word).join()) lines.push(`=${word} ${readings.join(' ')}`)
  }
  return lines
}

/** The readings by pinyin-pro, corrected wherever the word contains one of {@link corrections}. */
function readingsIn(word: string): string[] {
  const readings = readingsOf(word, false)
  for (const [part, right] of corrections) {
    const at = word.indexOf(part)
    if (at >= 0 && readings.length === word.length) readings.splice(at, part.length, ...right)
  }
  return readings
}

function isPlain(word: string): boolean {
  return word.length >= 2 && /^[\u3400-\u9fff]+$/.test(word) && normalize(word).text === word
}
