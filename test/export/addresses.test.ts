/** Where each generator publishes its pages, by its layout. */
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { addressesOf } from '../../src/static/export/addresses.js'
import { recordedRoots } from '../../src/storage/commit/catalog.js'
import { temporaryFolder } from '../support/cli.js'
import { writeFiles } from '../support/collection.js'

const folder = temporaryFolder()
afterAll(() => folder.remove())

type Page = readonly [path: string, address: string, date?: string, categories?: readonly string[]]

const layouts: Readonly<
  Record<string, { files: Readonly<Record<string, string>>; pages: readonly Page[]; base?: string }>
> = {
  'generated pages': {
    files: { 'index.html': '' },
    pages: [
      ['index.html', '/'],
      ['posts/渡口/index.html', '/posts/%E6%B8%A1%E5%8F%A3/'],
      ['about.html', '/about.html'],
      ['feed.xml', 'https://elsewhere.net/'],
    ],
  },
  'pages below a path': { files: { 'index.html': '' }, base: '/blog', pages: [['a/index.html', '/blog/a/']] },
  Hexo: {
    files: { '_config.yml': 'source_dir: source\n', 'scaffolds/post.md': '', 'source/_posts/a.md': '' },
    pages: [
      ['source/_posts/ferry.md', '/2022/03/04/ferry/', '2022-03-04T09:30:00'],
      ['source/about/index.md', '/about/'],
    ],
  },
  'Hexo with permalinks of its own': {
    files: { '_config.yml': 'permalink: :category/:name.html\nsource_dir: source\n', 'source/_posts/a.md': '' },
    pages: [['source/_posts/sub/ferry.md', '/life/ferry.html', '2022-03-04', ['life']]],
  },
  Jekyll: {
    files: { '_config.yml': 'title: x\n', '_posts/2022-03-04-ferry.md': '' },
    pages: [
      ['_posts/2022-03-04-ferry.md', '/life/2022/03/04/ferry.html', '', ['Life']],
      ['about.md', '/about.html'],
    ],
  },
  'Jekyll with pretty permalinks': {
    files: { '_config.yml': 'permalink: pretty\n', '_posts/2022-03-04-ferry.md': '' },
    pages: [
      ['_posts/2022-03-04-ferry.md', '/2022/03/04/ferry/', '2022-03-04'],
      ['about.md', '/about/'],
    ],
  },
  Hugo: {
    files: { 'hugo.toml': "baseURL = 'https://example.org/'\n", 'content/posts/a.md': '' },
    pages: [
      ['content/posts/My Ferry.md', '/posts/my-ferry/'],
      ['content/posts/bundle/index.md', '/posts/bundle/'],
      ['content/posts/_index.md', '/posts/'],
    ],
  },
  VitePress: {
    files: { '.vitepress/config.ts': 'export default {}\n', 'guide/a.md': '' },
    pages: [
      ['guide/a.md', '/guide/a.html'],
      ['guide/index.md', '/guide/'],
    ],
  },
  'VitePress with clean addresses': {
    files: { '.vitepress/config.ts': 'export default { cleanUrls: true }\n', 'a.md': '' },
    pages: [['guide/a.md', '/guide/a']],
  },
  Docusaurus: {
    files: { 'docusaurus.config.js': 'module.exports = {}\n', 'docs/a.md': '' },
    pages: [
      ['docs/01-guide/02-install.md', '/docs/guide/install'],
      ['docs/guide/README.md', '/docs/guide/'],
      ['blog/2022-03-04-ferry.md', '/blog/2022/03/04/ferry'],
      ['src/pages/about.md', '/about'],
    ],
  },
  MkDocs: {
    files: { 'mkdocs.yml': 'site_name: x\n', 'docs/a.md': '' },
    pages: [
      ['docs/guide/a.md', '/guide/a/'],
      ['docs/index.md', '/'],
    ],
  },
  Astro: {
    files: { 'astro.config.mjs': 'export default {}\n', 'src/pages/a.md': '' },
    pages: [
      ['src/pages/about.md', '/about/'],
      ['src/content/blog/ferry.md', '/blog/ferry/'],
    ],
  },
}

describe('the address of a page', () => {
  it.each(Object.entries(layouts))('is that of %s', (name, { files, pages, base = '/' }) => {
    const root = join(folder.path, name.replaceAll(' ', '-'))
    mkdirSync(dirname(root), { recursive: true })
    writeFiles(root, files)
    const [recorded] = recordedRoots({ roots: [root] })
    const addressOf = addressesOf({ roots: [root] }, base)
    for (const [path, address, date = '', categories = []] of pages) {
      const inner = recorded!.name === '' ? path : `${recorded!.name}/${path}`
      expect([path, addressOf({ path: inner, url: 'https://elsewhere.net/', date, categories })]).toEqual([
        path,
        address,
      ])
    }
  })
})
