/** Corrections of real words, with slips drawn from lists that the program doesn't know. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { hanWords } from '../../bench/readers/pinyin.js'
import { measureSlips } from '../../bench/readers/slips.js'
import type { Slip, SlipSource } from '../../bench/readers/slips.js'
import { openIndex } from '../../src/library/open-index.js'
import type { Index } from '../../src/library/types.js'
import { createSources, emptyDisk, indexDir, update } from '../indexing/support.js'
import { sharedData } from '../support/shared-data.js'

const crud = sharedData('crud')

describe.skipIf(crud === undefined)('words of 4,000 news with one slip (needs the shared data)', () => {
  let index: Index
  let source: SlipSource
  beforeAll(async () => {
    const news = gunzipSync(readFileSync(join(crud!, 'corpus.jsonl.gz')))
      .toString('utf8')
      .split('\n', 4000)
      .join('\n')
    const disk = emptyDisk()
    await update(createSources({ 'news.jsonl': news }), disk, { tokenizer: 'native' })
    index = await openIndex(indexDir, { fileSystem: disk })
    const frequency = new Map<string, number>()
    for (const one of news) frequency.set(one, (frequency.get(one) ?? 0) + 1)
    let state = 11
    const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
    source = { frequency, random }
  }, 60_000)

  it.each<[Slip, number]>([
    ['reading', 85],
    ['shape', 70],
    ['order', 75],
  ])('are corrected: %s, the right word first for %i of 100 and more', async (slip, least) => {
    const words = hanWords(join(crud!, 'log.500.jsonl'), 9999, 2)
    const { queries, first, missed } = await measureSlips(index, words, slip, 60, source)
    expect(queries).toBe(60)
    expect(Number.parseFloat(first), missed.join('\n')).toBeGreaterThanOrEqual(least)
  })
})
