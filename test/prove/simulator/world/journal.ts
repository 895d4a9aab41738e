/**
 * What happened in a run, as one number: every system call and every outcome goes into it, so two runs of a seed that
 * differ anywhere differ here. With a listener each line can be read.
 */

export interface Journal {
  note(line: string): void
  /** Of all lines so far. */
  digest(): string
  /** System calls and calls of the engine's doors. */
  readonly operations: { system: number; engine: number }
}

export function createJournal(listen?: (line: string) => void): Journal {
  let [low, high] = [0x811c9dc5 | 0, 0x9747b28c | 0]
  return {
    operations: { system: 0, engine: 0 },
    note: (line) => {
      for (let i = 0; i < line.length; i++) {
        low = Math.imul(low ^ line.charCodeAt(i), 0x01000193)
        high = Math.imul(high ^ line.charCodeAt(i), 0x5bd1e995)
      }
      high ^= low >>> 15
      listen?.(line)
    },
    digest: () => [low, high].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join(''),
  }
}
