/** What runs tasks, and how large they are. */
import type { SegmentReader } from '../../segment/reader.js'
import type { BuildTask, BuildTaskResult } from '../tasks/build-task.js'
import type { RecutTask } from '../taught/recut-task.js'
import type { MergeTask, MergeTaskResult } from '../tasks/merge-task.js'
import type { PushTask, PushTaskResult } from '../push/push-task.js'

export interface TaskRunner {
  /** So many builds are about to come: threads start while they are made ready. */
  expectBuilds(count: number): void
  build(task: BuildTask, onBytes: (bytes: number) => void): Promise<BuildTaskResult>
  /** As {@link build}, in a worker thread where there are any: the task may end the thread that does it. */
  buildApart(task: BuildTask): Promise<BuildTaskResult>
  merge(task: MergeTask): Promise<MergeTaskResult>
  /** @param open segments that this thread has open: `runRecutTask` */
  recut(task: RecutTask, open: ReadonlyMap<string, SegmentReader>): Promise<MergeTaskResult>
  push(task: PushTask, onBytes: (bytes: number) => void): Promise<PushTaskResult>
  /** Ends what runs and what waits; resolves when nothing runs any more. */
  close(): Promise<void>
}

/** Bytes of source, or of segments to merge, from which on a task goes to a worker thread: about 0.2 s of work. */
export const largeTask = 1 << 20

/** Bytes of a file that is read as a whole, from which on a signal would wait too long for its end. */
const longFile = 4 << 20

/** Whether a signal sent while a task runs is heard soon. */
export function stopsOften({ units }: BuildTask): boolean {
  return units.every(({ isLineWise, start, end }) => isLineWise || end - start < longFile)
}
