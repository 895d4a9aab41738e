/**
 * Whether Han stay together in PDF files: texts of the sample collection, typeset by Chromium with real fonts, are read
 * back. Counts pairs of neighbouring Han, pairs separated by a blank, paragraphs that are read completely, and all Han:
 * `npx tsx bench/sites/pdf.ts`.
 */
import { launchChromium } from '../../test/support/browsers.js'
import { readFolder, readOne } from '../../test/source/read.js'
import { join } from 'node:path'
import { projectRoot } from '../support/places.js'

const serif = 'font-family:"Noto Serif CJK SC"'
const settings: Readonly<Record<string, string>> = {
  'one column, justified': `${serif};text-align:justify`,
  'one column, ragged, sans': 'font-family:"Noto Sans CJK SC"',
  'two columns': `${serif};text-align:justify;column-count:2;column-gap:2em`,
  'three columns': `${serif};text-align:justify;column-count:3;column-gap:1.5em`,
  'wide spacing': `${serif};letter-spacing:.1em`,
  vertical: `${serif}}html{writing-mode:vertical-rl`,
}
const margin = { top: '2cm', bottom: '2cm', left: '2cm', right: '2cm' }

function paragraphsOf(): string[] {
  const lines = readFolder(join(projectRoot, 'corpus')).articles.flatMap(({ body }) => body.split('\n'))
  return lines.filter((line) => /^\p{Script=Han}{3}/u.test(line)).map((line) => line.replace(/[&<]/g, ''))
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0
const bare = (text: string): string => text.replace(/\s/g, '')

const browser = await launchChromium()
const page = await browser.newPage()
const all = paragraphsOf()
const each = Math.floor(all.length / Object.keys(settings).length)
const rows = []
for (const [at, [name, css]] of Object.entries(settings).entries()) {
  const paragraphs = all.slice(at * each, (at + 1) * each)
  const body = paragraphs.map((text) => `<p>${text}</p>`).join('')
  await page.setContent(
    `<meta charset="utf-8"><style>main{font-size:11pt;line-height:1.7;${css}}p{text-indent:2em;margin:0}</style><main>${body}</main>`,
  )
  const bytes = await page.pdf({ format: 'A4', margin })
  const { articles } = readOne('a.pdf', bytes)
  const text = articles.map((article) => article.body).join('\n')
  const found = new Set(text.split('\n').map(bare))
  rows.push({
    set: name,
    pages: articles.length,
    pairs: count(text, /\p{Script=Han}(?=\s*\p{Script=Han})/gu),
    parted: count(text, /\p{Script=Han}(?=[^\S\n]+\p{Script=Han})/gu),
    paragraphs: paragraphs.length,
    whole: Number((paragraphs.filter((one) => found.has(bare(one))).length / paragraphs.length).toFixed(3)),
    'Han set': count(paragraphs.join(''), /\p{Script=Han}/gu),
    'Han read': count(text, /\p{Script=Han}/gu),
  })
}
await browser.close()
console.table(rows)
