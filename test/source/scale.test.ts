import { describe, expect, it } from 'vitest'
import { axes } from '../prove/readers/growing.js'
import { growth, measureAxis, mostTime, slowness } from '../prove/readers/scale.js'

/** A quadratic reader grows tenfold here; garbage collection and a busy machine make a linear one look like threefold. */
const mostGrowth = 5
/** Of what is kept while reading: trees and blocks of a page. */
const mostMemory = (bytes: number): number => 64 + (48 * bytes) / 2 ** 20

const slow = slowness()

describe('time and memory grow with a file alone', () => {
  it.each(axes)('$format: $axis', { timeout: 60_000 }, (axis) => {
    const steps = measureAxis(axis)
    const [, , last] = steps
    const size = axis.unpacked?.(axis.base * 1000) ?? last!.bytes
    expect(growth(steps)).toBeLessThan(mostGrowth)
    expect(last!.milliseconds).toBeLessThan(slow * mostTime(size, last!.articles))
    expect(last!.memoryMiB).toBeLessThan(mostMemory(size))
  })
})
