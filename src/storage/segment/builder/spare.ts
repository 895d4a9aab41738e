/** The last builder, kept for the next batch of this thread: its buffers take most of a hundred megabytes. */
import type { Analyzer } from '../../../text/analysis/analysis.js'
import { clearBuilder, createSegmentBuilder, type SegmentBuilder } from './segment-builder.js'

const pool: { spare?: SegmentBuilder | undefined } = {}

/**
 * An empty builder; the kept one if it fits. A caller that fails discards the builder, because its state is unknown.
 * @param sourceBytes approximate size of the batch
 */
export function takeBuilder(analyzer: Analyzer, sourceBytes?: number): SegmentBuilder {
  const builder = pool.spare
  pool.spare = undefined
  if (builder?.analyzer !== analyzer) return createSegmentBuilder(analyzer, sourceBytes)
  clearBuilder(builder)
  return builder
}

/** Keeps a builder whose segment is written. */
export function keepBuilder(builder: SegmentBuilder): void {
  pool.spare = builder
}

/** Releases the memory. */
export function forgetBuilder(): void {
  pool.spare = undefined
}
