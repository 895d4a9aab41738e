/** Runs cases in a process of their own: one that hangs or dies takes only this process along. */
import { ask, questions } from './questions.js'
import { runCase } from './run-case.js'
import { buildSample, removeSample } from './sample.js'

/** From its parent: the cases to run, one after the other. */
export interface Errand {
  readonly seed: number
  readonly count: number
}

const samples = [await buildSample('bigram'), await buildSample('native')]
process.on('exit', () => samples.forEach(removeSample))

const plainly = (work: () => Promise<unknown>): Promise<unknown> => work()
const answersOf = async (): Promise<string> =>
  JSON.stringify(await ask(samples[0]!.disk, questions, plainly), withoutTime)
const withoutTime = (key: string, value: unknown): unknown => (key === 'committed' ? '' : value)
const right = await answersOf()

/** After so many cases the untouched index is asked again: nothing of a forged one may be left in memory. */
const betweenLooks = 100

process.on('message', ({ seed, count }: Errand) => {
  void (async () => {
    for (let next = seed; next < seed + count; next++) {
      process.send!(await runCase(samples, next, { isTimed: true }))
      if (next % betweenLooks === 0 && (await answersOf()) !== right)
        process.send!({
          seed: next,
          milliseconds: 0,
          isTold: true,
          violations: ['another index answers differently since'],
        })
    }
    process.send!('done')
  })()
})
process.send!('ready')
