/** Cleaning on generated sites: `npx tsx bench/sites/run.ts MODULES WORK [theme…] [--show]`. */
import { existsSync, readFileSync } from 'node:fs'
import { isProblem } from '../../src/source/article.js'
import { formatOf } from '../../src/source/formats/index.js'
import { tokenF1, tokens } from '../clean/measure.js'
import { buildHexo } from './hexo.js'
import { makePosts, truthOf } from './posts.js'

const [modules = '', work = '', ...rest] = process.argv.slice(2)
const posts = makePosts(2)
const all: { site: string; recall: number; precision: number; title: boolean; date: boolean; author: boolean; tags: boolean; empty: boolean }[] = []

function read(path: string, file: string) {
  const input = { path, bytes: readFileSync(file), startLine: 1, startByte: 0 }
  for (const item of formatOf(path)!.read(input, { clean: false })) if (!isProblem(item)) return item
  return undefined
}

for (const theme of rest.filter((name) => !name.startsWith('--'))) {
  const pages = process.argv.includes('--built')
    ? new Map(posts.map((post) => [post, `${work}/${theme}/public/${post.date.replaceAll('-', '/')}/${post.slug}/index.html`]))
    : buildHexo(theme, posts, `${work}/${theme}`, modules)
  for (const [post, file] of pages) {
    if (!existsSync(file)) continue
    const article = read(file.slice(file.indexOf('/public/') + 8), file)
    const body = article?.body ?? ''
    const { precision, recall } = tokenF1(body, truthOf(post))
    const row = {
      site: theme, recall, precision,
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
      const truth = new Set(truthOf(post).split('\n').map((line) => line.trim()))
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
    const mean = (pick: (row: (typeof all)[number]) => number) => Number((rows.reduce((sum, row) => sum + pick(row), 0) / rows.length).toFixed(4))
    return {
      site, pages: rows.length, recall: mean((r) => r.recall), precision: mean((r) => r.precision),
      'under .9': mean((r) => Number(r.recall < 0.9)), empty: mean((r) => Number(r.empty)),
      title: mean((r) => Number(r.title)), date: mean((r) => Number(r.date)), author: mean((r) => Number(r.author)), tags: mean((r) => Number(r.tags)),
    }
  }),
)
