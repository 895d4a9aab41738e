/** Cleaning on generated sites: `npx tsx bench/sites/run.ts MODULES WORK [theme…] [--show]`. */
import { existsSync, readFileSync } from 'node:fs'
import { isProblem } from '../../src/source/article.js'
import { formatOf } from '../../src/source/formats/index.js'
import { tokenF1, tokens } from '../clean/measure.js'
import { buildHexo, hexoPages } from './hexo.js'
import { buildDocs, generators, pagesOf } from './vite.js'
import { makePosts, truthOf } from './posts.js'

const [modules = '', work = '', ...rest] = process.argv.slice(2)
const posts = makePosts(2)
const all: {
  site: string
  recall: number
  precision: number
  title: boolean
  date: boolean
  author: boolean
  tags: boolean
  empty: boolean
}[] = []

/** The same page of a theme that nobody knows: boxes without names. */
function withoutNames(html: string): string {
  return html.replace(/<(?:div|section|article|main|header)\b[^>]*>/g, (tag) =>
    /highlight|code|gutter|footer|nav|sidebar|comment/.test(tag)
      ? tag
      : tag.replace(/\s(?:class|id|itemprop|role)="[^"]*"/g, ''),
  )
}

function read(path: string, file: string) {
  const html = readFileSync(file, 'utf8')
  const bytes = Buffer.from(process.argv.includes('--anonymous') ? withoutNames(html) : html)
  const input = { path, bytes, startLine: 1, startByte: 0 }
  for (const item of formatOf(path)!.read(input, { clean: false })) if (!isProblem(item)) return item
  return undefined
}

for (const theme of rest.filter((name) => !name.startsWith('--'))) {
  const isBuilt = process.argv.includes('--built')
  const folder = `${work}/${theme}`
  const pages =
    theme in generators
      ? isBuilt
        ? pagesOf(theme, posts, folder)
        : buildDocs(theme, posts, folder, modules)
      : isBuilt
        ? hexoPages(posts, folder)
        : buildHexo(theme, posts, folder, modules)
  for (const [post, file] of pages) {
    if (!existsSync(file)) continue
    const article = read(file.slice(folder.length + 1), file)
    const body = article?.body ?? ''
    const { precision, recall } = tokenF1(body, truthOf(post))
    const row = {
      site: theme,
      recall,
      precision,
      title: article?.title === post.title,
      date: (article?.date ?? '').slice(0, 10) === post.date,
      author: article?.author === '何青禾',
      tags: post.tags.every((tag) => article?.tags.includes(tag)),
      empty: tokens(body).length === 0,
    }
    all.push(row)
    if (process.argv.includes('--show') && (recall < 0.985 || precision < 0.97 || !row.title || !row.date)) {
      console.log(`\n== ${theme} ${post.slug} r ${recall.toFixed(3)} p ${precision.toFixed(3)}`)
      if (!row.title) console.log(`  title: ${article?.title} for ${post.title}`)
      if (!row.date) console.log(`  date: ${article?.date} for ${post.date}`)
      const truth = new Set(
        truthOf(post)
          .split('\n')
          .map((line) => line.trim()),
      )
      const lines = new Set(body.split('\n').map((line) => line.trim()))
      if (recall < 0.985) for (const line of truth) if (!lines.has(line)) console.log(`  - ${line.slice(0, 100)}`)
      if (precision < 0.97) for (const line of lines) if (!truth.has(line)) console.log(`  + ${line.slice(0, 100)}`)
    }
  }
}
const sites = [...new Set(all.map((row) => row.site))]
console.table(
  [...sites, 'all'].map((site) => {
    const rows = all.filter((row) => site === 'all' || row.site === site)
    const mean = (pick: (row: (typeof all)[number]) => number) =>
      Number((rows.reduce((sum, row) => sum + pick(row), 0) / rows.length).toFixed(4))
    return {
      site,
      pages: rows.length,
      recall: mean((r) => r.recall),
      precision: mean((r) => r.precision),
      'under .9': mean((r) => Number(r.recall < 0.9)),
      empty: mean((r) => Number(r.empty)),
      title: mean((r) => Number(r.title)),
      date: mean((r) => Number(r.date)),
      author: mean((r) => Number(r.author)),
      tags: mean((r) => Number(r.tags)),
    }
  }),
)
