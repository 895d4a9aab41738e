import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildIndex } from '../../src/indexing/build-index.js'
import { compactIndex } from '../../src/indexing/compact-index.js'
import { addWords, listWords, readWord, readWordList, removeWords } from '../../src/indexing/user-words/teach.js'
import { openIndex } from '../../src/library/open-index.js'
import { openSegments, readManifest } from '../../src/storage/commit/snapshot.js'
import type { BuildOptions, BuildReport } from '../../src/library/types.js'
import { Field, indexedFields } from '../../src/storage/segment/fields.js'
import type { FieldId } from '../../src/storage/segment/fields.js'
import { decodePostings } from '../../src/storage/segment/postings/codec.js'
import type { PostingList } from '../../src/storage/segment/postings/codec.js'
import { acquireLock } from '../../src/storage/store/lock.js'
import type { MemoryDisk } from '../store/memory-disk.js'
import { sharedData } from '../support/shared-data.js'
import { check, contentOf, createSources, emptyDisk, indexDir, leftovers } from './support.js'
import type { Sources } from './support.js'
import { volume } from '../support/volume.js'

const native = { tokenizer: 'native', jobs: 1 } as const

function update(sources: Sources, disk: MemoryDisk, options: Partial<BuildOptions> = {}): Promise<BuildReport> {
  return buildIndex({ paths: [sources.path], dir: indexDir, ...native, ...options }, { fileSystem: disk })
}

const add = (disk: MemoryDisk, ...words: string[]) =>
  addWords(
    indexDir,
    words.map((word) => readWord(word)),
    { fileSystem: disk },
  )
const remove = (disk: MemoryDisk, ...words: string[]) => removeWords(indexDir, words, { fileSystem: disk })
const waiting = (disk: MemoryDisk) =>
  listWords(indexDir, { fileSystem: disk }).words.flatMap(({ word, isWaiting }) => (isWaiting ? [word] : []))

/** Every posting of every live article: field, term, article and frequency, in one order. */
function postingsOf(disk: MemoryDisk): string[] {
  const segments = openSegments(disk, indexDir, readManifest(disk, indexDir)!, 'mirror')
  const lines: string[] = []
  for (const segment of segments) {
    const documents = new Int32Array(segment.articles)
    const frequencies = new Uint8Array(segment.articles)
    const put = (field: FieldId, term: string, list: PostingList): void => {
      const count = decodePostings(list, documents, frequencies)
      for (let i = 0; i < count; i++) {
        const article = documents[i]!
        if (!segment.isDeleted(article)) lines.push(`${field} ${term} ${segment.record(article).id} ${frequencies[i]}`)
      }
    }
    for (let field = 0 as FieldId; field < indexedFields; field++) {
      for (const entry of segment.terms(field).scan()) put(field, entry.term, entry.list())
      const pairs = segment.pairs(field)
      for (const first of pairs.firstUnits) {
        const group = pairs.group(first)!
        for (const [i, second] of group.seconds.entries()) put(field, String.fromCharCode(first, second), group.list(i))
      }
    }
    segment.close()
  }
  return lines.sort()
}

/** Terms of the bodies of live articles. */
const cutsOf = (disk: MemoryDisk): string[] => [
  ...new Set(postingsOf(disk).flatMap((line) => (line.startsWith(`${Field.body} `) ? [line.split(' ')[1]!] : []))),
]

const files = {
  'bridge.md':
    '---\ntitle: 阿尔丹别科夫修桥\ntags: [桥梁, 阿尔丹别科夫]\n---\n\n工程师阿尔丹别科夫说，桥面要抬高半米。\n',
  'tea.txt': '煮茶的水\n\n泉水煮茶，火不能急。\n',
  'feed.jsonl': '{"_id":"a","text":"阿爾丹別科夫修好了望遠鏡。"}\n{"_id":"b","text":"守夜人敲钟。"}\n',
}

