/** The last builder, kept for the next batch of this thread: its buffers are most of a hundred megabytes. */
import type { Analyzer } from '../../text/analysis.js'
import { clearBuilder, createSegmentBuilder } from './segment-builder.js'
import type { SegmentBuilder } from './segment-builder.js'

let spare: SegmentBuilder | undefined

/** Rooms for larger batches grow as they fill. */
const leastRoom = 1 << 16
const largestRoom = 16 << 20

/**
 * An empty builder, the kept one where it fits. Who fails with it keeps it not: nobody knows in which state it is.
 * @param sourceBytes of the batch, about
 */
export function takeBuilder(analyzer: Analyzer, sourceBytes = 0): SegmentBuilder {
  const builder = spare
  spare = undefined
  if (builder?.analyzer !== analyzer)
    return createSegmentBuilder(analyzer, Math.min(Math.max(sourceBytes, leastRoom), largestRoom))
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
