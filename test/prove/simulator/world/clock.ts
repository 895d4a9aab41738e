/** Time as the simulated machine tells it: it moves with what is done, and jumps where a fault says so. */

export interface Clock {
  /** Milliseconds since 1970, as files and `Date` know them. */
  now(): number
  /** Milliseconds since the machine started; never falls. */
  uptime(): number
  /** What was done took so long. */
  pass(milliseconds: number): void
  /** Someone set the clock. */
  jump(milliseconds: number): void
}

export function createClock(start: number): Clock {
  let [uptime, offset] = [0, start]
  return {
    now: () => offset + uptime,
    uptime: () => uptime,
    pass: (milliseconds) => {
      uptime += milliseconds
    },
    jump: (milliseconds) => {
      offset += milliseconds
    },
  }
}
