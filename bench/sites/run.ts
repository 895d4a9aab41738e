/**
 * Cleaning of pages whose text is known, by our reader and by its peers: sites that themes from npm generate from the
 * same posts, and layouts of portals, forums, blogs and offices of 1998 to 2023, written after their structure:
 * `npx tsx bench/sites/run.ts [theme or part of a layout's name…] [options]`.
 *
 * --modules DIR  where Hexo, its themes and the other generators are installed; default .peers/sites/node_modules
 * --work DIR     where sites are built; default beside those           --built    use sites that are built already
 * --layouts      layouts alone                                        --no-peers   ours alone
 * --anonymous    boxes without class names                            --show       pages that fall short
 * --pages N      the first pages alone
 * --json         one line for `npm run bench -- sites`                --dump DIR   writes the layouts' pages
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { tokenF1, tokens } from '../clean/measure.js'
import { projectRoot } from '../support/places.js'
import { extractors } from './extractors.js'
import type { Extractor } from './extractors.js'
import { generatedPages, layoutPages } from './pages.js'
import type { BenchPage } from './pages.js'
import { showPage } from './show.js'
import { generators } from './vite.js'

const flag = { type: 'boolean' } as const
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    modules: { type: 'string', default: join(projectRoot, '.peers/sites/node_modules') },
    work: { type: 'string' },
    dump: { type: 'string' },
    pages: { type: 'string', default: 'Infinity' },
    built: flag,
    layouts: flag,
    'no-peers': flag,
    anonymous: flag,
    show: flag,
    json: flag,
    verbose: flag,
  },
})
const work = values.work ?? join(dirname(values.modules), 'work')

export interface PageRow extends Pick<BenchPage, 'kind' | 'site'> {
  readonly extractor: string
  readonly recall: number
  readonly precision: number
  readonly f1: number
  readonly title: boolean
  /** Undefined if the page shows none and none was found. */
  readonly date: boolean | undefined
  readonly empty: boolean
  readonly milliseconds: number
  readonly bytes: number
}

/** Themes that are installed and build without settings of their own. */
function installedThemes(): string[] {
  const names = existsSync(values.modules) ? readdirSync(values.modules) : []
  const hexo = names.flatMap((name) => /^hexo-theme-(.+)$/.exec(name)?.[1] ?? [])
  const others = Object.entries(generators).filter(([, { needs }]) => existsSync(join(values.modules, needs)))
  return [...hexo, ...others.map(([name]) => name)].sort()
}

function* pages(): Generator<BenchPage> {
  const isAsked = ({ site }: Pick<BenchPage, 'site'>): boolean =>
    positionals.length === 0 || positionals.some((part) => site.includes(part))
  const themes = values.layouts === true ? [] : installedThemes().filter((site) => isAsked({ site }))
  yield* generatedPages(themes, { modules: values.modules, work, built: values.built === true })
  for (const page of layoutPages()) if (isAsked(page)) yield page
}

/** The same page as if by an unknown theme: boxes without class names. */
function withoutNames(html: string): string {
  return html.replace(/<(?:div|section|article|main|header)\b[^>]*>/g, (tag) =>
    /highlight|code|gutter|footer|nav|sidebar|comment/.test(tag)
      ? tag
      : tag.replace(/\s(?:class|id|itemprop|role)=(?:"[^"]*"|[^\s>]+)/g, ''),
  )
}

async function measure(page: BenchPage, { name, extract }: Extractor): Promise<PageRow> {
  const html = values.anonymous === true ? withoutNames(page.html) : page.html
  const began = performance.now()
  const found = await extract(html, page.path, page.address)
  const milliseconds = performance.now() - began
  const { recall } = tokenF1(found.text, page.truth)
  const { precision } = tokenF1(found.text, `${page.truth}\n${page.optional}`)
  const title = found.title === page.title
  const date = page.date === '' && found.date === '' ? undefined : found.date.slice(0, 10) === page.date
  if (values.show === true && name === 'xunzhang') showPage(page, found, { recall, precision, title, date })
  return {
    kind: page.kind,
    site: page.site,
    extractor: name,
    recall,
    precision,
    f1: recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision),
    title,
    date,
    empty: tokens(found.text).length === 0,
    milliseconds,
    bytes: Buffer.byteLength(html),
  }
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
  /** Share of pages that show a date, or for which one was found that they don't show. */
  readonly date: number
  readonly 'MB/s': number
}

function summary(name: string, rows: readonly PageRow[]): Summary {
  const dated = rows.filter(({ date }) => date !== undefined)
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

const { there, missing } = await extractors()
const contenders = values['no-peers'] === true ? there.slice(0, 1) : there
const rows: PageRow[] = []
let left = Number(values.pages)
for (const page of pages()) {
  if (left-- <= 0) break
  if (values.dump !== undefined && page.kind === 'layout') dump(page, values.dump)
  for (const contender of contenders) rows.push(await measure(page, contender))
}

function dump({ site, name, html }: BenchPage, folder: string): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${site.replace(/[^a-z0-9]+/gi, '-')}-${name}.html`), html)
}

const by = (pick: (row: PageRow) => string, of: readonly PageRow[]): Summary[] =>
  [...new Set(of.map(pick))].map((name) =>
    summary(
      name,
      of.filter((row) => pick(row) === name),
    ),
  )
const ours = rows.filter((row) => row.extractor === 'xunzhang')
const found = {
  extractors: by((row) => `${row.extractor}, ${row.kind} pages`, rows),
  sites: by((row) => row.site, ours),
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
