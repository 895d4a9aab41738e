/** What the steps of one push share. */
import type { ClusterClient } from '../../cluster/client.js'
import type { CollectionHead } from '../../cluster/head.js'
import type { HeldLease } from '../../cluster/push/lease.js'
import type { AnalyzerConfig } from '../../text/analyzers/analyzers.js'
import type { TaskRunner } from '../threads/runner.js'
import type { PushOptions } from '../types.js'

/** The part of a task runner that a push uses. */
export type PushRunner = Pick<TaskRunner, 'push' | 'close'>

export interface PushContext {
  readonly options: PushOptions
  readonly client: ClusterClient
  readonly analyzer: AnalyzerConfig
  /** The head that the last push wrote. */
  readonly head: CollectionHead
  /** The number of this push. */
  readonly generation: number
  readonly lease: HeldLease
  readonly runner: PushRunner
  /** `performance.now()` at the start. */
  readonly began: number
}

/** Sets the body length with which weights are computed, once in the collection's life. */
export async function withReference(context: PushContext, measure: () => number): Promise<PushContext> {
  if (context.head.reference > 0) return context
  const head = { ...context.head, reference: Math.max(1, Math.round(measure())) }
  await context.lease.change(head)
  return { ...context, head }
}