describe('a word taught to an index', () => {
  it('waits for the next run, which cuts only the articles anew that hold it', async () => {
    const sources = createSources(files)
    const disk = emptyDisk()
    await update(sources, disk)
    expect(add(disk, '阿爾丹別科夫').changed).toEqual(['阿尔丹别科夫'])
    expect(waiting(disk)).toEqual(['阿尔丹别科夫'])
    expect(cutsOf(disk)).not.toContain('阿尔丹别科夫')
    expect(await update(sources, disk)).toMatchObject({ added: 0, updated: 2, removed: 0, articles: 4, bytes: 0 })
    expect(waiting(disk)).toEqual([])
    expect(cutsOf(disk)).toContain('阿尔丹别科夫')
    expect(await update(sources, disk)).toMatchObject({ updated: 0 })
    expect((await check(disk)).problems).toEqual([])
    expect(leftovers(disk)).toEqual([])
  })

  it('leaves queries as they were until then', async () => {
    const sources = createSources(files)
    const disk = emptyDisk()
    await update(sources, disk)
    add(disk, '阿尔丹别科夫')
    const index = await openIndex(indexDir, { fileSystem: disk })
    expect((await index.search('阿尔丹别科夫')).total).toBe(2)
    await index.close()
  })

  it('is forgotten when taken away, and kept by --force, compaction and other sources', async () => {
    const sources = createSources(files)
    const disk = emptyDisk()
    await update(sources, disk)
    const before = [contentOf(disk), postingsOf(disk)]
    add(disk, '阿尔丹别科夫')
    await update(sources, disk, { force: true })
    await compactIndex(indexDir, {}, { fileSystem: disk })
    expect(cutsOf(disk)).toContain('阿尔丹别科夫')
    sources.write({ 'new.md': '又见阿尔丹别科夫。' })
    await update(sources, disk)
    sources.write({ 'new.md': undefined })
    expect(remove(disk, '阿尔丹别科夫', '没有').changed).toEqual(['阿尔丹别科夫'])
    expect(await update(sources, disk)).toMatchObject({ removed: 1, updated: 2 })
    expect([contentOf(disk), postingsOf(disk)]).toEqual(before)
    expect(readManifest(disk, indexDir)!.words).toBeUndefined()
  })

  it('changes nothing where it is known already', async () => {
    const sources = createSources(files)
    const disk = emptyDisk()
    await update(sources, disk)
    add(disk, '别科夫 20')
    const { generation } = readManifest(disk, indexDir)!
    expect(add(disk, '别科夫 20').changed).toEqual([])
    expect(remove(disk, '灯塔').changed).toEqual([])
    expect(readManifest(disk, indexDir)!.generation).toBe(generation)
    expect(add(disk, '别科夫 30').changed).toEqual(['别科夫'])
  })

  it('is refused while another process writes', async () => {
    const sources = createSources(files)
    const disk = emptyDisk()
    await update(sources, disk)
    const lock = acquireLock(disk, indexDir)
    expect(() => add(disk, '灯塔')).toThrow(/is writing this index\. Wait until it has finished/)
    lock.release()
    expect(add(disk, '灯塔').changed).toEqual(['灯塔'])
  })

  it('is refused where there is no index, and where it is none of Han', () => {
    expect(() => add(emptyDisk(), '灯塔')).toThrow(/no index here/)
    expect(() => readWord('C罗')).toThrow(/"C罗": this word is not written in Chinese characters alone/)
    expect(() => readWord('𠮷a')).toThrow(/"𠮷a": this word is not written in Chinese characters alone/)
    expect(() => readWord('灯塔 -3')).toThrow(/"-3" is not a frequency/)
  })

  it('may have characters outside the basic plane, and is found with and without quotes', async () => {
    const sources = createSources({
      'a.md': '午饭去了野𠮷家。\n',
      'b.md': '𠮷本兴业，𠮷野山。\n',
      'c.md': '守夜人。\n',
    })
    const disk = emptyDisk()
    await update(sources, disk)
    expect(add(disk, '野𠮷家', '𠮷').changed).toEqual(['野𠮷家', '𠮷'])
    expect(await update(sources, disk)).toMatchObject({ updated: 2 })
    expect(waiting(disk)).toEqual([])
    expect(cutsOf(disk)).toContain('野𠮷家')
    const index = await openIndex(indexDir, { fileSystem: disk })
    const found = async (query: string) => (await index.search(query)).hits.map(({ path }) => path).sort()
    for (const query of ['"野𠮷家"', '"𠮷家"', '野𠮷加~1']) expect(await found(query)).toEqual(['a.md'])
    // Without quotes, one character of three is enough.
    for (const query of ['𠮷', '"𠮷"', '野𠮷家']) expect(await found(query)).toEqual(['a.md', 'b.md'])
    await index.close()
    expect((await check(disk)).problems).toEqual([])
  })

  it('comes from a file whole or not at all', () => {
    expect(readWordList('灯塔\nC罗\n# 说明\n渡口 20 n\n', 'words.txt')).toEqual({
      words: [{ word: '灯塔' }, { word: '渡口', frequency: 20 }],
      skipped: [2],
    })
    expect(() => readWordList('灯塔\n渡口 -1\n银行 x1 9\n桥 1.5', 'words.txt')).toThrow(
      /words\.txt:2: "-1" is not a frequency.*2 more broken lines/,
    )
  })
})

