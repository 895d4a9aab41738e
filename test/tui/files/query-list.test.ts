import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addQuery, readQueries } from '../../../src/fronts/tui/session/reader-files.js'
import { temporaryFolder } from '../support/temporary-folder.js'

describe('a list of queries', () => {
  const folder = temporaryFolder()
  const path = () => join(folder(), 'deep', 'history')

  it('is empty without a file', async () => {
    expect(await readQueries(path())).toEqual([])
  })

  it('has each query once, the newest last, for its owner only', async () => {
    for (const query of ['河流', '山', '河流']) await addQuery(path(), query)
    expect(await readQueries(path())).toEqual(['山', '河流'])
    expect(statSync(path()).mode & 0o777).toBe(0o600)
  })

  it('keeps the newest thousand', async () => {
    for (let i = 0; i < 30; i++) await addQuery(path(), `q${i}`)
    const many = Array.from({ length: 1000 }, (_, i) => `p${i}`)
    const { writeFile } = await import('node:fs/promises')
    await writeFile(path(), many.join('\n'))
    const kept = await addQuery(path(), 'new')
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([1000, 'p1', 'new'])
  })
})
