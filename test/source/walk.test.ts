import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rootsOf } from '../../src/source/roots.js'
import { listFolder, walk, walkRoots } from '../../src/source/walk/walk.js'
import { asNobody } from '../support/as-nobody.js'
import { told } from './read.js'
import { expectLinear } from '../support/growth.js'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'walk-'))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

function put(path: string, content = '河'): string {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
  return join(root, path)
}
const paths = (...given: string[]): string[] => walk(given).files.map((file) => file.path)

describe('walk', () => {
  it('finds known extensions at any depth, sorted by code units', () => {
    for (const path of ['b/2.md', 'b/10.md', 'a.txt', 'B.html', '河/水.jsonl', 'x.jsonl.gz', 'c.png', 'd.gz', 'e.exe'])
      put(path)
    expect(paths(root)).toEqual(['B.html', 'a.txt', 'b/10.md', 'b/2.md', 'x.jsonl.gz', '河/水.jsonl'])
  })
  it('passes over hidden entries and node_modules, and reads read-me files', () => {
    for (const path of ['.git/a.md', '.hidden.md', 'node_modules/x/a.md', 'README.md', 'sub/readme.txt', 'a.md'])
      put(path)
    const { files, problems, leftOut } = walk([root])
    expect(files.map(({ path }) => path)).toEqual(['README.md', 'a.md', 'sub/readme.txt'])
    expect(problems).toEqual([])
    expect(leftOut).toContainEqual({ why: 'hidden', kind: '', files: 1, folders: [], folderCount: 0 })
  })
  it('counts all folders that are left out and names the first hundred', () => {
    put('.ignore', 'out*/\n')
    put('a.md')
    for (let number = 0; number < 250; number++) mkdirSync(join(root, `out${number}`))
    expect(walk([root]).leftOut).toMatchObject([
      { why: 'ignored', files: 0, folders: { length: 100 }, folderCount: 250 },
    ])
  })
  it('lists one folder alone by the same rules', () => {
    for (const path of ['b.txt', 'a.md', 'sub/c.md', '.hidden.md', 'README.md', 'd.png']) put(path)
    expect(listFolder(root).map((file) => file.path)).toEqual(['README.md', 'a.md', 'b.txt'])
    expect(listFolder(join(root, 'missing'))).toEqual([])
  })
  it('tells size and time', () => {
    put('a.md', 'abc')
    expect(walk([root]).files[0]).toMatchObject({
      size: 3,
      mtimeMs: expect.any(Number) as number,
      absolute: join(root, 'a.md'),
    })
  })
  it('takes a file given by name whatever it is called, and leaves "-" alone', () => {
    expect(paths(put('notes.xyz'), '-')).toEqual(['notes.xyz'])
  })
  it('keeps ids unique over several folders and takes no file twice', () => {
    put('one/a.md')
    put('two/a.md')
    expect(paths(join(root, 'one'), join(root, 'two'))).toEqual(['a.md', 'two/a.md'])
    expect(paths(join(root, 'one'), join(root, 'one', 'a.md'))).toEqual(['a.md'])
  })
  it('reports a missing path', () => {
    expect(walk([join(root, 'none')]).problems.map(told)).toMatchObject([{ message: 'no such file or folder' }])
  })
  it('a file that vanishes between the listing and the look at it is missing, not unreadable', () => {
    put('a.md')
    put('b.md')
    const roots = rootsOf([root])
    const onEntry = (path: string): void => {
      rmSync(join(root, path === 'a.md' ? 'b.md' : 'a.md'))
    }
    const { problems, unlisted } = walkRoots(roots, roots, 0, { onEntry })
    expect(problems.map(told)).toMatchObject([{ message: 'no such file or folder' }])
    expect(unlisted).toHaveLength(1)
  })
  it('a file of a folder that may be listed but not entered is unreadable, not missing', async () => {
    put('listed/a.md')
    chmodSync(root, 0o755)
    chmodSync(join(root, 'listed'), 0o744)
    const { problems } = await asNobody(() => walk([join(root, 'listed')]))
    chmodSync(join(root, 'listed'), 0o755)
    for (const { message } of problems.map(told)) expect(message).toBe('cannot be read')
    expect(problems).not.toHaveLength(0)
  })
  it('an empty folder is no problem', () => {
    expect(walk([root])).toMatchObject({ files: [], unlisted: [], empty: [{ path: root }], problems: [] })
  })
})

