/** CPU time of another process while it runs; known on Linux alone. */
import { readFileSync } from 'node:fs'

const ticksPerSecond = 100

/** Seconds of user and system time so far. */
export function cpuSecondsOf(pid: number | string): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}
