/** What the command line offers beyond the words of a query. */
import type { SearchResult } from '../../src/library/types.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { join } from 'node:path'
import type { TemporaryFolder } from '../support/cli.js'
import { runCli, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'

let folder: TemporaryFolder
const run = (...args: string[]) => runCli([...args, '--index', join(folder.path, 'index')])

beforeAll(async () => {
  folder = temporaryFolder()
  const copy = sampleFiles['notes/bridge.md']!.replace('渡口的旧桥今年重修。', '')
  writeFiles(join(folder.path, 'articles'), { ...sampleFiles, 'notes/copy.md': copy })
  writeFiles(folder.path, { 'synonyms.txt': '银行, 钱庄\n泉水 => 茶\n', 'broken.txt': '银行, 钱庄\n茶\n' })
  expect((await run('index', join(folder.path, 'articles'))).status).toBe(0)
})
afterAll(() => folder.remove())

describe('search', () => {
  it('reads pinyin and says so on standard error', async () => {
    const { stdout, stderr, status } = await run('search', 'aerdanbiekefu')
    expect(status).toBe(0)
    expect(stdout).toContain('阿尔丹别科夫')
    expect(stderr).toContain('also searched for aerdanbiekefu as 阿尔丹别科夫')
    expect((await run('search', 'aerdanbiekefu', '--no-pinyin')).status).toBe(1)
  })

  it('tells programs what was looked for and what matched', async () => {
    const { expansions, hits } = JSON.parse((await run('search', 'aedbkf', '--json')).stdout) as SearchResult
    expect(expansions).toEqual([
      { text: 'aedbkf', alternatives: [{ by: 'initials', text: '阿尔丹别科夫', weight: 1, articles: 3 }] },
    ])
    expect(hits[0]!.matchedBy).toEqual([{ query: 'aedbkf', by: 'initials', text: '阿尔丹别科夫' }])
  })

  it('asks whether something else was meant', async () => {
    const { stderr } = await run('search', '阿尔丹别克夫')
    expect(stderr).toContain('did you mean: 阿尔丹别科夫')
  })

  it('folds near-duplicates where asked', async () => {
    const { stdout } = await run('search', '栏杆', '--fold')
    expect(stdout).toMatch(/\+1 similar: notes\/(copy|bridge)\.md/)
  })

  it('finds articles like one', async () => {
    const { stdout, status } = await run('search', '--like', 'notes/bridge.md', '--format', 'tsv')
    expect(status).toBe(0)
    expect(stdout.split('\n')[0]).toContain('notes/copy.md')
    expect((await run('search', '--like', 'none')).stderr).toContain('no article has the ID "none"')
  })

  it('takes synonyms from a file, whole or not at all', async () => {
    const synonyms = join(folder.path, 'synonyms.txt')
    expect((await run('search', '钱庄', '--synonyms', synonyms, '--count')).stdout).toBe('3\n')
    const { stderr, status } = await run('search', '钱庄', '--synonyms', join(folder.path, 'broken.txt'))
    expect(status).toBe(2)
    expect(stderr).toContain('broken.txt:2: a single word has no synonym')
  })
})

describe('duplicates', () => {
  it('lists groups, for people and for programs', async () => {
    const text = await run('duplicates')
    expect(text.status).toBe(0)
    expect(text.stdout).toMatch(/notes\/bridge\.md\n +\d+ % .*notes\/copy\.md\n$/)
    const { groups } = JSON.parse((await run('duplicates', '--json')).stdout) as {
      groups: { articles: { id: string }[] }[]
    }
    expect(groups[0]!.articles.map(({ id }) => id)).toEqual(['notes/bridge.md', 'notes/copy.md'])
  })

  it('prints as many groups as asked for, and tells of the others', async () => {
    const none = await run('duplicates', '-n0')
    expect(none).toMatchObject({ status: 0, stdout: '', stderr: '1 group, 1 near-duplicate; 0 groups shown\n' })
    expect((await run('duplicates', '--limit', 'all')).stdout).toBe((await run('duplicates')).stdout)
  })
})
