/** Which files of a folder are read: ignore files, patterns, and the sites of eleven generators, each by its documented layout. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BuildReport } from '../../src/library/types.js'
import { runCli, type TemporaryFolder, temporaryFolder } from '../support/cli.js'
import { writeFiles } from '../support/collection.js'
import { idsFound } from '../support/found.js'

let folder: TemporaryFolder
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

const run = (...args: string[]) => runCli([...args, '--lang', 'en'], { cwd: folder.path })
const index = async (...args: string[]) => {
  const { status, stdout, stderr } = await run('index', '--json', ...args)
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.any(String) as string })
  return { report: JSON.parse(stdout) as BuildReport, stderr }
}
const ids = () => idsFound(join(folder.path, 'index'), '渡口')

let count = 0
/** A page whose text is nowhere else. */
const page = (front = ''): string => `${front === '' ? '' : `---\n${front}\n---\n`}渡口第 ${count++} 篇的文字。\n`
const pages = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, page()]))

interface Layout {
  readonly read: readonly string[]
  readonly leftOut: readonly string[]
  readonly config: Readonly<Record<string, string>>
  /** Below the site's folder; with drafts these are read as well. */
  readonly drafts?: Readonly<Record<string, string>>
}

const layouts: Readonly<Record<string, Layout>> = {
  Hexo: {
    config: {
      '_config.yml': 'title: 博客\nsource_dir: source\npublic_dir: public\ntheme: landscape\n',
      'package.json': '{}',
    },
    read: ['source/_posts/a.md', 'source/_posts/2024/b.md', 'source/about/index.md'],
    leftOut: [
      ...[
        'public/2024/a/index.html',
        'themes/landscape/README.md',
        'scaffolds/post.md',
        'db.json',
        'package-lock.json',
      ],
      ...['source/_data/menu.md', 'source/robots.txt'],
    ],
    drafts: { 'source/_drafts/d.md': '', 'source/_posts/e.md': 'published: false' },
  },
  'Hexo in another folder': {
    config: { '_config.yml': 'title: 博客\nsource_dir: text\npublic_dir: out\n', 'package.json': '{}' },
    read: ['text/_posts/a.md', 'text/about/index.md'],
    leftOut: ['out/2024/a/index.html', 'source/_posts/b.md', 'themes/x/README.md', 'scaffolds/post.md'],
    drafts: { 'text/_drafts/d.md': '' },
  },
  Jekyll: {
    config: { '_config.yml': 'title: x\ncollections:\n  recipes:\n    output: true\nexclude: [notes]\n', Gemfile: '' },
    read: ['_posts/2024-05-01-a.md', '_recipes/b.md', 'about.md', 'index.html', 'news/_posts/2024-05-02-c.md'],
    leftOut: ['_site/a.html', '_layouts/post.html', '_includes/head.html', '_data/x.md', 'vendor/x/y.md', 'notes/n.md'],
    drafts: { '_drafts/d.md': '', '_posts/2024-05-03-e.md': 'published: false' },
  },
  Hugo: {
    config: { 'hugo.toml': 'baseURL = "https://example.org/"\n' },
    read: ['content/_index.md', 'content/posts/a.md', 'content/posts/bundle/index.md', 'content/posts/bundle/part.md'],
    leftOut: [
      'public/a/index.html',
      'themes/t/README.md',
      'layouts/single.html',
      'archetypes/default.md',
      'static/x.html',
    ],
    drafts: { 'content/posts/d.md': 'draft: true' },
  },
  'Hugo in several languages': {
    config: {
      'config/_default/hugo.toml':
        "baseURL = 'https://example.org/'\n[languages.zh]\ncontentDir = 'text/zh'\n[languages.en]\ncontentDir = 'text/en'\n",
      'archetypes/default.md': '+++\n+++\n',
    },
    read: ['text/zh/posts/a.md', 'text/en/posts/a.md'],
    leftOut: ['content/b.md', 'public/a/index.html', 'layouts/single.html'],
    drafts: { 'text/zh/posts/d.md': 'draft: true' },
  },
  'Hugo by its older name': {
    config: { 'config.yaml': 'baseURL: https://example.org/\ncontentDir: text\npublishDir: out\n' },
    read: ['text/a.md', 'text/bundle/index.md'],
    leftOut: ['out/a/index.html', 'themes/t/README.md', 'content/b.md'],
  },
  VitePress: {
    config: { '.vitepress/config.mts': "export default { title: 'x' }", 'package.json': '{"name":"x"}' },
    read: ['index.md', 'guide/a.md', 'README.md'],
    leftOut: ['.vitepress/dist/index.html', '.vitepress/cache/x.md', 'public/x.html', 'node_modules/m/README.md'],
  },
  VuePress: {
    config: { '.vuepress/config.js': 'module.exports = {}' },
    read: ['README.md', 'guide/README.md', 'guide/a.md'],
    leftOut: ['.vuepress/dist/index.html', '.vuepress/public/x.md'],
  },
  Docusaurus: {
    config: { 'docusaurus.config.ts': "export default { presets: [['classic', { docs: { path: 'handbook' } }]] }" },
    read: ['docs/intro.md', 'blog/2024-05-01-a.mdx', 'src/pages/about.md', 'handbook/b.md'],
    leftOut: ['build/index.html', 'static/x.html', 'docs/_part.md', '.docusaurus/x.md', 'src/theme/x.md'],
    drafts: { 'docs/d.md': 'draft: true' },
  },
  MkDocs: {
    config: { 'mkdocs.yml': 'site_name: x\ndocs_dir: text\ntheme:\n  name: material\n  custom_dir: overrides\n' },
    read: ['text/index.md', 'text/a/b.md'],
    leftOut: ['site/index.html', 'overrides/main.html', 'docs/other.md'],
  },
  Astro: {
    config: { 'astro.config.mjs': '', 'src/content.config.ts': "glob({ base: './data/notes', pattern: '**/*.md' })" },
    read: ['src/content/blog/a.md', 'src/content/blog/b.mdx', 'src/pages/about.md', 'data/notes/n.md'],
    leftOut: ['dist/index.html', 'public/x.html', 'src/layouts/x.html', 'src/content/blog/_c.md'],
    drafts: { 'src/content/blog/d.md': 'draft: true' },
  },
  GitBook: {
    config: { '.gitbook.yaml': 'root: ./book/\n' },
    read: ['book/README.md', 'book/part/README.md', 'book/part/a.md'],
    leftOut: ['book/SUMMARY.md', '_book/index.html', 'other/x.md'],
  },
  'GitBook by its older name': {
    config: { 'book.json': '{"root": "./docs", "title": "x"}' },
    read: ['docs/README.md', 'docs/part/a.md'],
    leftOut: ['docs/SUMMARY.md', '_book/index.html', 'other/x.md'],
  },
  Obsidian: {
    config: { '.obsidian/app.json': '{}', '.obsidian/templates.json': '{"folder": "Templates"}' },
    read: ['Note.md', 'folder/Other note.md'],
    leftOut: ['Templates/daily.md', '.trash/old.md', '.obsidian/x.md'],
  },
  Logseq: {
    config: { 'logseq/config.edn': '{}' },
    read: ['pages/a.md', 'journals/2024_05_01.md'],
    leftOut: ['logseq/bak/pages/a/1.md', 'logseq/.recycle/x.md'],
  },
}

