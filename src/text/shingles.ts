/**
 * A text as the set of its hashed shingles: every stretch of {@link shingleLength} units, without blanks and line
 * breaks, so that the layout makes no difference (Broder 1997).
 */
const shingleLength = 5
const blank = 0x20
const lineFeed = 0x0a

export interface Shingles {
  hashes: Uint32Array
  count: number
}

export function createShingles(): Shingles {
  return { hashes: new Uint32Array(1024), count: 0 }
}

/** Writes the hashes of all shingles, repeats included. Hot: one pass, no allocation unless the buffer grows. */
export function readShingles(units: Uint16Array, unitCount: number, out: Shingles): Shingles {
  if (out.hashes.length < unitCount) out.hashes = new Uint32Array(unitCount * 2)
  const { hashes } = out
  let count = 0
  let read = 0
  // The previous four units, the farthest first. A hash covers them and the current unit.
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  for (let at = 0; at < unitCount; at++) {
    const unit = units[at]!
    if (unit === blank || unit === lineFeed) continue
    if (++read >= shingleLength) {
      let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca77)
      hash ^= Math.imul(c, 0xc2b2ae3d) ^ Math.imul(d, 0x27d4eb2f) ^ Math.imul(unit, 0x165667b1)
      hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
      hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39)
      hashes[count++] = hash ^ (hash >>> 15)
    }
    a = b
    b = c
    c = d
    d = unit
  }
  out.count = count
  return out
}

export interface Overlap {
  /** Shared shingles as a share of those of both texts: 1 for equal texts. */
  readonly resemblance: number
  /** Shared shingles as a share of those of the shorter text. */
  readonly containment: number
}

export function overlapOf(a: ReadonlySet<number>, b: ReadonlySet<number>): Overlap {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  let shared = 0
  for (const hash of small) if (large.has(hash)) shared++
  return overlapOfCounts(a.size, b.size, shared)
}

export function overlapOfCounts(a: number, b: number, shared: number): Overlap {
  const [small, all] = [Math.min(a, b), a + b - shared]
  return { resemblance: all === 0 ? 0 : shared / all, containment: small === 0 ? 0 : shared / small }
}

export function shingleSet({ hashes, count }: Shingles): Set<number> {
  const set = new Set<number>()
  for (let i = 0; i < count; i++) set.add(hashes[i]!)
  return set
}
