/** The report: every question with its table, plot, command, and in words where others are better than ours. */
import { questions } from '../questions/index.js'
import type { Question } from '../questions/question.js'
import { contenders } from '../contenders/index.js'
import type { Figure, Results } from '../support/results.js'
import { median } from '../support/statistics.js'
import { barPlot, linePlot } from './plot.js'
import { formatFigure, formatNumber, heading, markdownTable } from './table.js'

export interface Report {
  readonly markdown: string
  /** SVG by file name. */
  readonly plots: Readonly<Record<string, string>>
}

const ours = 'xunzhang'
/** A difference below this share is a draw. */
const draw = 0.03

/**
 * @param runs in order of time: where several answered a question, the last of them tells
 * @param plotFolder where the plots lie, seen from the Markdown file
 */
export function writeReport(runs: readonly Results[], plotFolder: string): Report {
  const plots: Record<string, string> = {}
  const told = questions.flatMap((question) => {
    const results = runs.findLast(({ figures }) => figures.some((figure) => figure.question === question.name))
    return results === undefined ? [] : [{ question, results }]
  })
  const figures = told.flatMap(({ question, results }) => figuresFor(question, results))
  const used = runs.filter((run) => told.some(({ results }) => results === run))
  const sections = told.map(({ question, results }) =>
    section(question, figuresFor(question, results), results, plotFolder, plots),
  )
  const parts = [intro(used), atAGlance(figures), ...sections, setups(figures), skipped(used)]
  return { markdown: `${parts.filter((part) => part !== '').join('\n\n')}\n`, plots }
}

const figuresFor = ({ name }: Question, { figures }: Results) => figures.filter(({ question }) => question === name)

function intro(runs: readonly Results[]): string {
  return [
    '# Benchmarks',
    'Written by `npm run bench:report` from results of `npm run bench`; nothing here is edited by hand. Medians, with half ' +
      'the distance from the smallest to the largest sample beside them. Every table has the command that repeats it. CPU ' +
      'seconds, not wall time, are what to compare: the machine was not idle.',
    ...runs.map(runFacts),
    [
      '- Your own run: `npm ci && npm run peers && npm run bench`, over `corpus/`; with `-- --data PATH` over your articles.',
      '- Two runs side by side: `npm run bench -- compare BEFORE.json AFTER.json` names what changed beyond noise.',
    ].join('\n'),
  ].join('\n\n')
}

function runFacts({ machine, data, runs, date, peers, figures }: Results): string {
  const asked = [...new Set(figures.map(({ question }) => question))]
  const versions = Object.entries(peers)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')
  return [
    `- Run of ${date.slice(0, 16).replace('T', ' ')}, commit ${machine.commit === '' ? 'unknown' : machine.commit}: ${asked.join(', ')}.`,
    `  - Machine: ${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}; load ${machine.load} at the start.`,
    `  - Collection: ${data.name}, ${data.articles} articles, ${formatNumber(data.bytes / 1e6)} MB of UTF-8; seed ${data.seed}; ${runs} builds of each.`,
    `  - Peers: ${versions === '' ? 'none' : versions}.`,
  ].join('\n')
}

/** The figures that people choose by, ours beside the best of the others. */
function atAGlance(figures: readonly Figure[]): string {
  const wanted = [
    ['build', 'CPU'],
    ['size', 'of the text'],
    ['search', 'right'],
    ['search', 'p50'],
    ['search', 'p99'],
    ['phrases', 'exact'],
    ['ranking', 'nDCG@10'],
    ['open', 'CPU'],
    ['memory', 'building'],
  ] as const
  const keeps = new Set(
    contenders.filter(({ storesText, findsPhrases }) => storesText && findsPhrases).map(({ name }) => name),
  )
  const lines = wanted.flatMap(([question, column]) => {
    const own = figures.filter((figure) => figure.question === question && figure.column === column)
    const mine = own.find(({ row }) => row === ours)
    if (mine === undefined) return []
    const best = (candidates: readonly Figure[]) => {
      const rivals = rivalsOf(questionNamed(question), candidates, figures)
      const sorted = rivals.sort((a, b) => (mine.better === 'lower' ? 1 : -1) * (median(a.samples) - median(b.samples)))
      return sorted[0] === undefined ? '' : `${formatFigure(sorted[0])} (${sorted[0].row})`
    }
    const { asks } = questionNamed(question)
    return [
      `| ${asks} ${heading(own, column)} | ${formatFigure(mine)} | ${best(own.filter(({ row }) => keeps.has(row)))} | ${best(own)} |`,
    ]
  })
  if (lines.length === 0) return ''
  const header = [
    '| | xunzhang | best that stores text and finds phrases | best of all |',
    '| --- | ---: | ---: | ---: |',
  ]
  return ['## At a glance', [...header, ...lines].join('\n')].join('\n\n')
}

const questionNamed = (name: string) => questions.find((question) => question.name === name)!

/** The peers' figures of one column, without those of peers whose answers are wrong too often to count. */
function rivalsOf({ name, counts }: Question, candidates: readonly Figure[], figures: readonly Figure[]): Figure[] {
  const right = (row: string) => {
    const figure = figures.find(
      (other) => other.question === name && other.row === row && other.column === counts?.column,
    )
    return figure === undefined ? Number.POSITIVE_INFINITY : median(figure.samples)
  }
  return candidates.filter(({ row, column, better }) => {
    if (row === ours || better === 'none' || !isPeer(row)) return false
    return counts === undefined || column === counts.column || right(row) >= counts.least
  })
}

const isPeer = (row: string) => contenders.some(({ name }) => row === name) || row.startsWith('grep')

