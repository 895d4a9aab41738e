/** What Node and the page both do with a vault, so that their answers can be compared. */
import type { Engine } from '../../src/library/engine/index.js'

export interface Note {
  readonly name: string
  readonly content: string
}

export interface VaultReport {
  readonly readMs: number
  readonly buildMs: number
  readonly openMs: number
  /** From a key to hits and completions, of each key. */
  readonly keyMs: readonly number[]
  /** JSON of each answer but for its time. */
  readonly answers: readonly string[]
}

/** Types each text key by key. The first text only warms up. */
export async function askKeys(
  engine: Engine,
  typed: readonly string[],
): Promise<Pick<VaultReport, 'keyMs' | 'answers'>> {
  const keyMs: number[] = []
  const answers: string[] = []
  for (const [i, text] of typed.entries()) {
    for (let length = 1; length <= text.length; length++) {
      const began = performance.now()
      const { signal } = new AbortController()
      const { tookMs: _, ...found } = await engine.search(text.slice(0, length), { lenient: true, signal })
      const completions = await engine.complete(text.slice(0, length))
      if (i > 0) keyMs.push(performance.now() - began)
      answers.push(JSON.stringify([found, completions]))
    }
  }
  return { keyMs, answers }
}
