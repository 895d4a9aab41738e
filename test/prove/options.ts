/** What `npm run prove` is asked for. */

export interface ProveArguments {
  readonly minutes: number
  /** The first seed; without one, the time of day chooses. */
  readonly seed: number
  /** One seed alone, with its story. */
  readonly isReplay: boolean
  readonly isPlanted: boolean
  /** The tests that draw a sample otherwise, with all they have. */
  readonly isTests: boolean
  /** Names of parts; all where there are none. */
  readonly parts: readonly string[]
}

export const usage = `npm run prove -- [--minutes N] [--seed N] [PART…]   prove for so long, from that seed on
npm run prove -- --seed N                          replay one seed of the simulator, and tell its story
npm run prove -- --planted                         plant faults, and count the seeds until each is found
npm run prove -- --tests                           run the tests that draw a sample in npm test, with all they have`

/** @throws Error with the usage */
export function readArguments(given: readonly string[], now: number): ProveArguments {
  const numbers = new Map<string, number>()
  const parts: string[] = []
  let [isPlanted, isTests] = [false, false]
  for (let at = 0; at < given.length; at++) {
    const word = given[at]!
    if (word === '--planted') isPlanted = true
    else if (word === '--tests') isTests = true
    else if (word === '--minutes' || word === '--seed') numbers.set(word, numberOf(given[++at]))
    else if (word.startsWith('-')) throw new Error(usage)
    else parts.push(word)
  }
  const [minutes, seed] = [numbers.get('--minutes'), numbers.get('--seed')]
  const isReplay = seed !== undefined && minutes === undefined && !isPlanted && !isTests
  return { minutes: minutes ?? 1, seed: seed ?? Math.floor(now / 1000), isReplay, isPlanted, isTests, parts }
}

function numberOf(text: string | undefined): number {
  const number = Number(text)
  if (text === undefined || !Number.isFinite(number) || number < 0) throw new Error(usage)
  return number
}