describe('a file given to --lexicon', () => {
  it('is kept with the index: after a change only what holds the changed words is cut anew', async () => {
    const sources = createSources(files)
    const disk = emptyDisk()
    const folder = createSources({ 'words.txt': '阿尔丹别科夫\n火不能急\n' })
    const lexicon = join(folder.path, 'words.txt')
    await update(sources, disk, { lexicon })
    expect(cutsOf(disk)).toEqual(expect.arrayContaining(['阿尔丹别科夫', '火不能急']))
    folder.write({ 'words.txt': '火不能急\n' })
    const index = await openIndex(indexDir, { fileSystem: disk })
    expect((await index.search('阿尔丹别科夫')).total).toBe(2)
    await index.close()
    expect(await update(sources, disk)).toMatchObject({ added: 0, updated: 2 })
    expect(cutsOf(disk)).not.toContain('阿尔丹别科夫')
    expect(cutsOf(disk)).toContain('火不能急')
    expect(await update(sources, disk, { lexicon: '' })).toMatchObject({ added: 0, updated: 1 })
  })

  it('is refused whole where a line is broken; the index stays', async () => {
    const sources = createSources(files)
    const disk = emptyDisk()
    await update(sources, disk)
    const folder = createSources({ 'words.txt': '别科夫\n夜人 -5\n' })
    const before = contentOf(disk)
    const refused = update(sources, disk, { lexicon: join(folder.path, 'words.txt') })
    await expect(refused).rejects.toThrow(/words\.txt:2: "-5" is not a frequency/)
    expect(contentOf(disk)).toEqual(before)
    expect(leftovers(disk)).toEqual([])
  })
})

describe('a lexicon that is damaged', () => {
  it('is an error with its remedy; --force goes on without it and says so', async () => {
    const sources = createSources(files)
    const disk = emptyDisk()
    await update(sources, disk)
    add(disk, '别科夫')
    const { name } = readManifest(disk, indexDir)!.words!
    const bytes = disk.readFile(join(indexDir, name))
    bytes[20]! ^= 1
    disk.put(join(indexDir, name), bytes)
    await expect(update(sources, disk)).rejects.toMatchObject({ code: 'INDEX_DAMAGED' })
    expect((await check(disk)).ok).toBe(false)
    const told: string[] = []
    await update(sources, disk, { force: true, onProblem: ({ message }) => told.push(message) })
    expect(told).toEqual(['the taught words are lost'])
    expect((await check(disk)).problems).toEqual([])
  })
})

