import { oneCollection } from './one-collection.js'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createIndex } from '../../src/library/open-index.js'
import { SourceLines } from '../../src/library/results/locating.js'
import { FilePlaces } from '../../src/fronts/mcp/tools/find-article.js'
import { runTool } from '../../src/fronts/mcp/tools/tool-list.js'
import { messagesIn } from '../../src/fronts/messages/languages.js'

interface Page {
  readonly total: number
  readonly hits: readonly { readonly id: string; readonly duplicates?: readonly string[] }[]
  readonly cursor?: string
}

const limits = { limit: fc.integer({ min: 1, max: 30 }), budget: fc.integer({ min: 1500, max: 9000 }) }

it('pages of any size show every article once, as a hit or as the duplicate of one', async () => {
  const index = await createIndex(':memory:')
  // Few texts for many articles, so that most are equal to another.
  const bodies = Array.from({ length: 12 }, (_, i) => `渡口的船${'今天又来了。'.repeat(i % 5)}第${i}次靠岸。`)
  await index.add(Array.from({ length: 40 }, (_, i) => ({ id: `${i}`, text: bodies[(i * i + 3 * i) % 12]! })))
  await index.commit()
  const flags = { showsFolders: false, structured: true }
  const context = {
    collections: await oneCollection(index),
    files: new SourceLines(),
    places: new FilePlaces(),
    kept: new Map(),
    say: messagesIn('en').agents,
    ...flags,
  }
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record(limits), { minLength: 1, maxLength: 5 }), async (sizes) => {
      const shown: string[] = []
      const named: string[] = []
      let cursor: string | undefined
      for (let page = 0; page === 0 || cursor !== undefined; page++) {
        const given = { query: '渡口 靠岸', ...sizes[page % sizes.length]!, ...(cursor !== undefined && { cursor }) }
        const { structuredContent } = await runTool('search', given, context, (fault) => fault.reason)
        const { hits, total, cursor: next } = structuredContent as unknown as Page
        expect(total).toBe(40)
        expect(hits.length).toBeGreaterThan(0)
        shown.push(...hits.map(({ id }) => id))
        named.push(...hits.flatMap(({ id, duplicates = [] }) => [id, ...duplicates]))
        cursor = next
      }
      expect(new Set(shown).size).toBe(shown.length)
      expect(new Set(named).size).toBe(40)
    }),
    { numRuns: 60 },
  )
  await index.close()
})
