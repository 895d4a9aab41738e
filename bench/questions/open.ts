import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FirstOutcome } from '../support/jobs.js'
import { figuresOf, rowName, type Lab } from '../support/lab.js'
import { childFile, runCli, runNode, runTimed, type Used } from '../support/processes.js'
import { comparable, readArticles, wholeText } from '../support/texts.js'
import type { Question } from './question.js'

const leastRuns = 7

/** How long the first answer takes, from a cold start. */
export const open: Question = {
  name: 'open',
  asks: 'How long until the first answer, from a cold start?',
  method:
    'A new process each time: Node starts, the index is opened (or read back into memory), one query is answered, the ' +
    "process ends. The files are in the page cache. `opening` is the library's own share. Peers are started by a few lines " +
    'of code; ours is the real program. `node -e 0` is the lower bound. Every process, including that one, also loads the ' +
    'code that measures its CPU time, which takes about 10 ms.',
  drawn: 'CPU',
  compared: ['CPU', 'opening', 'first query'],
  measure: async (lab) => {
    const { figures, add } = figuresOf('open')
    const { log } = lab.data.asked(lab.data.articles)
    const query = [...log].sort((a, b) => b.ids.length - a.ids.length)[0]?.query ?? '的'
    const builds = await lab.ready()
    const ours = [...builds.keys()][0]!
    const record = (row: string, isComparable: boolean, used: readonly Used[]): void => {
      add(
        row,
        'wall',
        'ms',
        'none',
        used.map(({ wallSeconds }) => wallSeconds * 1000),
      )
      add(
        row,
        'CPU',
        'ms',
        isComparable ? 'lower' : 'none',
        used.map(({ cpuSeconds }) => cpuSeconds * 1000),
      )
    }
    lab.say('cold start: the program')
    record('node -e 0', false, await repeat(lab, () => runNode(lab.workspace, ['-e', '0'])))
    record(
      'xunzhang',
      true,
      await repeat(lab, () => runCli(lab.workspace, ['search', query, '--index', lab.built(ours)])),
    )
    for (const [contender, outcomes] of builds) {
      if (outcomes.every(({ diskBytes }) => diskBytes === undefined) || readdirSync(lab.built(contender)).length === 0)
        continue
      if (contender.isProgram === true) {
        lab.skip('open', contender.name, 'not here: another process starts it, whose start would be measured')
        continue
      }
      lab.say(`cold start: ${contender.name}`)
      const file = join(lab.workspace, 'first.json')
      const job = { kind: 'first', contender: contender.name, file: '', dir: lab.built(contender), most: 0, query }
      writeFileSync(file, JSON.stringify(job))
      const used = await repeat(lab, () => runNode(lab.workspace, [childFile(), file]))
      const row = contender === ours ? 'xunzhang' : rowName(lab, contender)
      if (contender !== ours) record(row, true, used)
      const firsts = used.map(({ stdout }) => JSON.parse(stdout) as FirstOutcome)
      add(
        row,
        'opening',
        'ms',
        'lower',
        firsts.map(({ openMs }) => openMs),
      )
      add(
        row,
        'first query',
        'ms',
        'lower',
        firsts.map(({ queryMs }) => queryMs),
      )
    }
    measureGrep(lab, query, add)
    return figures
  },
}

/** Runs once to fill the page cache, then often; a trial run only once. */
async function repeat({ options }: Lab, start: () => Promise<Used>): Promise<Used[]> {
  if (options.runs === 1) return [await start()]
  await start()
  const used: Used[] = []
  for (let run = 0; run < Math.max(leastRuns, options.runs); run++) used.push(await start())
  return used
}

function measureGrep(lab: Lab, query: string, add: ReturnType<typeof figuresOf>['add']): void {
  const file = join(lab.workspace, 'cold.txt')
  const lines = Array.from(readArticles(lab.data.file), (article) =>
    comparable(wholeText(article)).replace(/[\r\n]+/g, ' '),
  )
  writeFileSync(file, `${lines.join('\n')}\n`)
  const word = comparable(query).split(' ')[0]!
  const runs = Array.from({ length: leastRuns }, () => runTimed('grep', ['-c', '-F', word, file]))
  if (runs.every(({ status }) => status !== 0)) return
  add(
    'grep, one word, no ranking',
    'wall',
    'ms',
    'none',
    runs.map(({ wallMs }) => wallMs),
  )
  add(
    'grep, one word, no ranking',
    'CPU',
    'ms',
    'lower',
    runs.map(({ cpuMs }) => cpuMs),
  )
}
