import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createIndex, syncFolder } from '../../src/index.js'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { inspectFile, inspectFolder } from '../../src/library/inspecting.js'
import { findLeftOut } from '../../src/library/left-out.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xunzhang-inspect-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

it('a pipe and a device, which may never end, are refused at once', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe.md')])
  for (const path of [join(folder, 'pipe.md'), '/dev/zero'])
    await expect(inspectFile(path)).rejects.toMatchObject({ code: 'INPUT_MISSING' })
})

const slogan = '河畔小报，每天傍晚送到你的渡口'
const page = (number: number): string =>
  `第${number}座桥\n\n第${number}座桥在上游的弯道边，工匠们用了第${number}个冬天才把石料运到岸上，又等了一个夏天。\n\n${slogan}\n`
const removedFrom = async (name: string): Promise<readonly string[]> => {
  const { removed } = await inspectFile(join(folder, name))
  return removed.filter(({ reason }) => reason === 'repeated line').map(({ text }) => text)
}

it('the lines that a page shares with its folder are left out, as in an index', async () => {
  for (const number of [0, 1, 2]) writeFileSync(join(folder, `${number}.txt`), page(number))
  mkdirSync(join(folder, 'sub'))
  for (const number of [3, 4]) writeFileSync(join(folder, 'sub', `${number}.txt`), page(number))
  expect(await removedFrom('0.txt')).toEqual([])
  writeFileSync(join(folder, '3.txt'), page(3))
  writeFileSync(join(folder, 'note.md'), page(9))
  expect(await removedFrom('0.txt')).toEqual([slogan])
  expect(await removedFrom('sub/3.txt')).toEqual([])
  expect(await removedFrom('note.md')).toEqual([])
})

const html = (title: string): string =>
  `<!doctype html><html><head><title>${title}</title></head><body><article><h1>${title}</h1><p>${title}在上游的弯道边，工匠们用了一个冬天才把石料运到岸上，又等了一个夏天。</p></article></body></html>`
const note = (title: string, more = ''): string =>
  `---\ntitle: ${title}\n${more}---\n\n${title}的水退了，码头上只剩一排船。\n`
const cases: Readonly<Record<string, string>> = {
  'package.json': '{"name":"river","description":"a river"}',
  'tsconfig.json': '{"compilerOptions":{}}',
  'notes/manifest.json': '{"name":"river"}',
  'notes/README.md': note('笔记'),
  'notes/渡口.md': note('渡口'),
  'out/index.html':
    '<html><body><h2><a href="a">甲桥</a></h2><h2><a href="b">乙桥</a></h2><h2><a href="c">丙桥</a></h2></body></html>',
  'out/404.html': html('找不到'),
  'out/bridge/index.html': html('旧桥'),
  'out/content.json': '{"posts":[{"title":"旧桥","path":"bridge/"}]}',
  'out/tags/index.html':
    '<html><body><h2><a href="a">甲桥</a></h2><h2><a href="b">乙桥</a></h2><h2><a href="c">丙桥</a></h2></body></html>',
  'blog/hugo.toml': 'baseURL = "/"',
  'blog/content/石阶.md': note('石阶'),
  'blog/content/草稿.md': note('草稿', 'draft: true\n'),
  'blog/content/tool/package.json': '{}',
  'blog/content/tool/README.md': note('工具'),
  'blog/content/tool/demo/index.md': note('演示'),
  'vault/.obsidian/app.json': '{}',
  'vault/package.json': '{}',
  'vault/README.md': note('自述'),
}

it('a folder is inspected as it is indexed, file for file', async () => {
  for (const [path, text] of Object.entries(cases)) {
    mkdirSync(join(folder, 'source', dirname(path)), { recursive: true })
    writeFileSync(join(folder, 'source', path), text)
  }
  const source = join(folder, 'source')
  const { entries, read, leftOut } = inspectFolder(source)
  const index = await createIndex(join(folder, 'index'))
  const report = await syncFolder(index, source)
  const indexed = new Set<string>()
  for (const path of Object.keys(cases)) if ((await index.get(path)) !== undefined) indexed.add(path)
  await index.close()
  expect(entries.filter(({ why, isFolder }) => why === undefined && !isFolder).map(({ path }) => path)).toEqual(
    [...indexed].sort(),
  )
  expect([...indexed].sort()).toEqual([
    'blog/content/石阶.md',
    'notes/README.md',
    'notes/渡口.md',
    'out/bridge/index.html',
    'vault/README.md',
  ])
  expect(read).toBe(indexed.size)
  expect(report.failed).toBe(0)
  const whys = (all: typeof leftOut): string[] => all.map(({ why }) => why).sort()
  expect(whys(leftOut)).toEqual(whys(report.leftOut))
})

it('a quoted string that only a block left out has is found in the files', async () => {
  const mirror = `---\ntitle: 渡口\n---\n<div><p>渡口在上游的弯道边，工匠们用了一个冬天才把石料运到岸上。</p>\n<p>责任编辑：李小河</p></div>\n`
  const source = join(folder, 'posts')
  mkdirSync(source)
  for (const name of ['a.md', 'b.md']) writeFileSync(join(source, name), mirror.replace('渡口', name))
  const path = join(folder, 'index')
  const index = await createIndex(path)
  await syncFolder(index, source)
  await index.close()
  expect(findLeftOut(path, '“责任编辑：李小河”')).toMatchObject({ articles: 2, file: join(source, 'a.md') })
  expect(findLeftOut(path, '责任编辑：李小河')).toBeUndefined()
  expect(findLeftOut(path, '"运到岸上"')).toBeUndefined()
})
