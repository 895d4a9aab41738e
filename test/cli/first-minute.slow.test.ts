/** What a newcomer types first, and what becomes of folders that are emptied or gone. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { manifestName } from '../../src/storage/segment/manifest.js'
import { runCli, type TemporaryFolder, temporaryFolder } from '../support/cli.js'
import { writeFiles } from '../support/collection.js'

let folder: TemporaryFolder
beforeEach(() => {
  folder = temporaryFolder()
  writeFiles(folder.path, {
    'blog/_config.yml': 'title: x\n',
    'blog/_posts/2024-01-03-walnut.md':
      '---\ntitle: 核桃\ndate: 2024-01-03\ntags: [树]\ncategories: [生活]\n---\n\n核桃树的故事。\n',
    'blog/docs/MANUAL.md': '# 说明\n\n使用手册正文。\n',
    'notes/tea.md': '# 茶\n\n水温与茶叶。\n',
  })
})
afterEach(() => folder.remove())

const run = (...args: string[]) => runCli(args, { cwd: folder.path })
const path = (...names: string[]) => join(folder.path, ...names)
const paths = async (...args: string[]) => (await run('search', ...args, '-l')).stdout.split('\n').filter(Boolean)

describe('the first minute', () => {
  it('is told which folder to name, and what of a site is read', async () => {
    expect((await run('search', '核桃')).stderr).toContain('"xunzhang index FOLDER"')
    const { stdout, stderr } = await runCli(['index', '.'], { cwd: path('blog') })
    expect(stderr).toContain('.: Jekyll, read from ./; ')
    expect(stdout).toMatch(/^2 articles in index .*\nleft out 1 file: layout 1\n$/)
    expect((await runCli(['index'], { cwd: path('blog') })).stdout).toContain('left out 1 file: layout 1\n')
  })

  it('finds every article by a star, the newest first, also beside filters', async () => {
    await run('index', 'blog', 'notes')
    expect(await paths('*', '--sort', 'date')).toEqual([
      'blog/_posts/2024-01-03-walnut.md',
      'blog/docs/MANUAL.md',
      'notes/tea.md',
    ])
    expect(await paths('* -tag:树')).toEqual(['blog/docs/MANUAL.md', 'notes/tea.md'])
    expect((await run('search', 'title:*')).status).toBe(1)
  })

  it('takes -n and all wherever a limit is', async () => {
    await run('index', 'blog', 'notes')
    for (const args of [
      ['search', '*'],
      ['kwic', '茶'],
      ['terms', 'tag'],
      ['collocates', '茶', '--least', '1'],
    ])
      for (const limit of ['all', '1']) expect(await run(...args, '-n', limit)).toMatchObject({ status: 0 })
    expect((await run('lexicon', 'suggest', '-n', '1')).status).toBeLessThan(2)
  })

  it('says when no article has all words, and when none has a date', async () => {
    await run('index', 'blog', 'notes')
    expect((await run('search', '核桃', '故事', '火星')).stderr).toContain('no article has all of these words')
    expect((await run('search', '核桃', '故事')).stderr).not.toContain('all of these words')
    expect((await run('timeline', '茶')).stdout).toMatch(/^茶: 1 article, .*\n茶: 1 article without a date, .*\n$/)
    expect((await run('search', '茶 NEAR/x 水')).stderr).toContain('NEAR/x has no distance')
  })

  it('shows categories, finds a name in any case and suggests one', async () => {
    await run('index', 'blog')
    expect((await run('show', 'docs/manual.md')).stdout).toContain('使用手册')
    expect((await run('show', 'MANUL')).stderr).toContain('"xunzhang show manual"')
    expect((await run('show', '2024-01-03-walnut')).stdout).toContain('categories: 生活')
  })
})

describe('a folder that is gone or emptied', () => {
  it('keeps its articles while the others are refreshed, and is told in one line', async () => {
    await run('index', 'blog', 'notes')
    renameSync(path('notes'), path('away'))
    writeFileSync(path('blog/docs/NEW.md'), '# 新\n\n新的一页。\n')
    const { status, stderr, stdout } = await run('index')
    expect(status).toBe(2)
    expect(stderr.split('\n').filter((line) => line.includes('notes'))).toHaveLength(1)
    expect(stdout).toContain('4 articles in index')
    expect(await paths('新的一页')).toEqual(['blog/docs/NEW.md'])
    expect(await paths('水温')).toEqual(['notes/tea.md'])
    renameSync(path('away'), path('notes'))
    expect((await run('index')).status).toBe(0)
  })

  it('may become empty once that was allowed', async () => {
    await run('index', 'blog', 'notes', '--exclude', 'NEW*')
    expect(await run('index', 'notes', '--allow-empty')).toMatchObject({ status: 0 })
    rmSync(path('notes/tea.md'))
    expect(await run('index')).toMatchObject({ status: 0 })
    expect(await paths('水温')).toEqual([])
    rmSync(path('blog'), { recursive: true })
    mkdirSync(path('blog'))
    const refused = await run('index')
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('--allow-empty')])
    expect((await run('stats')).stdout).toContain(`${path('notes')} --exclude NEW* --allow-empty`)
  })

  it('has rules that are shown and cleared', async () => {
    await run('index', 'blog', '--exclude', 'docs/')
    expect((await run('stats')).stdout).toContain(`${path('blog')} --exclude docs/\n`)
    expect(await paths('使用手册')).toEqual([])
    await run('index', '--exclude', '')
    expect((await run('stats')).stdout).toContain(`${path('blog')}\n`)
    expect(await paths('使用手册')).toEqual(['blog/docs/MANUAL.md'])
  })
})

describe('an index of another version', () => {
  const change = (version: number) => {
    const file = path('own index', manifestName)
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"version":\d+/, `"version":${version}`))
  }

  it('is rebuilt by the advice as printed', async () => {
    await run('index', 'blog', '-i', 'own index')
    change(1)
    expect((await run('search', '核桃', '-i', 'own index')).stderr).toContain(
      `"xunzhang index -i 'own index' FOLDER --force"`,
    )
    const { status, stderr } = await run('index', '--force', '-i', 'own index')
    expect(status).toBe(2)
    expect(stderr).toContain(`"xunzhang index -i 'own index' FOLDER --force"`)
    expect(await run('index', '-i', 'own index', 'blog', '--force')).toMatchObject({ status: 0 })
    expect((await run('search', '核桃', '-i', 'own index')).status).toBe(0)
  })

  it('asks for a newer program if a newer one wrote it', async () => {
    await run('index', 'blog', '-i', 'own index')
    change(99)
    for (const args of [['search', '核桃'], ['index']])
      expect((await run(...args, '-i', 'own index')).stderr).toContain('upgrade')
  })
})