describe.each(Object.entries(layouts))('%s', (name, { config, read, leftOut, drafts = {} }) => {
  const [generator] = name.split(' ')
  it('is recognised; its sources are read, all else is left out, and one line says so', async () => {
    writeFiles(join(folder.path, 'site'), { ...config, ...pages([...read, ...leftOut]) })
    const draftPages = Object.fromEntries(Object.entries(drafts).map(([name, front]) => [name, page(front)]))
    writeFiles(join(folder.path, 'site'), draftPages)
    const { report, stderr } = await index('site')
    expect(report).toMatchObject({ failed: 0, sites: [{ generator, folder: join(folder.path, 'site') }] })
    expect(stderr).toMatch(new RegExp(`^site: ${generator}, read from [^\\n]+\\n$`))
    expect(await ids()).toEqual([...read].sort())
    const { stdout } = await run('inspect', 'site')
    for (const path of read) expect(stdout).toContain(`read\t\t${path}\n`)
    for (const path of leftOut.filter((name) => !/(?:^|\/)(?:\.|node_modules)/.test(name))) {
      expect(stdout).toMatch(new RegExp(`^left out\\t[^\\t\\n]+\\t${path.replaceAll('.', '\\.')}$`, 'm'))
    }
    if (Object.keys(drafts).length === 0) return
    expect(report.leftOut.some(({ why }) => why === 'draft')).toBe(true)
    await index('site', '--drafts')
    expect(await ids()).toEqual([...read, ...Object.keys(drafts)].sort())
    await index('site', '--hidden')
    expect((await ids()).filter((id) => Object.keys(drafts).includes(id))).toEqual([])
  })
})

