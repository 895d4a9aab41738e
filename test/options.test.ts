/** The options of the library: what is wrong is refused by name, whatever a program passes on. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Index, SearchOptions } from '../src/index.js'
import * as xunzhang from '../src/index.js'
import { temporaryFolder } from './support/cli.js'
import { writeFiles } from './support/collection.js'

const folder = temporaryFolder()
const dir = join(folder.path, 'index')
const paths = [join(folder.path, 'articles')]
let index: Index
beforeAll(async () => {
  writeFiles(paths[0]!, { 'a.md': '渡口的船夫' })
  await xunzhang.buildIndex({ paths, dir, tokenizer: 'bigram' })
  index = await xunzhang.openIndex(dir)
})
afterAll(async () => {
  await index.close()
  folder.remove()
})

const wrongSearches: readonly (readonly [string, unknown])[] = [
  ...[NaN, -1, 1.5, '10', 10_001, Infinity, null, {}].map((value) => ['limit', value] as const),
  ...[NaN, -1, '0', 2 ** 60].map((value) => ['offset', value] as const),
  ...['every', true, 1].map((value) => ['match', value] as const),
  ...['newest', 0].map((value) => ['sort', value] as const),
  ...['author', ['outlet'], [1], {}].map((value) => ['facets', value] as const),
  ...['yes', 1, null].map((value) => ['explain', value] as const),
  ...['near', 1].map((value) => ['fold', value] as const),
  ...[NaN, -5, '80'].map((value) => ['snippetLength', value] as const),
  ...['', 7].map((value) => ['synonyms', value] as const),
  ['like', 7],
  ['limt', 3],
  ['__proto__ ', 3],
]

describe('a wrong option', () => {
  it.each(wrongSearches)('of a search is refused by name: %s = %j', async (name, value) => {
    const asked = index.search('船夫', { [name]: value })
    await expect(asked).rejects.toMatchObject({ code: 'USAGE', where: name })
  })

  it('is told with what it takes', async () => {
    const limit = index.search('船夫', { limit: NaN })
    await expect(limit).rejects.toThrow('limit: NaN is not a valid value. Give a whole number from 0 to 10000.')
    const unknown = index.search('船夫', { limt: 3 } as SearchOptions)
    await expect(unknown).rejects.toThrow(/^limt: unknown option\. The options are limit, offset, /)
  })

  it('of a build is refused before anything is touched', async () => {
    const wrong: readonly object[] = [
      ...[0, NaN, '2', 1.5].map((jobs) => ({ jobs })),
      ...[-1, '512M'].map((memory) => ({ memory })),
      ...[{ tokenizer: 'Native' }, { lexicon: 5 }, { clean: 'no' }, { force: 1 }, { onProblem: true }, { signal: {} }],
      ...[
        { paths: 'articles' },
        { paths: [3] },
        { paths: undefined },
        { dir: '' },
        { dir: undefined },
        { path: paths },
      ],
    ]
    const fresh = join(folder.path, 'fresh')
    for (const options of wrong) {
      const built = xunzhang.buildIndex({ paths, dir: fresh, ...options })
      await expect(built).rejects.toMatchObject({ code: 'USAGE', where: Object.keys(options)[0] })
    }
    expect(() => rmSync(fresh, { recursive: true })).toThrow('ENOENT')
  })

  it('of the other functions is refused as well', async () => {
    const open = (given: unknown, options: object = {}) => xunzhang.openIndex(given as string, options)
    await expect(open(7)).rejects.toMatchObject({ code: 'USAGE', where: 'dir' })
    await expect(open('')).rejects.toMatchObject({ code: 'USAGE', where: 'dir' })
    await expect(open(dir, { timeout: -1 })).rejects.toMatchObject({ code: 'USAGE', where: 'timeout' })
    await expect(open(dir, { cache: 1 })).rejects.toMatchObject({ code: 'USAGE', where: 'cache' })
    await expect(index.search(7 as unknown as string)).rejects.toMatchObject({ code: 'USAGE', where: 'query' })
    const tokenizer = xunzhang.openTokenizer({ tokenizer: 'x' as 'native' })
    await expect(tokenizer).rejects.toMatchObject({ code: 'USAGE', where: 'tokenizer' })
    await expect(xunzhang.suggestWords(dir, { limit: -1 })).rejects.toMatchObject({ code: 'USAGE', where: 'limit' })
    const merge = xunzhang.compactIndex(dir, { jobs: NaN })
    await expect(merge).rejects.toMatchObject({ code: 'USAGE', where: 'jobs' })
  })

  it('is none where it is undefined: as if it were not given', async () => {
    const options = { limit: undefined, facets: undefined } as unknown as SearchOptions
    expect((await index.search('船夫', options)).total).toBe(1)
  })
})
