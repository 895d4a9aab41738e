import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BitReader,
  BitWriter,
  codeAscending,
  decodeListFile,
  ListFileWriter,
} from '../../src/static/export/format/lists.js'
import type { ExportedList, ListRange } from '../../src/static/export/format/lists.js'
import {
  ArticleFileWriter,
  decodeArticles,
  piecesOf,
  decodeDays,
  encodeDays,
} from '../../src/static/export/format/articles.js'
import { decodeCharacters, encodeCharacters } from '../../src/static/export/format/characters.js'
import {
  getDirectory,
  putDirectory,
  shortestBetween,
  decodeParts,
  decodeRoot,
  encodeRoot,
} from '../../src/static/export/format/root.js'
import { lastAtMost } from '../../src/text/sorted.js'
import {
  decodeDictionary,
  encodeDictionary,
  inBuckets,
  NumberedTokens,
  TokenStream,
  type Dictionary,
} from '../../src/static/export/format/tokens.js'
import { createKeyTable } from '../../src/static/export/format/keys.js'
import { bucketsOf, longLength, unitSymbols, type CharacterRanks } from '../../src/static/export/format/spellings.js'
import { RangeReader, RangeWriter } from '../../src/static/export/format/coder.js'
import { noDate } from '../../src/storage/segment/format.js'
import { createByteReader } from '../../src/storage/store/byte-reader.js'
import { createByteWriter, written } from '../../src/storage/store/byte-writer.js'

const below = (limit: number) =>
  fc.uniqueArray(fc.nat(limit - 1), { maxLength: 60 }).map((all) => all.sort((a, b) => a - b))

/** A dictionary of these tokens, as a reader has it. */
function sharing(all: readonly string[], ranks: CharacterRanks): Dictionary {
  const tokens = inBuckets(all, ranks)
  const ones = (length: number): number[] => new Array<number>(length).fill(1)
  const [kinds, units] = [ones(2 + bucketsOf(tokens.length)), ones(unitSymbols(ranks))]
  const weights = { kinds, lengths: ones(longLength + 1), units }
  return { tokens, weights }
}

/** Numbers of tokens, those of a dictionary first, as a writer has them. */
function numbering({ tokens }: Dictionary, others: readonly string[]) {
  const all = [...new Set([...tokens, ...others])]
  const numbers = new Map(all.map((token, number) => [token, number]))
  const written = new NumberedTokens(all.length, (number) => all[number]!)
  return { written, numberOf: (token: string) => numbers.get(token)! }
}

const noCharacters: CharacterRanks = { units: new Uint16Array(0), rankOf: new Uint16Array(0x10000) }

/** The same list as a part of longer arrays. */
const asRange = ({ documents, frequencies, positions }: ExportedList): ListRange => ({
  documents: Int32Array.of(-1, ...documents, -1),
  frequencies: Int32Array.of(-1, ...frequencies, -1),
  positions: positions && Int32Array.of(-1, -1, ...positions, -1),
  ...{ at: 1, count: documents.length, place: 2 },
})

