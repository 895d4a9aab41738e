import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sourcesChangedSince } from '../../src/library/results/freshness.js'

describe('changed sources', () => {
  const committed = '2021-01-01T00:00:00Z'
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'xunzhang-freshness-'))
    put('a/b/x.md', '2020')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  function put(path: string, year: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), 'x')
    utimesSync(join(folder, path), new Date(year), new Date(year))
  }
  const isChanged = (...roots: string[]): Promise<boolean> =>
    sourcesChangedSince({ committed, roots }, join(folder, 'index'))

  it('are noticed by the time of a file, also where it is itself what was indexed', async () => {
    expect(await isChanged(folder)).toBe(false)
    put('a/b/x.md', '2022')
    expect(await isChanged(folder)).toBe(true)
    expect(await isChanged(join(folder, 'a', 'b', 'x.md'))).toBe(true)
    expect(await isChanged('/nowhere')).toBe(false)
  })

  it('are not seen in what an update would not read: folders, the index, hidden files, pictures', async () => {
    for (const path of ['index/manifest.json', 'a/.draft.md', 'node_modules/x.md', 'a/x.png']) put(path, '2022')
    expect(await isChanged(folder)).toBe(false)
  })
})
