/**
 * Cleaning on generated sites: sites of themes of npm are built from posts with known text, and each page is read by ours
 * and by the peers: `npx tsx bench/sites/run.ts [theme…] [options]`.
 *
 * --modules DIR  where Hexo, its themes and the other generators are installed; default .peers/sites/node_modules
 * --work DIR     where sites are built; default a temporary folder     --built    take sites that stand there
 * --no-peers     ours alone                                           --anonymous  boxes without class names
 * --show         pages that fall short                                --json       one line for `npm run bench -- sites`
 */
import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { tokenF1, tokens } from '../clean/measure.js'
import { projectRoot } from '../support/places.js'
import { extractors } from './extractors.js'
import type { Extractor } from './extractors.js'
import { buildHexo, hexoPages } from './hexo.js'
import type { Pages } from './hexo.js'
import type { Post } from './post.js'
import { makePosts, truthOf } from './posts.js'
import { showPage } from './show.js'
import { buildDocs, generators, pagesOf } from './vite.js'

const flag = { type: 'boolean' } as const
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    modules: { type: 'string', default: join(projectRoot, '.peers/sites/node_modules') },
    work: { type: 'string' },
    built: flag,
    'no-peers': flag,
    anonymous: flag,
    show: flag,
    json: flag,
    verbose: flag,
  },
})
const work = values.work ?? mkdtempSync(join(tmpdir(), 'xunzhang-sites-'))

export interface PageRow {
  readonly site: string
  readonly extractor: string
  readonly recall: number
  readonly precision: number
  readonly f1: number
  readonly title: boolean
  readonly date: boolean
  readonly empty: boolean
  readonly milliseconds: number
  readonly bytes: number
}

/** Themes that are installed and build without settings of their own. */
function installedThemes(): string[] {
  const names = existsSync(values.modules) ? readdirSync(values.modules) : []
  const hexo = names.flatMap((name) => /^hexo-theme-(.+)$/.exec(name)?.[1] ?? [])
  return [...hexo, ...Object.keys(generators).filter((name) => names.includes(name))].sort()
}

function pagesOfSite(theme: string, posts: readonly Post[]): Pages {
  const folder = join(work, theme)
  if (values.built === true) return theme in generators ? pagesOf(theme, posts, folder) : hexoPages(posts, folder)
  const build = theme in generators ? buildDocs : buildHexo
  return build(theme, posts, folder, values.modules)
}

/** The same page of a theme that nobody knows: boxes without names. */
function withoutNames(html: string): string {
  return html.replace(/<(?:div|section|article|main|header)\b[^>]*>/g, (tag) =>
    /highlight|code|gutter|footer|nav|sidebar|comment/.test(tag)
      ? tag
      : tag.replace(/\s(?:class|id|itemprop|role)="[^"]*"/g, ''),
  )
}

async function measure(theme: string, post: Post, file: string, { name, extract }: Extractor): Promise<PageRow> {
  const written = readFileSync(file, 'utf8')
  const html = values.anonymous === true ? withoutNames(written) : written
  const path = file.slice(join(work, theme).length + 1)
  const address = `https://blog.example.net/${path.replace(/^public\//, '').replace(/index\.html$/, '')}`
  const began = performance.now()
  const found = await extract(html, path, address)
  const milliseconds = performance.now() - began
  const score = tokenF1(found.text, truthOf(post))
  const title = found.title === post.title
  const date = found.date.slice(0, 10) === post.date
  if (values.show === true && name === 'xunzhang') showPage(theme, post, found, { ...score, title, date })
  const empty = tokens(found.text).length === 0
  return { site: theme, extractor: name, ...score, title, date, empty, milliseconds, bytes: Buffer.byteLength(html) }
}

const mean = (rows: readonly PageRow[], pick: (row: PageRow) => number): number =>
  Number((rows.reduce((sum, row) => sum + pick(row), 0) / rows.length).toFixed(4))

export interface Summary {
  readonly name: string
  readonly pages: number
  readonly recall: number
  readonly precision: number
  readonly f1: number
  readonly 'under .9': number
  readonly empty: number
  readonly title: number
  /** Of sites that show dates. */
  readonly date: number
  readonly 'MB/s': number
}

function summary(name: string, rows: readonly PageRow[]): Summary {
  const dated = rows.filter(({ site }) => !(site in generators))
  return {
    name,
    pages: rows.length,
    recall: mean(rows, (row) => row.recall),
    precision: mean(rows, (row) => row.precision),
    f1: mean(rows, (row) => row.f1),
    'under .9': mean(rows, (row) => Number(row.recall < 0.9)),
    empty: mean(rows, (row) => Number(row.empty)),
    title: mean(rows, (row) => Number(row.title)),
    date: dated.length === 0 ? 0 : mean(dated, (row) => Number(row.date)),
    'MB/s': Number(
      (
        rows.reduce((sum, row) => sum + row.bytes, 0) /
        1e3 /
        rows.reduce((sum, row) => sum + row.milliseconds, 0)
      ).toFixed(2),
    ),
  }
}

const posts = makePosts(2)
const { there, missing } = await extractors()
const contenders = values['no-peers'] === true ? there.slice(0, 1) : there
const rows: PageRow[] = []
for (const theme of positionals.length > 0 ? positionals : installedThemes())
  for (const [post, file] of pagesOfSite(theme, posts)) {
    if (!existsSync(file)) continue
    for (const contender of contenders) rows.push(await measure(theme, post, file, contender))
  }
const by = (pick: (row: PageRow) => string, of: readonly PageRow[]): Summary[] =>
  [...new Set(of.map(pick))].map((name) =>
    summary(
      name,
      of.filter((row) => pick(row) === name),
    ),
  )
const found = {
  extractors: by((row) => row.extractor, rows),
  sites: by(
    (row) => row.site,
    rows.filter((row) => row.extractor === 'xunzhang'),
  ),
}
if (rows.length === 0) {
  console.error(`generators and themes are not installed: npm run peers -- sites`)
  process.exitCode = 1
} else if (values.json === true) console.log(JSON.stringify(found))
else {
  console.table(found.sites)
  console.table(found.extractors)
  if (missing.length > 0 && values['no-peers'] !== true) console.log(`not installed: ${missing.join(', ')}`)
}