describe('an index brought up to date after teaching', () => {
  const part = fc.constantFrom(
    '阿尔',
    '丹别',
    '科夫',
    '工程师',
    '桥面',
    '抬高',
    '说',
    '，',
    '守夜人',
    'a',
    '銀行',
    '𠮷',
    '野𠮷',
  )
  const text = fc.array(part, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''))
  const word = fc
    .tuple(
      fc.constantFrom('阿尔丹', '丹别科夫', '程师', '夜人', '夫', '银行', '面抬高', '说银行', '𠮷', '𠮷野', '夫𠮷'),
      fc.constantFrom('', ' 0', ' 9', ' 99999'),
    )
    .map((parts) => parts.join(''))
  const step = fc.oneof(
    fc.tuple(fc.constant('add'), word),
    fc.tuple(fc.constant('remove'), word),
    fc.tuple(fc.constant('write'), text),
    fc.tuple(fc.constant('index'), fc.constant('')),
  )

  it('holds what a fresh one holds, list for list', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 6 }),
        fc.array(step, { maxLength: 8 }),
        async (texts, steps) => {
          const records = texts.map((one, i) => JSON.stringify({ _id: i, title: one, text: one }))
          const sources = createSources({ 'all.jsonl': records.join('\n') })
          const disk = emptyDisk()
          await update(sources, disk)
          for (const [kind, value] of steps) {
            if (kind === 'add') add(disk, value)
            else if (kind === 'remove') remove(disk, value.split(' ')[0]!)
            else if (kind === 'index') await update(sources, disk)
            else {
              records.unshift(JSON.stringify({ _id: `new ${records.length}`, text: value }))
              sources.write({ 'all.jsonl': records.join('\n') })
            }
          }
          await update(sources, disk)
          expect((await check(disk)).problems).toEqual([])
          const kept = [contentOf(disk), postingsOf(disk)]
          await update(sources, disk, { force: true })
          expect(kept).toEqual([contentOf(disk), postingsOf(disk)])
        },
      ),
      { numRuns: 40 },
    )
  })
})

const crud = sharedData('crud')

const news = volume(600, 3000)
const taught = volume(20, 50)

describe.skipIf(!crud)(`with ${taught} words of ${news} news (needs the shared data)`, () => {
  it('answers as a fresh one does, scores included', async () => {
    const lines = gunzipSync(readFileSync(join(crud!, 'corpus.jsonl.gz')))
      .toString('utf8')
      .split('\n', news)
    const sources = createSources({ 'news.jsonl': lines.join('\n') })
    const disk = emptyDisk()
    await update(sources, disk)
    const phrases = readFileSync(join(crud!, 'phrases.790.jsonl'), 'utf8').trim().split('\n')
    const texts = phrases.map((line) => (JSON.parse(line) as { q: string }).q)
    // Of the sample, words that stand in it.
    const held = texts.filter((text) => lines.some((line) => line.includes(text)))
    const words = held.filter((_, i) => i % Math.floor(held.length / taught) === 0).slice(0, taught)
    expect(words).toHaveLength(taught)
    add(disk, ...words)
    const { updated, added } = await update(sources, disk)
    expect(added).toBe(0)
    expect(updated).toBeGreaterThanOrEqual(taught)
    const answers = async () => {
      const index = await openIndex(indexDir, { fileSystem: disk })
      const found = await Promise.all([...words, ...texts.slice(400, 500)].map((query) => index.search(query)))
      await index.close()
      return found.map(({ total, hits }) => ({ total, hits }))
    }
    const [updatedAnswers, updatedPostings] = [await answers(), postingsOf(disk)]
    await update(sources, disk, { force: true })
    expect(updatedAnswers).toEqual(await answers())
    expect(updatedPostings).toEqual(postingsOf(disk))
  }, 60_000)
})