describe('the files of an export', () => {
  it('keep ascending numbers and counts', () => {
    fc.assert(
      fc.property(below(5000), fc.array(fc.integer({ min: 1, max: 70_000 })), (numbers, counts) => {
        const bits = new BitWriter()
        codeAscending(bits, Int32Array.from(numbers), 0, numbers.length, 0, 4999)
        for (const count of counts) bits.gamma(count)
        bits.flush()
        const reader = new BitReader(written(bits.out))
        const found = new Int32Array(numbers.length)
        codeAscending(reader, found, 0, numbers.length, 0, 4999)
        expect([...found]).toEqual(numbers)
        expect(counts.map(() => reader.gamma())).toEqual(counts)
      }),
    )
  })

  it('keep keys, lists with positions and words', () => {
    const lengths = Uint32Array.from({ length: 50 }, (_, i) => 100 + i)
    const spelled = new Uint32Array(0x10000)
    for (const unit of '一丁七万丈三上下a0') spelled[unit.charCodeAt(0)] = 5
    const context = { lengths, table: createKeyTable(decodeCharacters(encodeCharacters(spelled, spelled, spelled))) }
    const list = fc.tuple(
      below(50).filter(({ length }) => length > 0),
      fc.infiniteStream(below(99).filter(({ length }) => length > 0)),
    )
    const keys = fc.uniqueArray(fc.stringMatching(/^[一-十a-c0-9]{2,4}$/u), { minLength: 1 }).map((all) => all.sort())
    fc.assert(
      fc.property(keys, fc.infiniteStream(list), (names, lists) => {
        const entries = names.map((key, i) => {
          const [documents, places] = lists.next().value as [number[], Iterator<number[]>]
          const positions = documents.map(() => places.next().value as number[])
          const made = {
            documents: Int32Array.from(documents),
            frequencies: Int32Array.from(positions, ({ length }) => length),
            positions: Int32Array.from(positions.flat()),
            starts: Int32Array.from([0, ...positions.map((_, at) => positions.slice(0, at + 1).flat().length)]),
          }
          const slot = i % 2
          return {
            key,
            lists: slot === 0 ? [made] : [undefined, made],
            word: i % 3 === 0 ? { count: i * 1000 } : undefined,
          }
        })
        const writer = new ListFileWriter(context)
        for (const entry of entries) writer.add({ ...entry, lists: entry.lists.map((one) => one && asRange(one)) })
        const found = decodeListFile(writer.finish(), context)
        expect(found.map(({ key, word }) => ({ key, word }))).toEqual(entries.map(({ key, word }) => ({ key, word })))
        for (const [i, { lists: own }] of entries.entries())
          for (const [slot, made] of own.entries()) expect(found[i]!.lists[slot]).toEqual(made)
      }),
    )
  })

  it('keep a directory that tells where each key is', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1 }), (all) => {
        const firsts = all.sort((a, b) => (a < b ? -1 : 1))
        const out = createByteWriter()
        putDirectory(out, firsts)
        expect(getDirectory(createByteReader(written(out)))).toEqual(firsts)
        for (const [number, key] of firsts.entries()) expect(lastAtMost(firsts, key)).toBe(number)
        for (let i = 1; i < firsts.length; i++) {
          const between = shortestBetween(firsts[i - 1]!, firsts[i]!)
          expect(between > firsts[i - 1]! && between <= firsts[i]!).toBe(true)
        }
      }),
    )
  })

  it('keep articles, whatever characters they are made of', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), fc.string(), (bodies, known) => {
        const spelled = new Uint32Array(0x10000)
        for (let at = 0; at < known.length; at++) spelled[known.charCodeAt(at)]!++
        const characters = decodeCharacters(encodeCharacters(spelled, spelled, spelled))
        const dictionary = sharing(known === '' ? [] : [...new Set(known)], characters)
        const articles = bodies.map((text, i) => ({
          ...{ id: `编号${i}`, date: '2022-01-02', url: '/a/', path: 'a.md', tagCount: i },
          texts: ['', text, '', 'x', ''].map((one) => ({
            text: one,
            ends: Int32Array.from(one === '' ? [] : [one.length]),
            odd: new Map(one === text && text !== '' ? [[0, 'ﬁ']] : []),
          })),
        }))
        const labelsOf = ({ id, date, url, path }: (typeof articles)[0]) => [id, date, url, path].map(piecesOf)
        const met = articles.flatMap((one) => [...labelsOf(one).flat(), ...one.texts.map(({ text }) => text)])
        const { written, numberOf } = numbering(dictionary, met)
        // What is noted of one file doesn't change the next.
        for (let file = 0; file < 2; file++) {
          const writer = new ArticleFileWriter(written, dictionary, characters)
          for (const article of articles) {
            const texts = article.texts.map(({ text, odd }) => ({
              tokens: text === '' ? [] : [numberOf(text)],
              odd: [...odd],
            }))
            const labels = labelsOf(article).map((pieces) => pieces.map(numberOf))
            writer.add({ labels, tagCount: article.tagCount, texts })
          }
          expect(decodeArticles(writer.finish(), articles.length, dictionary, characters)).toEqual(articles)
        }
      }),
    )
  })

  it('keep tokens, those of the dictionary and others, whatever follows what', () => {
    const spelled = new Uint32Array(0x10000)
    for (let unit = 0x4e00; unit < 0x4e40; unit++) spelled[unit] = 0x4e40 - unit
    const characters = decodeCharacters(encodeCharacters(spelled, spelled, spelled))
    const token = fc.stringMatching(/^[一-丿]{1,2}$/u)
    const shared = fc.uniqueArray(token, { maxLength: 600, minLength: 100 })
    const others = fc.array(fc.oneof(token, fc.string({ unit: 'binary', minLength: 1, maxLength: 40 })), {
      minLength: 1,
    })
    fc.assert(
      fc.property(shared, others, fc.infiniteStream(fc.nat()), (all, more, places) => {
        const dictionary = sharing(all, characters)
        const packed = encodeDictionary(dictionary, characters)
        expect(decodeDictionary(packed, characters)).toEqual(dictionary)
        const tokens = Array.from({ length: 400 }, () => {
          const place = places.next().value as number
          return place % 3 > 0 ? all[place % all.length]! : more[place % more.length]!
        })
        const writer = new RangeWriter()
        const { written, numberOf } = numbering(dictionary, tokens)
        const stream = new TokenStream(writer, dictionary, characters, written)
        for (const one of tokens) stream.code(numberOf(one))
        const reader = new TokenStream(new RangeReader(writer.finish()), dictionary, characters)
        expect(tokens.map(() => reader.spelling(reader.code()))).toEqual(tokens)
      }),
    )
  })

  it('keep tokens that come again after more new ones than a file remembers', () => {
    const dictionary = sharing([], noCharacters)
    const many = 0x10000 + 5
    const tokens = [...Array.from({ length: many }, (_, i) => i.toString(36)), ...['x', 'y', 'x', 'y', 'x', 'z']]
    for (const last of [many - 1, many - 2, many - 1, many - 2, 3]) tokens.push(last.toString(36))
    const { written, numberOf } = numbering(dictionary, tokens)
    const writer = new RangeWriter()
    const stream = new TokenStream(writer, dictionary, noCharacters, written)
    for (const one of tokens) stream.code(numberOf(one))
    const reader = new TokenStream(new RangeReader(writer.finish()), dictionary, noCharacters)
    expect(tokens.map(() => reader.spelling(reader.code())).join(' ')).toBe(tokens.join(' '))
  })

  it('keep days and the root', () => {
    const days = Int32Array.of(20_000, 20_000, 0, -5, noDate, noDate)
    expect(decodeDays(encodeDays(days), days.length)).toEqual(days)
    const facts = { articles: 3, bodyUnits: 9, tokenizer: 'native', total: 1, unknown: -1, longestWord: 4 } as const
    const root = {
      ...facts,
      facets: ['tag'],
      titles: true,
      lists: ['', '一', '丁a'],
      articleFiles: [0, 2, 3],
    }
    expect(decodeRoot(encodeRoot(root))).toEqual(root)
  })

  it('refuse bytes that no writer makes, without waiting or filling the memory', () => {
    const lengths = Uint32Array.from({ length: 20 }, () => 30)
    const few = { units: Uint16Array.of(0x4e00, 0x4e8c), rankOf: new Uint16Array(0x10000) }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const decode of [
          () => decodeListFile(bytes, { lengths, table: createKeyTable(few) }),
          () => decodeArticles(bytes, 1, sharing(['一', '一二'], few), few),
          () => decodeDictionary(bytes, few),
          () => decodeRoot(bytes),
          () => decodeParts(bytes),
          () => decodeCharacters(bytes),
        ]) {
          try {
            decode()
          } catch (error) {
            expect(error instanceof RangeError || error instanceof SyntaxError || error instanceof TypeError).toBe(true)
          }
        }
      }),
    )
  })
})