describe('a vault', () => {
  it('of Obsidian is searched by aliases and inline tags, links read as their words', async () => {
    writeFiles(join(folder.path, 'vault'), {
      '.obsidian/app.json': '{}',
      '古道.md': '---\naliases: [茶马古道]\n---\n去[[石榴渡|旧渡口]]的路。 #地理/西南\n',
    })
    await index('vault')
    for (const query of ['"茶马古道"', 'tag:地理/西南', '"去旧渡口的路"'])
      expect((await run('search', query, '-l')).stdout).toBe('vault/古道.md\n')
  })

  it('of Logseq has the properties of its pages as fields', async () => {
    writeFiles(join(folder.path, 'graph'), {
      'logseq/config.edn': '{}',
      'pages/gudao.md': 'title:: 古道\nalias:: 茶马古道\ntags:: 地理\n\n- 去[[石榴渡]]的路\n  id:: 6650d3c1\n',
    })
    await index('graph')
    for (const query of ['title:古道', '"茶马古道"', 'tag:地理', '"去石榴渡的路"'])
      expect((await run('search', query, '-l')).stdout).toBe('graph/pages/gudao.md\n')
    expect((await run('search', '6650d3c1')).status).toBe(1)
  })
})

describe('ignore files', () => {
  it('count in their folder and below, the nearest first, and those of the folders above', async () => {
    writeFiles(folder.path, {
      '.ignore': '/up/gone.md\n',
      'up/.gitignore': '*.tmp.md\nout/\n!keep.tmp.md\n',
      'up/sub/.xunzhangignore': '!b.tmp.md\nc.md\n',
      ...pages(['up/a.md', 'up/a.tmp.md', 'up/keep.tmp.md', 'up/gone.md', 'up/out/x.md']),
      ...pages(['up/sub/b.tmp.md', 'up/sub/c.md', 'up/sub/d.md']),
    })
    const { report } = await index('up')
    expect(await ids()).toEqual(['a.md', 'keep.tmp.md', 'sub/b.tmp.md', 'sub/d.md'])
    expect(report.leftOut).toContainEqual({
      why: 'ignored',
      kind: '',
      files: 3,
      folders: ['out'],
      folderCount: 1,
    })
    await index('--no-ignore')
    expect(await ids()).toHaveLength(8)
  })

  it('are joined by --include, --exclude and --hidden, which are recorded with the folder', async () => {
    writeFiles(folder.path, pages(['x/a.md', 'x/b.txt', 'x/old/c.md', 'x/.hidden/d.md', 'x/.git/e.md', 'y/f.txt']))
    await index('x', '--include', '*.md', '--exclude', 'old', '--hidden')
    await index('y')
    expect(await ids()).toEqual(['.hidden/d.md', 'a.md', 'y/f.txt'])
    writeFiles(folder.path, pages(['x/new.md', 'x/new.txt', 'x/old/new.md']))
    await index()
    expect(await ids()).toEqual(['.hidden/d.md', 'a.md', 'new.md', 'y/f.txt'])
  })

  it('yield to what is given by name', async () => {
    writeFiles(folder.path, { 'x/.ignore': 'old\n', ...pages(['x/a.md', 'x/old/b.md']) })
    await index('x', 'x/old/b.md')
    expect(await ids()).toEqual(['a.md', 'b.md'])
  })
})

