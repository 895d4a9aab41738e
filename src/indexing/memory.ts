/** What a bound of memory, in bytes, leaves for threads and for single files. */
import { availableParallelism } from 'node:os'
import { LIMITS } from '../source/limits.js'
import type { BuildOptions } from './types.js'

type Bounds = Pick<BuildOptions, 'jobs' | 'memory'>

const defaultMemory = 512 << 20
/** What the main thread and shared data take, and what one worker takes on top for a batch. */
const baseMemory = 160 << 20
const workerMemory = 160 << 20
/** What a text takes at most while it is read, cleaned and cut, for each byte of its file (docs/RELIABILITY.md). */
const memoryPerByte = 9

export function threadsFor({ jobs, memory = defaultMemory }: Bounds): number {
  const affordable = Math.floor((memory - baseMemory) / workerMemory)
  return Math.max(1, Math.min(jobs ?? availableParallelism(), affordable))
}

/** Bytes of the largest file of one article that is read; a bound that nobody gave leaves what every file may have. */
export function mostArticleBytes({ memory }: Bounds): number {
  if (memory === undefined) return LIMITS.articleBytes
  const affordable = Math.max(memory - baseMemory, baseMemory / 4) / memoryPerByte
  return Math.min(LIMITS.articleBytes, Math.floor(affordable))
}
