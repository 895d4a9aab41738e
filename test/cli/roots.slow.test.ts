/** What an index is made of: paths are added, looked at again, replaced and forgotten, and nothing else goes. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCli, runShell, type RunOptions, type TemporaryFolder, temporaryFolder } from '../support/cli.js'
import { writeFiles } from '../support/collection.js'
import { idsFound } from '../support/found.js'

let folder: TemporaryFolder
beforeEach(() => {
  folder = temporaryFolder()
  writeFiles(folder.path, {
    'r1/x.md': '渡口的船夫\n\n雪夜等了一夜。\n',
    'r1/sub/y.md': '河边\n\n河水涨了。\n',
    'r2/x.md': '山上的灯\n\n灯亮到天明。\n',
    'r2/z.md': '旧桥\n\n旧桥重修。\n',
  })
})
afterEach(() => folder.remove())

interface Article {
  readonly id: string
  readonly root: string
  readonly path: string
  readonly body: string
}

const run = (args: readonly string[], options: RunOptions = {}) =>
  runCli([...args, '--lang', 'en'], { cwd: folder.path, ...options })
const done = async (...args: string[]) => {
  const { status, stderr } = await run(args)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
}
const refused = async (...args: string[]) => {
  const { status, stdout, stderr } = await run(args)
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toMatch(/^xunzhang: [^\n]+\n$/)
  return stderr
}
const ids = () => idsFound(join(folder.path, 'index'), '的 OR 河 OR 灯 OR 桥 OR 船')
const shown = async (id: string) => JSON.parse((await run(['show', id, '--json'])).stdout) as Article
const both = ['r2/x.md', 'r2/z.md', 'sub/y.md', 'x.md']

describe('index PATH', () => {
  it('adds to what the index holds, in one run as in two', async () => {
    await done('index', 'r1')
    await done('index', 'r2')
    expect(await ids()).toEqual(both)
    await done('index', 'r1', 'r2', '--index', 'other')
    const there = await run(['search', '灯', '--json', '--index', 'other'])
    expect((JSON.parse(there.stdout) as { hits: Article[] }).hits.map(({ id }) => id)).toEqual(['r2/x.md'])
  })

  it('gives files of one name in two folders ids of their own, and says where each lies', async () => {
    await done('index', 'r1', 'r2')
    for (const id of await ids()) {
      const { root, path, body } = await shown(id)
      expect(readFileSync(join(root, path), 'utf8')).toContain(body.split('\n').at(-1))
    }
    expect((await shown('r2/x.md')).body).toContain('灯亮')
    const found = await run(['search', '灯亮', '--json'])
    expect(JSON.parse(found.stdout)).toMatchObject({ hits: [{ path: 'x.md', root: join(folder.path, 'r2') }] })
  })

  it('keeps ids apart where a folder later holds another of the name of a root', async () => {
    await done('index', 'r1', 'r2')
    writeFiles(folder.path, { 'r1/r2/x.md': '同名的河\n\n另一条河。\n' })
    await done('index')
    expect(await ids()).toEqual(['./r2/x.md', ...both])
    const { root, path, body } = await shown('./r2/x.md')
    expect(readFileSync(join(root, path), 'utf8')).toContain(body.split('\n').at(-1))
  })

  it('looks at the given paths alone, without any at all of them', async () => {
    await done('index', 'r1', 'r2')
    writeFiles(folder.path, { 'r1/new.md': '新的船\n', 'r2/new.md': '新的灯\n' })
    await done('index', 'r2')
    expect(await ids()).toEqual(['r2/new.md', ...both])
    await done('index')
    expect(await ids()).toEqual(['new.md', 'r2/new.md', ...both])
  })

  it('takes no file twice: a folder inside another, and a file inside it', async () => {
    await done('index', 'r1/sub')
    await done('index', 'r1', 'r1/x.md')
    expect(await ids()).toEqual(['r1/x.md', 'y.md'])
    await done('forget', 'r1/sub')
    expect(await ids()).toEqual(['r1/sub/y.md', 'r1/x.md'])
  })

  it('takes files, and a deleted one goes alone', async () => {
    await done('index', 'r1/x.md', 'r2/x.md', 'r2/z.md')
    expect(await ids()).toEqual(['r2/x.md', 'x.md', 'z.md'])
    rmSync(join(folder.path, 'r2/x.md'))
    await done('index')
    expect(await ids()).toEqual(['x.md', 'z.md'])
  })

  it('with --only makes them the whole', async () => {
    await done('index', 'r1')
    await done('index', 'r2', '--only')
    expect(await ids()).toEqual(['x.md', 'z.md'])
    expect((await shown('x.md')).body).toContain('灯亮')
  })

  it('without paths tells what to type, unless there is ./corpus', async () => {
    expect(await refused('index')).toContain('Write "xunzhang index FOLDER".')
    expect(existsSync(join(folder.path, 'index'))).toBe(false)
    renameSync(join(folder.path, 'r1'), join(folder.path, 'corpus'))
    await done('index')
    expect(await ids()).toEqual(['sub/y.md', 'x.md'])
  })

  it('keeps all roots with --force', async () => {
    await done('index', 'r1')
    await done('index', 'r2', '--force')
    await done('index', '--force')
    expect(await ids()).toEqual(both)
  })
})

describe('a root that turns up empty or is gone', () => {
  it('empty: is an error that names it and changes nothing', async () => {
    await done('index', 'r1', 'r2')
    rmSync(join(folder.path, 'r2'), { recursive: true })
    mkdirSync(join(folder.path, 'r2'))
    writeFiles(folder.path, { 'r1/new.md': '新的船\n' })
    expect(await refused('index')).toContain(join(folder.path, 'r2'))
    expect(await ids()).toEqual(both)
    await done('index', 'r1')
    expect(await ids()).toEqual(['new.md', ...both])
  })

  it('gone: is told, keeps its articles, and stops nothing; alone or in a rebuild it is an error', async () => {
    await done('index', 'r1', 'r2')
    rmSync(join(folder.path, 'r2'), { recursive: true })
    writeFiles(folder.path, { 'r1/new.md': '新的船\n' })
    const { status, stderr } = await run(['index'])
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^[^\n]*r2: no such file or folder[^\n]*\n$/)])
    expect(await ids()).toEqual(['new.md', ...both])
    expect(await refused('index', '--field', 'price:number')).toContain(join(folder.path, 'r2'))
    rmSync(join(folder.path, 'r1'), { recursive: true })
    expect(await refused('index')).toContain(join(folder.path, 'r1'))
    expect(await ids()).toEqual(['new.md', ...both])
  })

  it.each<[string, (path: string) => void]>([
    ['empty', (path) => (rmSync(path, { recursive: true }), mkdirSync(path))],
    ['gone', (path) => rmSync(path, { recursive: true })],
  ])('%s: counts as empty with --force', async (_name, spoil) => {
    await done('index', 'r1', 'r2')
    spoil(join(folder.path, 'r2'))
    expect((await run(['index', '--force'])).status).toBe(0)
    expect(await ids()).toEqual(['sub/y.md', 'x.md'])
  })
})

describe('forget', () => {
  it('takes a root out and leaves the others', async () => {
    await done('index', 'r1', 'r2')
    await done('forget', 'r1')
    expect(await ids()).toEqual(['r2/x.md', 'r2/z.md'])
    await done('forget', 'r2')
    expect(await ids()).toEqual([])
  })

  it('refuses what the index was not made of, and says what it was made of', async () => {
    await done('index', 'r1')
    expect(await refused('forget', 'r2')).toContain(`Its sources are: ${join(folder.path, 'r1')}.`)
    expect(await refused('forget', 'r1/sub')).toContain('--exclude')
    expect(await refused('forget')).toContain('forget needs PATH')
    expect(await ids()).toEqual(['sub/y.md', 'x.md'])
  })
})

describe('standard input', () => {
  const pipe = (input: string, ...args: string[]) => run(['index', '-', ...args], { input })

  it('is kept beside folders, replaced by the next of its name, and named by --id', async () => {
    await done('index', 'r1')
    expect((await pipe('雪夜的船。')).status).toBe(0)
    expect((await pipe('报告里的河。', '--id', 'report.pdf')).status).toBe(0)
    await done('index')
    expect(await ids()).toEqual(['report.pdf', 'stdin', 'sub/y.md', 'x.md'])
    expect((await pipe('{"_id":"r","text":"另一条船"}\n')).status).toBe(0)
    expect(await ids()).toEqual(['r', 'report.pdf', 'sub/y.md', 'x.md'])
    expect(await shown('report.pdf')).toMatchObject({ path: 'report.pdf', root: '' })
    await done('forget', 'report.pdf')
    await done('forget', '-')
    expect(await ids()).toEqual(['sub/y.md', 'x.md'])
  })

  it('is refused where it is empty, and changes nothing', async () => {
    await done('index', 'r1')
    await pipe('雪夜的船。')
    const empty = await pipe('')
    expect(empty).toMatchObject({ status: 2, stdout: '' })
    expect(empty.stderr).toMatch(/^xunzhang: standard input is empty\..*\n$/)
    expect(await ids()).toEqual(['stdin', 'sub/y.md', 'x.md'])
  })

  it('is not lost by a rebuild that cannot read it again', async () => {
    await pipe('雪夜的船。')
    await done('index', 'r1')
    expect(await refused('index', '--force')).toContain('stdin: this came through a pipe')
    expect((await pipe('雪夜的船。', '--force')).status).toBe(0)
    expect(await ids()).toEqual(['stdin', 'sub/y.md', 'x.md'])
  })
})

describe('--files-from', () => {
  it('reads names from a pipe, a line each or ended by NUL, and looks at them again', async () => {
    const list = await runShell("find r1 r2 -name '*.md' -print0 | $XUNZHANG index --files-from - -0", {
      cwd: folder.path,
    })
    expect(list).toMatchObject({ status: 0, stderr: '' })
    expect(await ids()).toEqual(['r1/sub/y.md', 'r1/x.md', 'r2/x.md', 'r2/z.md'])
    rmSync(join(folder.path, 'r1/x.md'))
    writeFileSync(join(folder.path, 'r2/z.md'), '旧桥的灯\n')
    await done('index')
    expect(await ids()).toEqual(['r1/sub/y.md', 'r2/x.md', 'r2/z.md'])
    expect((await shown('r2/z.md')).root).toBe(folder.path)
    await done('forget', 'r2/z.md')
    expect(await ids()).toEqual(['r1/sub/y.md', 'r2/x.md'])
  })

  it('reads them from a file, and refuses an empty list', async () => {
    writeFiles(folder.path, { 'list.txt': 'r1/x.md\nr1/x.md\r\n\nr2/z.md\n', 'none.txt': '\n' })
    await done('index', '--files-from', 'list.txt')
    expect(await ids()).toEqual(['r1/x.md', 'r2/z.md'])
    expect(await refused('index', '--files-from', 'none.txt')).toContain('none.txt: the list of files is empty')
    expect(await ids()).toEqual(['r1/x.md', 'r2/z.md'])
  })
})
