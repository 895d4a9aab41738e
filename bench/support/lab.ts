/** What the questions share in one run: the collection, the contenders, and what was measured already. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { contenders, missingPackages } from '../contenders/index.js'
import type { Contender } from '../contenders/contender.js'
import type { BenchData } from './data.js'
import type { AnswerOutcome, BuildOutcome } from './jobs.js'
import { runJob } from './processes.js'
import type { Figure, Skipped } from './results.js'

export interface LabOptions {
  /** Builds of each contender. */
  readonly runs: number
  /** Rounds of queries, after one to warm up. */
  readonly rounds: number
  /** Seconds for each kind of question to one contender. */
  readonly seconds: number
  readonly seed: number
  /** Sizes of the generated collections for the question `scale`. */
  readonly scale: readonly number[]
  /** Also start other benchmarks of bench/, as separate programs. */
  readonly programs: boolean
  readonly peers: boolean
  /** Peers whose names contain one of these; all if empty. */
  readonly only: readonly string[]
  /** Also rank the judged sets of the shared data. */
  readonly sets: boolean
  /** Where the runs of these sets are written as trec_eval reads them. */
  readonly trec?: string | undefined
}

export interface Lab {
  readonly data: BenchData
  readonly options: LabOptions
  /** A folder for temporary files; removed at the end. */
  readonly workspace: string
  readonly contenders: readonly Contender[]
  readonly skipped: Skipped[]
  /** How many articles of the collection a contender takes. */
  readonly most: (contender: Contender) => number
  /** Builds of every contender, `runs` times in turns; of a slow one once. Missing if it failed. */
  readonly builds: () => Promise<Builds>
  /** Every contender built at least once. */
  readonly ready: () => Promise<Builds>
  readonly answers: () => Promise<ReadonlyMap<Contender, AnswerOutcome>>
  /** Folder of a contender's last build. */
  readonly built: (contender: Contender) => string
  readonly skip: (question: string, what: string, why: string) => void
  readonly say: (line: string) => void
}

type Builds = ReadonlyMap<Contender, readonly BuildOutcome[]>

/** A build that takes longer is measured once. */
const patienceSeconds = 40

export function createLab(data: BenchData, options: LabOptions, workspace: string, say: (line: string) => void): Lab {
  const skipped: Skipped[] = []
  const skip = (question: string, what: string, why: string): void => void skipped.push({ question, what, why })
  const present = contenders.filter((contender, i) => {
    if (i > 0 && !isWanted(contender, options)) return false
    const missing = missingPackages(contender)
    if (missing.length > 0)
      skip('', contender.name, `not installed: ${missing.join(', ')}; "npm run peers" installs it`)
    return missing.length === 0
  })
  const folder = (contender: Contender) => join(workspace, `built-${contenders.indexOf(contender)}`)
  const most = (contender: Contender) => Math.min(contender.mostArticles ?? data.articles, data.articles)
  const outcomes = new Map<Contender, readonly BuildOutcome[]>()
  const failed = new Set<Contender>()
  const lab: Lab = {
    data,
    options,
    workspace,
    contenders: present,
    skipped,
    most,
    built: folder,
    skip,
    say,
    builds: () => buildUpTo(lab, options.runs, outcomes, failed),
    ready: () => buildUpTo(lab, 1, outcomes, failed),
    answers: once(() => answerAll(lab)),
  }
  return lab
}

const isWanted = ({ name }: Contender, { peers, only }: LabOptions) =>
  peers && (only.length === 0 || only.some((part) => name.includes(part)))

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}

async function buildUpTo(
  lab: Lab,
  runs: number,
  outcomes: Map<Contender, readonly BuildOutcome[]>,
  failed: Set<Contender>,
): Promise<Builds> {
  for (let run = 0; run < runs; run++) {
    for (const contender of lab.contenders) {
      const before = outcomes.get(contender) ?? []
      const isSlow = before.some(({ wallSeconds }) => wallSeconds > patienceSeconds)
      if (before.length > run || isSlow || failed.has(contender)) continue
      lab.say(`build ${run + 1}/${runs}: ${contender.name}`)
      try {
        outcomes.set(contender, [...before, await buildOne(lab, contender)])
      } catch (error) {
        failed.add(contender)
        lab.skip('build', contender.name, (error as Error).message)
      }
    }
  }
  return outcomes
}

function buildOne(lab: Lab, contender: Contender): Promise<BuildOutcome> {
  const dir = lab.built(contender)
  rmSync(dir, { recursive: true, force: true })
  const { file } = lab.data
  return runJob(lab.workspace, {
    kind: 'build',
    contender: contender.name,
    file,
    dir,
    most: lab.most(contender),
    save: true,
  })
}

async function answerAll(lab: Lab): Promise<Map<Contender, AnswerOutcome>> {
  const { options, workspace, data } = lab
  const outcomes = new Map<Contender, AnswerOutcome>()
  for (const contender of (await lab.ready()).keys()) {
    const most = lab.most(contender)
    const asked = join(workspace, `asked-${most}.json`)
    writeFileSync(asked, JSON.stringify(data.asked(most)))
    lab.say(`ask: ${contender.name}`)
    const { rounds, seconds } = options
    const dir = lab.built(contender)
    mkdirSync(dir, { recursive: true })
    try {
      const job = {
        kind: 'answer',
        contender: contender.name,
        file: data.file,
        dir,
        most,
        asked,
        rounds,
        seconds,
      } as const
      outcomes.set(contender, await runJob(workspace, job))
    } catch (error) {
      lab.skip('search', contender.name, (error as Error).message)
    }
  }
  return outcomes
}

/** Name of a contender in tables, with the number of articles if it didn't take all. */
export function rowName(lab: Lab, contender: Contender): string {
  const most = lab.most(contender)
  return most < lab.data.articles ? `${contender.name} (${most} articles)` : contender.name
}

/** Collects the figures of one question. */
export function figuresOf(question: string) {
  const figures: Figure[] = []
  const add = (
    row: string,
    column: string,
    unit: string,
    better: Figure['better'],
    samples: readonly number[],
  ): void => {
    if (samples.length > 0) figures.push({ question, row, column, unit, better, samples })
  }
  return { figures, add }
}