describe('the last line', () => {
  it('tells what was left out by kind and reason', async () => {
    writeFiles(folder.path, pages(['x/a.md', 'x/1.pptx', 'x/2.pptx', 'x/3.xlsx', 'x/LICENSE', 'x/.h.md', 'x/no/b.md']))
    const { stdout } = await run('index', 'x', '--exclude', 'no')
    const [first, last] = stdout.trimEnd().split('\n')
    expect(first).toMatch(/^1 article in index /)
    expect(last).toBe('left out 5 files: .pptx 2, no extension 1, .xlsx 1, hidden 1; 1 folder: no (excluded)')
    const chinese = await run('index', '--lang', 'zh')
    expect(chinese.stdout).toContain('略过 5 个文件：.pptx 2、')
  })

  it('counts every folder, however many there are', async () => {
    const names = Array.from({ length: 120 }, (_, i) => `x/out${i}`)
    writeFiles(folder.path, { 'x/.ignore': 'out*\n', ...pages(['x/a.md']) })
    for (const name of names) mkdirSync(join(folder.path, name))
    expect((await run('index', 'x')).stdout).toMatch(/left out 120 folders: (?:out\d+ \(ignored\), ){6}…\n$/)
    const { report } = await index('x')
    expect(report.leftOut).toMatchObject([{ why: 'ignored', folders: { length: 100 }, folderCount: 120 }])
  })

  it('is not said of what has nothing left out', async () => {
    writeFiles(folder.path, pages(['x/a.md']))
    expect((await run('index', 'x')).stdout.trimEnd().split('\n')).toHaveLength(1)
  })
})

describe('a problem', () => {
  it('is told once, and not again while the file has not changed', async () => {
    writeFiles(folder.path, { 'x/a.md': page(), 'x/b.jsonl': '{"text":"渡口"}\n{"text":\n' })
    // A file that has only just been written is read again: its times might not show a further change.
    await sleep(100)
    expect((await run('index', 'x')).stderr).toMatch(/^x\/b\.jsonl:2: not valid JSON/)
    const again = await run('index')
    expect(again).toMatchObject({ status: 0, stderr: '' })
    expect(again.stdout).toContain('1 failed')
    writeFileSync(join(folder.path, 'x/b.jsonl'), '{"text":"渡口的河"}\n{"text":"\n')
    expect((await run('index')).stderr).toMatch(/^x\/b\.jsonl:2: not valid JSON/)
  })

  it('of a file of a kind that is not read says how to read it all the same', async () => {
    writeFiles(folder.path, { 'f.odt': 'PK\u0003\u0004\u0000\u0001', 'a.md': page() })
    const refused = await run('index', 'f.odt')
    expect(refused.status).toBe(2)
    expect(refused.stderr).toContain(
      'f.odt: files of this kind are not read. Convert the file with "pandoc -t plain f.odt | xunzhang index - --id f.odt".\n',
    )
    const mixed = await run('index', 'f.odt', 'a.md')
    expect(mixed.status).toBe(2)
    expect(mixed.stderr).toContain('pandoc')
    expect(await ids()).toEqual(['a.md'])
  })

  it('names a file with control characters so that it can be found, and such files are read', async () => {
    mkdirSync(join(folder.path, 'x'))
    writeFileSync(join(folder.path, 'x/a\u001b[31m\nb.md'), page())
    writeFileSync(join(folder.path, 'x/bad\u0007.jsonl'), '{"text":\n')
    const { status, stdout, stderr } = await run('index', 'x')
    expect(status).toBe(2)
    expect(stdout).toMatch(/^1 article /)
    expect(stderr).toMatch(/^x\/bad\\u0007\.jsonl:1: not valid JSON/)
    const found = await run('search', '渡口')
    expect(found.stdout).toContain('a\\u001b[31m\\nb.md')
    expect(found.stdout).not.toContain('\u001b')
    expect(await ids()).toEqual(['a\u001b[31m\nb.md'])
  })
})
