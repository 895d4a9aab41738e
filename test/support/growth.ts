/**
 * What work costs, as a ratio: of one size to another, or to other work. The processor's time is counted, so that
 * other programs don't matter; a ratio, so that the machine doesn't; and what seems too much is measured again, longer.
 * Only here may a test decide by a clock.
 */
import { expect } from 'vitest'

export type Work = () => unknown

/** The sizes are so many times apart: a linear ratio is 8, a quadratic one 64. */
const apart = 8
const mostGrowth = 24
/** Milliseconds that each of the two is measured for, in one try after the other: shorter work is repeated. */
const patiently = [1, 4, 16, 64, 256]
/** For thousands of short runs. */
export const briefly = [0.02, 0.5, 10, 50, 250]
/** Where the small size takes less, fixed costs may hide how it grows, and larger ones are measured as well. */
const tellingMs = 1

/**
 * Expects that work takes time in proportion to its size, at `size` and an eighth of it, and at up to sixteen times
 * as much where that takes too little time to tell.
 * @param prepare makes the input, which is not measured, and returns the work
 * @param largest no larger sizes are measured, for example because they would be refused
 */
export async function expectLinear(prepare: (size: number) => Work, size: number, largest = 16 * size): Promise<void> {
  for (let large = size; large <= largest; large *= 4) {
    const [work, less] = [prepare(large), prepare(Math.max(1, Math.round(large / apart)))]
    await expectRatio(work, less, mostGrowth, `time of size ${large} to that of an eighth of it`)
    if ((await timeOf(less, tellingMs)) >= tellingMs) return
  }
}

/** Expects that work takes less than `most` times the time that other work takes. */
export async function expectRatio(work: Work, other: Work, most: number, what = 'ratio of times'): Promise<void> {
  expect(await ratioOf(work, other, most), what).toBeLessThan(most)
}

/**
 * For many runs of one kind: each is measured once, and again beside other work only where it seems to take too long.
 * @returns {@link expectRatio} with that other work
 */
export async function ratioGuard(other: Work, most: number): Promise<(work: Work, what: string) => Promise<void>> {
  const usual = await timeOf(other, patiently[2]!)
  return async (work, what) => {
    if ((await timeOf(work, 0)) >= most * usual) await expectRatio(work, other, most, what)
  }
}

/** How many times the time of other work it takes: the first try below `most`, or the least of all. */
export async function ratioOf(work: Work, other: Work, most: number, tries = patiently): Promise<number> {
  // Before it is measured, it is compiled and has loaded what it loads.
  await other()
  let least = Infinity
  for (const leastMs of tries) {
    least = Math.min(least, (await timeOf(work, leastMs)) / (await timeOf(other, leastMs)))
    if (least < most) break
  }
  return least
}

/** Of one run, the average of as many as it takes to measure for so long. */
async function timeOf(work: Work, leastMs: number): Promise<number> {
  const began = process.cpuUsage()
  for (let runs = 1; ; runs++) {
    await work()
    const { user, system } = process.cpuUsage(began)
    const time = (user + system) / 1000
    if (time >= leastMs) return time / runs
  }
}
