import { join } from 'node:path'
import { rmSync } from 'node:fs'
import { figuresOf, rowName, type Lab } from '../support/lab.js'
import { runCli } from '../support/processes.js'
import type { Question } from './question.js'

/** How fast an index is built. */
export const build: Question = {
  name: 'build',
  asks: 'How fast is an index built?',
  method:
    'Each contender builds from the same JSON Lines file in a fresh process on one thread, reading included. The contenders ' +
    'take turns, and one whose build takes over 40 s is built once. CPU seconds include all threads of the process, garbage ' +
    'collection and compilation, so a busy machine changes them little. `MB/s` means 10⁶ bytes of text per CPU second. The ' +
    'last rows are the program itself, startup included, on one thread and on two.',
  drawn: 'CPU',
  compared: ['CPU'],
  measure: async (lab) => {
    const { figures, add } = figuresOf('build')
    for (const [contender, outcomes] of await lab.builds()) {
      const row = rowName(lab, contender)
      const share = lab.most(contender) / lab.data.articles
      const megabytes = (share * lab.data.bytes) / 1e6
      add(
        row,
        'CPU',
        's',
        share === 1 ? 'lower' : 'none',
        outcomes.map(({ cpuSeconds }) => cpuSeconds),
      )
      add(
        row,
        'wall',
        's',
        share === 1 ? 'lower' : 'none',
        outcomes.map(({ wallSeconds }) => wallSeconds),
      )
      add(
        row,
        'articles/s',
        '1/s',
        'higher',
        outcomes.map(({ cpuSeconds }) => lab.most(contender) / cpuSeconds),
      )
      add(
        row,
        'text',
        'MB/s',
        'higher',
        outcomes.map(({ cpuSeconds }) => megabytes / cpuSeconds),
      )
      add(
        row,
        'ms/1000',
        'ms',
        'lower',
        outcomes.map(({ cpuSeconds }) => (cpuSeconds * 1e6) / lab.most(contender)),
      )
    }
    for (const jobs of [1, 2]) await measureProgram(lab, jobs, add)
    return figures
  },
}

async function measureProgram(lab: Lab, jobs: number, add: ReturnType<typeof figuresOf>['add']): Promise<void> {
  const dir = join(lab.workspace, `program-${jobs}`)
  const cpu: number[] = []
  const wall: number[] = []
  for (let run = 0; run < lab.options.runs; run++) {
    rmSync(dir, { recursive: true, force: true })
    lab.say(`build ${run + 1}/${lab.options.runs}: the program, ${jobs} thread${jobs === 1 ? '' : 's'}`)
    const used = await runCli(lab.workspace, ['index', lab.data.file, '--index', dir, '--json', '--jobs', `${jobs}`])
    cpu.push(used.cpuSeconds)
    wall.push(used.wallSeconds)
  }
  const row = `xunzhang index --jobs ${jobs}`
  add(row, 'CPU', 's', 'none', cpu)
  add(row, 'wall', 's', 'none', wall)
  add(
    row,
    'articles/s',
    '1/s',
    'none',
    cpu.map((seconds) => lab.data.articles / seconds),
  )
  add(
    row,
    'text',
    'MB/s',
    'none',
    cpu.map((seconds) => lab.data.bytes / 1e6 / seconds),
  )
  add(
    row,
    'ms/1000',
    'ms',
    'none',
    cpu.map((seconds) => (seconds * 1e6) / lab.data.articles),
  )
}
