/**
 * Sizes that would take megabytes to pass, made small, so that a few small articles cross every border: of pages, of
 * buffers, of batches, of tiers. Nothing else of the program is other than it is shipped.
 */
import type { Replacement } from './replacement.js'

export const smallScale: readonly Replacement[] = [
  { file: 'tail.ts', from: 'const bufferSize = 1 << 18', to: 'const bufferSize = 1 << 11' },
  { file: 'tail.ts', from: 'export const pageSize = 8192', to: 'export const pageSize = 256' },
  { file: 'line-diff.ts', from: 'const chunkSize = 1 << 20', to: 'const chunkSize = 1 << 6' },
  { file: 'batches.ts', from: 'export const batchBytes = 12 << 20', to: 'export const batchBytes = 1500' },
  { file: 'batches.ts', from: 'Math.max(1 << 16, target - bytes)', to: 'Math.max(60, target - bytes)' },
  { file: 'policy.ts', from: 'export const mergeFactor = 8', to: 'export const mergeFactor = 3' },
  { file: 'policy.ts', from: 'const smallestTier = 1 << 18', to: 'const smallestTier = 3 << 10' },
  // Small segments would be rewritten after every second deletion.
  { file: 'policy.ts', from: 'const tolerableDeletes = 0.3', to: 'const tolerableDeletes = 0.7' },
  // Rooms that grow where they must: most of a run would be spent on clearing them.
  { file: 'writer.ts', from: 'groups = createByteWriter(65536)', to: 'groups = createByteWriter(256)' },
  { file: 'writer.ts', from: 'blocks = createByteWriter(65536)', to: 'blocks = createByteWriter(256)' },
  { file: 'segment-builder.ts', from: 'createByteWriter(1 << 16)', to: 'createByteWriter(1 << 8)' },
  { file: 'segment-builder.ts', from: 'const leastRoom = 1 << 16', to: 'const leastRoom = 1 << 8' },
  { file: 'writer.ts', from: 'const textsAtOnce = 1 << 17', to: 'const textsAtOnce = 1 << 9' },
  { file: 'entry.ts', from: 'const atOnce = 1 << 17', to: 'const atOnce = 1 << 9' },
  { file: 'codec.ts', from: 'export const blockSize = 128', to: 'export const blockSize = 4' },
]
