/** One forged index: everything that can be done with it, and whether all of it kept to the promises. */
import { isXunzhangError } from '../../../src/base/errors.js'
import type { XunzhangError } from '../../../src/base/errors.js'
import { ask, Broken, chooseQuestions, inspect, rewrite } from './questions.js'
import { createRandom } from './random.js'
import { forge } from './forge.js'
import type { Sample } from './sample.js'

export interface CaseOutcome {
  readonly seed: number
  /** Of the processor: other programs on the machine don't count. */
  readonly milliseconds: number
  /** Whether anything of it was refused. */
  readonly isTold: boolean
  readonly violations: readonly string[]
}

/** What an index may be refused for. A forged manifest may name another analyser, or a lexicon that isn't there. */
const expected = /^(INDEX_(DAMAGED|VERSION|ANALYZER)|INPUT_MISSING|LEXICON_INVALID|UNAVAILABLE|ARTICLE_MISSING)$/

/** A case takes some 30 ms. */
const longestCase = 4000
const mostMemory = 400 << 20

/** @param isTimed whether it is a violation to take long: not where a busy machine may decide, as in a test */
export async function runCase(
  samples: readonly Sample[],
  seed: number,
  { isTimed }: { readonly isTimed: boolean },
): Promise<CaseOutcome> {
  const random = createRandom(seed)
  const sample = samples[random.chance(0.8) ? 0 : 1]!
  const { disk, steps } = forge(sample, random)
  const violations: string[] = []
  let isTold = false
  const attempt = async (work: () => Promise<unknown>): Promise<unknown> => {
    try {
      return await work()
    } catch (error) {
      if (isXunzhangError(error) && expected.test(error.code) && isOneLine(error)) isTold = true
      else violations.push(describe(error))
      return undefined
    }
  }
  const began = process.cpuUsage()
  const before = process.resourceUsage().maxRSS
  const asked = chooseQuestions(random)
  await ask(disk, asked, attempt)
  if (random.chance(0.5)) isTold ||= !(await inspect(sample, disk, attempt))
  if (random.chance(0.3)) {
    const changed = disk.afterKill()
    const how = random.pick(['compact', 'update'] as const)
    await attempt(async () => {
      await rewrite(sample, changed, how)
      await ask(changed, asked, attempt)
    })
    if (changed.openHandles() > 0) violations.push(`${changed.openHandles()} handles left open by ${how}`)
  }
  const { user, system } = process.cpuUsage(began)
  const milliseconds = (user + system) / 1000
  if (disk.openHandles() > 0) violations.push(`${disk.openHandles()} handles left open`)
  if (isTimed && milliseconds > longestCase) violations.push(`took ${Math.round(milliseconds)} ms`)
  const memory = (process.resourceUsage().maxRSS - before) * 1024
  if (memory > mostMemory) violations.push(`took ${memory >> 20} MiB more`)
  return {
    seed,
    milliseconds,
    isTold,
    violations: violations.map((what) => `${what} [${sample.name}; ${steps.join('; ')}]`),
  }
}

/** But for what its place is called, which is shown as it is. */
const isOneLine = ({ message, where = '' }: XunzhangError): boolean => !message.replaceAll(where, '').includes('\n')

function describe(error: unknown): string {
  if (error instanceof Broken) return error.message
  if (!(error instanceof Error)) return `threw ${String(error)}`
  const [, ...stack] = (error.stack ?? '').split('\n')
  return `${error.name}: ${error.message.slice(0, 200)} ${stack
    .slice(0, 3)
    .map((line) => line.trim().replace(/\(.*\/(src|test)\//, '($1/'))
    .join(' ')}`
}
