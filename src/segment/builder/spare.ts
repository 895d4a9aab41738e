/** The last builder, kept for the next batch of this thread: its buffers are most of a hundred megabytes. */
import type { Analyzer } from '../../text/analysis.js'
import { clearBuilder, createSegmentBuilder } from './segment-builder.js'
import type { SegmentBuilder } from './segment-builder.js'

let spare: SegmentBuilder | undefined

/**
 * An empty builder, the kept one where it fits. Who fails with it keeps it not: nobody knows in which state it is.
 * @param sourceBytes of the batch, about
 */
export function takeBuilder(analyzer: Analyzer, sourceBytes?: number): SegmentBuilder {
  const builder = spare
  spare = undefined
  if (builder?.analyzer !== analyzer) return createSegmentBuilder(analyzer, sourceBytes)
  clearBuilder(builder)
  return builder
}

/** Keeps a builder whose segment is written. */
export function keepBuilder(builder: SegmentBuilder): void {
  spare = builder
}

/** Gives the memory back. */
export function forgetBuilder(): void {
  spare = undefined
}
