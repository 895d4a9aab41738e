/** The interface of task runners, and the sizes that decide where a task runs. */
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { BuildTask, BuildTaskResult } from '../tasks/build-task.js'
import type { RetokenizeTask } from '../user-words/retokenize-task.js'
import type { MergeTask, MergeTaskResult } from '../tasks/tasks.js'
import type { PushTask, PushTaskResult } from '../push/push-task.js'

export interface TaskRunner {
  /** Announces `count` builds, so that threads start while the tasks are prepared. */
  expectBuilds(count: number): void
  build(task: BuildTask, onBytes: (bytes: number) => void): Promise<BuildTaskResult>
  /** As {@link build}, but in a worker thread if possible, because the task may end its thread. */
  buildApart(task: BuildTask): Promise<BuildTaskResult>
  merge(task: MergeTask): Promise<MergeTaskResult>
  /** @param open segments that this thread has open, see `runRetokenizeTask` */
  retokenize(task: RetokenizeTask, open: ReadonlyMap<string, SegmentReader>): Promise<MergeTaskResult>
  push(task: PushTask, onBytes: (bytes: number) => void): Promise<PushTaskResult>
  /** Ends running and waiting tasks; resolves when nothing runs any more. */
  close(): Promise<void>
}

/** Bytes of source, or of segments to merge, from which a task runs in a worker thread: about 0.2 s of work. */
export const largeTask = 1 << 20

/** A file of this many bytes that is read as a whole would keep a signal waiting too long. */
const longFile = 4 << 20

/** Whether a signal that arrives while a task runs is handled soon. */
export function stopsOften({ units }: BuildTask): boolean {
  return units.every(({ isLineWise, start, end }) => isLineWise || end - start < longFile)
}
