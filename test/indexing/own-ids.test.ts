import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { openIndex } from '../../src/library/open-index.js'
import type { MemoryDisk } from '../store/memory-disk.js'
import { check, createSources, emptyDisk, indexDir, update } from './support.js'
import type { Sources } from './support.js'

const record = (id: string, text: string): string => JSON.stringify({ _id: id, text })
const lines = (...records: string[]): string => records.map((one) => `${one}\n`).join('')

async function idsOf(fileSystem: MemoryDisk): Promise<string[]> {
  const index = await openIndex(indexDir, { fileSystem })
  try {
    const { hits } = await index.search('河', { limit: 1000 })
    const texts = await Promise.all(hits.map(async ({ id }) => `${id} ${(await index.get(id))?.body}`))
    return texts.sort()
  } finally {
    await index.close()
  }
}

describe('records of one file with one ID', () => {
  it('are one article, the last; the warning is told once and counted', async () => {
    const sources = createSources({ 'a.jsonl': lines(record('1', '河一'), record('2', '河二'), record('1', '河三')) })
    const disk = emptyDisk()
    const problems: unknown[] = []
    const onProblem = (one: unknown): void => void problems.push(one)
    expect(await update(sources, disk, { onProblem })).toMatchObject({ articles: 2, added: 2, failed: 1 })
    expect(problems).toMatchObject([{ path: 'a.jsonl:1', reason: 'RECORD_REPLACED', parameters: { id: '1', by: 3 } }])
    expect(await idsOf(disk)).toEqual(['1 河三', '2 河二'])
    expect(await update(sources, disk, { onProblem })).toMatchObject({ articles: 2, added: 0, failed: 1 })
    expect(problems).toHaveLength(1)
  })

  it('are told in one line for the file, with their number', async () => {
    const records = Array.from({ length: 50 }, (_, i) => record(String(i % 10), `河${i}`))
    const disk = emptyDisk()
    const { problems } = await update(createSources({ 'a.jsonl': lines(...records) }), disk)
    expect(problems.map(({ path, parameters }) => [path, parameters])).toEqual([
      ['a.jsonl:1', { what: 'several', id: '0', by: 11, count: 40 }],
    ])
  })

  it.each(['csv', 'json', 'jsonl'])(
    'replace one another when the file grows, and come back when it shrinks (%s)',
    async (kind) => {
      const file = `a.${kind}`
      const whole = (...rows: [string, string][]): string => {
        const records = rows.map(([_id, text]) => ({ _id, text }))
        if (kind === 'json') return JSON.stringify(records)
        if (kind === 'jsonl') return lines(...records.map((one) => JSON.stringify(one)))
        return `_id,text\n${rows.map((row) => `${row.join(',')}\n`).join('')}`
      }
      const sources = createSources({ [file]: whole(['1', '河一'], ['2', '河二']) })
      const disk = emptyDisk()
      await update(sources, disk)
      sources.write({ [file]: whole(['1', '河一'], ['2', '河二'], ['1', '河三']) })
      expect(await update(sources, disk)).toMatchObject({ articles: 2, added: 0, updated: 1, removed: 0 })
      expect(await idsOf(disk)).toEqual(['1 河三', '2 河二'])
      sources.write({ [file]: whole(['1', '河一'], ['2', '河二']) })
      expect(await update(sources, disk)).toMatchObject({ articles: 2, failed: 0 })
      expect(await idsOf(disk)).toEqual(['1 河一', '2 河二'])
      expect((await check(disk)).ok).toBe(true)
    },
  )
})

describe('files that share an ID', () => {
  it('are told apart: the first keeps its IDs, those of the others begin with their names', async () => {
    const sources = createSources({
      'a.jsonl': lines(record('1', '河一'), record('2', '河二')),
      'b.jsonl': lines(record('2', '河三'), record('3', '河四')),
      'c.jsonl': lines(record('9', '河五')),
      'd.md': '---\nid: intro\n---\n河六',
      'e.md': '---\nid: intro\n---\n河七',
    })
    const disk = emptyDisk()
    await update(sources, disk)
    expect(await idsOf(disk)).toEqual([
      '1 河一',
      '2 河二',
      '9 河五',
      'b.jsonl#2 河三',
      'b.jsonl#3 河四',
      'e.md#intro 河七',
      'intro 河六',
    ])
    sources.write({ 'a.jsonl': lines(record('1', '河一')) })
    await update(sources, disk)
    expect(await idsOf(disk)).toEqual(['1 河一', '2 河三', '3 河四', '9 河五', 'e.md#intro 河七', 'intro 河六'])
  })

  it('are told apart over several roots, whatever their order by name', async () => {
    const first = createSources({ 'z.jsonl': lines(record('1', '河一')) })
    const second = createSources({ 'a.jsonl': lines(record('1', '河二')) })
    const disk = emptyDisk()
    await update(first, disk)
    await update(second, disk)
    const [one, two] = await idsOf(disk)
    expect(one).toBe('1 河一')
    expect(two).toMatch(/\/a\.jsonl#1 河二$/)
  })
})

describe('IDs after any edits', () => {
  it('are as in an index that is built anew', async () => {
    const name = fc.constantFrom('a.jsonl', 'b.jsonl', 'c.csv')
    const rows = fc.array(fc.tuple(fc.constantFrom('1', '2', '3'), fc.constantFrom('河一', '河二', '河三')), {
      maxLength: 5,
    })
    const content = (file: string, of: readonly (readonly string[])[]): string =>
      file.endsWith('csv')
        ? `_id,text\n${of.map((row) => `${row.join(',')}\n`).join('')}`
        : lines(...of.map(([id, text]) => record(id!, text!)))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, fc.option(rows)), { minLength: 1, maxLength: 6 }), async (edits) => {
        const sources: Sources = createSources({ 'keep.md': '河' })
        const disk = emptyDisk()
        await update(sources, disk)
        const there = new Set<string>()
        for (const [file, of] of edits) {
          if (of === null && !there.delete(file)) continue
          if (of !== null) there.add(file)
          sources.write({ [file]: of === null ? undefined : content(file, of) })
          await update(sources, disk)
        }
        const anew = emptyDisk()
        await update(sources, anew)
        expect(await idsOf(disk)).toEqual(await idsOf(anew))
        expect((await check(disk)).ok).toBe(true)
      }),
      { numRuns: 30 },
    )
  }, 60_000)
})
