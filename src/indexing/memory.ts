/** How many threads and how large a file a memory limit, in bytes, allows. */
import { availableParallelism } from 'node:os'
import { LIMITS } from '../source/limits.js'
import type { BuildOptions } from './types.js'

type Bounds = Pick<BuildOptions, 'jobs' | 'memory'>

const defaultMemory = 512 << 20
/** Memory of the main thread and shared data, and memory of each worker for a batch. */
const baseMemory = 160 << 20
const workerMemory = 160 << 20
/** Bytes of memory, at most, for each byte of a file while its text is read, cleaned and cut (docs/RELIABILITY.md). */
const memoryPerByte = 9

export function threadsFor({ jobs, memory = defaultMemory }: Bounds): number {
  const affordable = Math.floor((memory - baseMemory) / workerMemory)
  return Math.max(1, Math.min(jobs ?? availableParallelism(), affordable))
}

/** Bytes of the largest file of one article that is read. Without a memory limit, the general limit applies. */
export function mostArticleBytes({ memory }: Bounds): number {
  if (memory === undefined) return LIMITS.articleBytes
  const affordable = Math.max(memory - baseMemory, baseMemory / 4) / memoryPerByte
  return Math.min(LIMITS.articleBytes, Math.floor(affordable))
}
