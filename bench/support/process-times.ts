/** CPU time and memory of a process while it runs; known on Linux alone. */
import { existsSync, readFileSync } from 'node:fs'

const ticksPerSecond = 100

/** Seconds of user and system time so far. */
export function cpuSecondsOf(pid: number | string): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

/** Largest resident memory so far; 0 where it isn't known. */
export function peakBytesOf(pid: number | string): number {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return 0
  return 1024 * Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? 0)
}

/** Resident memory without views of files; undefined where it isn't known. */
export function ownBytesOf(pid: number | string): number | undefined {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return undefined
  const sizes = readFileSync(file, 'utf8').matchAll(/^Rss(?:Anon|Shmem):\s+(\d+) kB$/gm)
  return 1024 * [...sizes].reduce((sum, [, size]) => sum + Number(size), 0)
}