function section(
  question: Question,
  figures: readonly Figure[],
  results: Results,
  folder: string,
  plots: Record<string, string>,
): string {
  const names = draws(question, figures, plots)
  const pictures = names.map((name) => `![${question.asks}](${folder}/${name})`)
  const command = results.command.replace(/^npm run bench --/, `npm run bench -- ${question.name}`).trim()
  return [
    `## ${question.asks}`,
    question.method,
    markdownTable(figures),
    ...pictures,
    verdict(question, figures),
    `\`${command}\``,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function draws(question: Question, figures: readonly Figure[], plots: Record<string, string>): string[] {
  if (question.name === 'scale') return drawGrowth(figures, plots)
  const { drawn } = question
  const own = figures.filter(({ column, samples }) => column === drawn && samples.length > 0)
  if (drawn === undefined || own.length < 2) return []
  const bars = own.map((figure) => ({
    name: figure.row,
    value: median(figure.samples),
    label: `${formatNumber(median(figure.samples))} ${figure.unit}`.trim(),
    isOurs: figure.row.startsWith(ours),
  }))
  const { better, unit } = own[0]!
  const direction = better === 'none' ? '' : `, ${better} is better`
  plots[`${question.name}.svg`] = barPlot(
    `${question.asks} ${drawn}${unit === '' ? '' : `, ${unit}`}${direction}`,
    bars,
  )
  return [`${question.name}.svg`]
}

function drawGrowth(figures: readonly Figure[], plots: Record<string, string>): string[] {
  const line = (column: string) => ({
    name: column,
    points: figures
      .filter((figure) => figure.column === column)
      .map((figure) => [Number(figure.row), median(figure.samples)] as const),
  })
  const draw = (name: string, title: string, unit: string, columns: readonly string[]): string[] => {
    const lines = columns.map(line).filter(({ points }) => points.length > 1)
    if (lines.length === 0) return []
    plots[name] = linePlot(title, 'articles', unit, lines)
    return [name]
  }
  return [
    ...draw('scale-cost.svg', 'Building: seconds', 's', ['build, CPU', 'build, wall', 'check, CPU']),
    ...draw('scale-memory.svg', 'Memory and size', 'MB', ['text', 'index', 'memory', 'searching']),
    ...draw('scale-latency.svg', 'Latency', 'ms', ['query p50', 'query p95', 'query p99', 'string p50', 'string p99']),
  ]
}

/** For each column: who is better than ours, and by how much; and who is next behind where nobody is. */
function verdict(question: Question, figures: readonly Figure[]): string {
  const columns = question.compared ?? [...new Set(figures.map(({ column }) => column))]
  const lines = columns.flatMap((column) => {
    const own = figures.filter((figure) => figure.column === column && figure.better !== 'none')
    const mine = own.find(({ row }) => row === ours)
    const rivals = rivalsOf(question, own, figures)
    if (mine === undefined || rivals.length === 0) return []
    return [`- ${heading(figures, column)}: ${rivalry(mine, rivals)}`]
  })
  const { counts } = question
  if (counts === undefined || lines.length === 0) return lines.join('\n')
  return [...lines, `- Times of engines under ${counts.least} % ${counts.column} are not compared.`].join('\n')
}

function rivalry(mine: Figure, rivals: readonly Figure[]): string {
  const lead = (rival: Figure) => {
    const [own, other] = [median(mine.samples), median(rival.samples)]
    return mine.better === 'lower' ? own / other : other / own
  }
  const name = (rival: Figure) => `${rival.row} (${formatNumber(lead(rival))} ×)`
  const ahead = rivals.filter((rival) => lead(rival) > 1 + draw).sort((a, b) => lead(b) - lead(a))
  const even = rivals.filter((rival) => Math.abs(lead(rival) - 1) <= draw)
  const behind = rivals.filter((rival) => lead(rival) < 1 - draw).sort((a, b) => lead(b) - lead(a))
  const parts = [
    ahead.length > 0 ? `**we lose** to ${ahead.map(name).join(', ')}` : '',
    even.length > 0 ? `even with ${even.map(({ row }) => row).join(', ')}` : '',
    behind.length > 0
      ? `ahead of ${behind.length === rivals.length ? 'all; next is ' : ''}${(behind.length === rivals.length ? behind.slice(0, 1) : behind).map((rival) => `${rival.row} (ours is ${formatNumber(1 / lead(rival))} × better)`).join(', ')}`
      : '',
  ]
  return `${parts.filter((part) => part !== '').join('; ')}.`
}

function setups(figures: readonly Figure[]): string {
  const rows = new Set(figures.map(({ row }) => row.replace(/ \(\d+ articles\)$/, '')))
  const lines = contenders
    .filter(({ name }) => rows.has(name))
    .map(({ name, setup, storesText, findsPhrases, isOnDisk }) => {
      const yes = (fact: boolean) => (fact ? 'yes' : 'no')
      return `| ${name} | ${setup} | ${yes(storesText)} | ${yes(findsPhrases)} | ${yes(isOnDisk)} |`
    })
  if (lines.length === 0) return ''
  return [
    '## How each is set up',
    'Texts and queries reach the peers NFKC-normalised and in lower case, so that none misses a string for its width; ' +
      'the truth is compared in the same form.',
    ['| | set-up | stores text | finds phrases | on disk |', '| --- | --- | --- | --- | --- |', ...lines].join('\n'),
  ].join('\n\n')
}

function skipped(runs: readonly Results[]): string {
  const lines = runs.flatMap(({ skipped: list }) => {
    return list.map(({ question, what, why }) => `- ${question === '' ? '' : `${question}: `}${what}: ${why}`)
  })
  return lines.length === 0 ? '' : ['## Not measured', [...new Set(lines)].join('\n')].join('\n\n')
}
