import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { figuresOf, type Lab } from '../support/lab.js'
import { runCli } from '../support/processes.js'
import { readArticles, type BenchArticle } from '../support/texts.js'
import type { Question } from './question.js'

/** What it costs to follow small changes of a large collection. */
export const update: Question = {
  name: 'update',
  asks: 'What does an update cost?',
  method:
    'The collection as a folder of Markdown files, one for each article, and as one JSON Lines file. After a full build, one ' +
    'article is changed, one added and one removed, and the program runs again on one thread; then once more with nothing ' +
    'changed. `share` is relative to the CPU seconds of the full build. Peers have no such command: they must be told what changed.',
  measure: async (lab) => {
    const { figures, add } = figuresOf('update')
    for (const layout of ['files', 'lines'] as const) await measureLayout(lab, layout, add)
    return figures
  },
}

type Add = ReturnType<typeof figuresOf>['add']

async function measureLayout(lab: Lab, layout: 'files' | 'lines', add: Add): Promise<void> {
  const folder = join(lab.workspace, `update-${layout}`)
  const index = join(lab.workspace, `update-${layout}-index`)
  const articles = [...readArticles(lab.data.file)]
  mkdirSync(folder)
  lab.say(`update: ${articles.length} articles as ${layout}`)
  writeCollection(folder, articles, layout)
  const args = ['index', folder, '--index', index, '--json', '--jobs', '1']
  const full = await runCli(lab.workspace, [...args, '--force'])
  const changed: number[] = []
  const unchanged: number[] = []
  for (let run = 0; run < lab.options.runs; run++) {
    change(folder, articles, layout, run)
    changed.push((await runCli(lab.workspace, args)).cpuSeconds)
    unchanged.push((await runCli(lab.workspace, args)).cpuSeconds)
  }
  const shape = layout === 'files' ? `${articles.length} Markdown files` : `1 file of ${articles.length} lines`
  add(`${shape}: full build`, 'CPU', 's', 'lower', [full.cpuSeconds])
  for (const [name, samples] of [
    ['3 articles changed', changed],
    ['nothing changed', unchanged],
  ] as const) {
    add(`${shape}: ${name}`, 'CPU', 's', 'lower', samples)
    add(
      `${shape}: ${name}`,
      'share',
      '%',
      'lower',
      samples.map((seconds) => (100 * seconds) / full.cpuSeconds),
    )
  }
  rmSync(folder, { recursive: true })
  rmSync(index, { recursive: true })
}

function writeCollection(folder: string, articles: readonly BenchArticle[], layout: 'files' | 'lines'): void {
  if (layout === 'lines')
    writeFileSync(join(folder, 'all.jsonl'), articles.map((article) => `${JSON.stringify(article)}\n`).join(''))
  else for (const [i, article] of articles.entries()) writeFileSync(fileOf(folder, i), markdown(article))
}

const fileOf = (folder: string, number: number) => join(folder, `${number}.md`)

function markdown({ title, text }: BenchArticle): string {
  return `---\ntitle: ${JSON.stringify(title)}\n---\n${text}\n`
}

/** Changes other articles in each run: number 3 · run is changed, the next removed, a new one added. */
function change(folder: string, articles: BenchArticle[], layout: 'files' | 'lines', run: number): void {
  const at = (3 * run) % Math.max(1, articles.length - 2)
  const altered = { ...articles[at]!, text: `${articles[at]!.text}\n改动第${run}次。` }
  const fresh = { _id: `new-${run}`, title: `新文${run}`, text: `新增的文章，编号${run}。` }
  if (layout === 'files') {
    writeFileSync(fileOf(folder, at), markdown(altered))
    rmSync(fileOf(folder, at + 1), { force: true })
    writeFileSync(fileOf(folder, articles.length + run), markdown(fresh))
    return
  }
  articles[at] = altered
  articles.splice(at + 1, 1)
  articles.push(fresh)
  writeCollection(folder, articles, layout)
}