describe('hostile folders', () => {
  it('links out of the folder, in circles and to nothing are reported once; links inside stand for nothing new', () => {
    put('../outside-of-walk.md')
    put('a.md')
    put('.store/b.md')
    mkdirSync(join(root, 'sub'))
    symlinkSync(root, join(root, 'sub', 'loop'))
    symlinkSync(join(root, 'a.md'), join(root, 'same.md'))
    symlinkSync(join(root, '.store', 'b.md'), join(root, 'b.md'))
    symlinkSync('/etc', join(root, 'etc'))
    symlinkSync('/etc/passwd', join(root, 'passwd.txt'))
    symlinkSync(join(root, 'none'), join(root, 'broken.md'))
    symlinkSync(join(root, 'self.md'), join(root, 'self.md'))
    const { files, problems } = walk([root])
    rmSync(join(root, '../outside-of-walk.md'))
    expect(files.map((file) => file.path)).toEqual(['a.md', 'b.md'])
    expect(problems.map((p) => p.path).sort()).toEqual(['broken.md', 'etc', 'passwd.txt', 'self.md', 'sub/loop'])
  })
  it('a named pipe does not hang', () => {
    execFileSync('mkfifo', [join(root, 'pipe.md')])
    expect(walk([root])).toMatchObject({
      files: [],
      problems: [{ path: 'pipe.md', reason: 'PATH_UNFIT', parameters: { what: 'irregular' } }],
    })
    expect(walk([join(root, 'pipe.md')])).toMatchObject({
      files: [],
      problems: [{ reason: 'PATH_UNFIT', parameters: { what: 'irregular' } }],
    })
  })
  it('names with line breaks, escapes or direction marks are read, and long ones', () => {
    for (const name of ['a\nb.md', 'a\u001b[31mb/c.md', 'a\u202eb.md', `${'长'.repeat(84)}.md`]) put(name)
    const { files, problems } = walk([root])
    expect(files).toHaveLength(4)
    expect(problems).toEqual([])
  })
  it('names that are no UTF-8 are reported', () => {
    writeFileSync(Buffer.concat([Buffer.from(join(root, 'x')), Buffer.from([0xff]), Buffer.from('.md')]), '')
    const { files, problems } = walk([root])
    expect(files).toEqual([])
    expect(problems.map(told)).toMatchObject([{ message: 'the name is not valid UTF-8', remedy: 'Rename the file.' }])
  })
  it('a file over the limit is reported with the limit', () => {
    const path = put('large.md', '')
    execFileSync('truncate', ['-s', '70M', path])
    expect(walk([root]).problems.map(told)).toMatchObject([
      { message: '70 MiB is over the limit of 64 MiB for a file with one article' },
    ])
  })
  it('an unreadable folder is reported', async () => {
    put('closed/a.md')
    chmodSync(root, 0o755)
    chmodSync(join(root, 'closed'), 0)
    const { problems, unlisted } = await asNobody(() => walk([root]))
    chmodSync(join(root, 'closed'), 0o755)
    expect(problems.map(told)).toMatchObject([{ path: 'closed', message: 'cannot be read' }])
    expect(unlisted).toMatchObject([{ inner: 'closed' }])
  })
  it('5,000 files take eight times as long as 625', async () => {
    const filled = (count: number) => {
      const folder = join(root, `of-${count}`)
      for (let i = 0; i < 50; i++) mkdirSync(join(folder, String(i)), { recursive: true })
      for (let i = 0; i < count; i++) writeFileSync(join(folder, String(i % 50), `${i}.md`), '')
      return () => expect(walk([folder]).files).toHaveLength(count)
    }
    await expectLinear(filled, 5000, 5000)
  })
})
