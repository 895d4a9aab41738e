/**
 * An index that programs and folders fill, against a plain map: whatever is added, removed, synchronised, committed, taken
 * back, refreshed and killed, writer and readers see exactly the articles of their commits.
 */
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { syncFolder } from '../../src/library/sync-folder.js'
import { createIndex, openIndex } from '../../src/library/open-index.js'
import type { Index } from '../../src/library/types.js'
import { lockName } from '../../src/storage/store/lock.js'
import type { MemoryDisk } from '../store/memory-disk.js'
import { check, createSources, emptyDisk, indexDir } from '../indexing/support.js'
import { volume } from '../support/volume.js'

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const file = fc.constantFrom('x.md', 'y.md')
const version = fc.integer({ min: 0, max: 3 })

type Step =
  | { readonly do: 'add'; readonly articles: readonly (readonly [string, number])[] }
  | { readonly do: 'remove'; readonly ids: readonly string[] }
  | { readonly do: 'write'; readonly file: string; readonly version: number }
  | { readonly do: 'sync' | 'commit' | 'rollback' | 'refresh' | 'reopen' | 'kill' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      articles: fc.array(fc.tuple(id, version), { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('remove' as const), ids: fc.array(id, { minLength: 1, maxLength: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('write' as const), file, version }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom('sync', 'commit', 'commit', 'rollback', 'refresh', 'reopen', 'kill'),
    }),
  },
)

type Model = ReadonlyMap<string, string>

const textOf = (name: string, n: number): string => `渡口${name}第${n}版`

async function contentOf(index: Index): Promise<Model> {
  const { hits } = await index.search('渡口', { limit: 100 })
  const found = await Promise.all(hits.map(async ({ id }) => [id, (await index.get(id))?.body ?? ''] as const))
  expect(index.articleCount).toBe(found.length)
  return new Map(found)
}

const sorted = (model: Model): [string, string][] => [...model].sort(([a], [b]) => (a < b ? -1 : 1))

/** The process is gone: its lock is nobody's. */
function killed(disk: MemoryDisk): MemoryDisk {
  const left = disk.afterKill()
  left.put(join(indexDir, lockName), undefined)
  return left
}

describe('an index after any sequence of changes by a program', () => {
  it('holds what a map holds; readers keep their commit until they refresh', { timeout: 120_000 }, async () => {
    const run = async (steps: readonly Step[]): Promise<void> => {
      const sources = createSources({ 'x.md': textOf('x.md', 0) })
      const files = new Map([['x.md', textOf('x.md', 0)]])
      let disk = emptyDisk()
      let committed: Model = new Map()
      let pending = new Map<string, string>()
      // Added, or to be removed from what is committed: taking back what was only added leaves nothing to commit.
      const staged = new Set<string>()
      let seen = committed
      const open = async (): Promise<[Index, Index]> => [
        await openIndex(indexDir, { fileSystem: disk }),
        await openIndex(indexDir, { fileSystem: disk }),
      ]
      await (await createIndex(indexDir, { fileSystem: disk, tokenizer: 'bigram' })).close()
      let [writer, reader] = await open()
      const settle = (next: Model): void => {
        committed = next
        pending = new Map(next)
        staged.clear()
      }
      for (const one of steps) {
        if (one.do === 'add') {
          await writer.add(
            one.articles.map(([name, n]) => ({ id: name, text: textOf(name, n) })),
            { jobs: 1 },
          )
          for (const [name, n] of one.articles) {
            pending.set(name, textOf(name, n))
            staged.add(name)
          }
        } else if (one.do === 'remove') {
          const there = new Set(one.ids.filter((name) => pending.has(name)))
          expect(await writer.remove(one.ids)).toBe(there.size)
          for (const name of there) {
            pending.delete(name)
            if (committed.has(name)) staged.add(name)
            else staged.delete(name)
          }
        } else if (one.do === 'write') {
          sources.write({ [one.file]: textOf(one.file, one.version) })
          files.set(one.file, textOf(one.file, one.version))
        } else if (one.do === 'commit') {
          await writer.commit({ jobs: 1 })
          settle(pending)
        } else if (one.do === 'rollback') {
          await writer.rollback()
          settle(committed)
        } else if (one.do === 'sync') {
          if (staged.size > 0) {
            await expect(syncFolder(writer, sources.path)).rejects.toMatchObject({ code: 'USAGE' })
            continue
          }
          await syncFolder(writer, sources.path, { jobs: 1 })
          settle(new Map([...[...committed].filter(([name]) => !name.endsWith('.md')), ...files]))
        } else if (one.do === 'refresh') {
          await reader.refresh()
          seen = committed
        } else {
          if (one.do === 'kill') disk = killed(disk)
          else await Promise.all([writer.close(), reader.close()])
          ;[writer, reader] = await open()
          settle(committed)
          seen = committed
        }
        expect(sorted(await contentOf(writer))).toEqual(sorted(committed))
        expect(sorted(await contentOf(reader))).toEqual(sorted(seen))
      }
      expect((await check(disk)).problems).toEqual([])
      await Promise.all([writer.close(), reader.close()])
    }
    const numRuns = volume(40, 1000)
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 14 }), run), { numRuns })
  })
})
