/**
 * A zlib stream (RFC 1950) that stores bytes uncompressed. Written without zlib, which allocates half a MB of tables
 * for each stream: with 10,000 files that is noticeable.
 */
export function storedStream(content: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(content.length / mostStored))
  const out = new Uint8Array(2 + blocks * 5 + content.length + 4)
  out[0] = 0x78
  out[1] = 0x01
  let at = 2
  for (let block = 0; block < blocks; block++) {
    const part = content.subarray(block * mostStored, (block + 1) * mostStored)
    out[at] = block + 1 === blocks ? 1 : 0
    out.set([part.length & 255, part.length >>> 8, ~part.length & 255, (~part.length >>> 8) & 255], at + 1)
    out.set(part, at + 5)
    at += 5 + part.length
  }
  new DataView(out.buffer).setUint32(at, adler32(content))
  return out
}

/** Most bytes of a stored block: RFC 1951, 3.2.4. */
const mostStored = 0xffff

/** So many bytes can be added before the sums must be reduced to stay below 2³². */
const undivided = 5552

/** The checksum of RFC 1950. */
function adler32(content: Uint8Array): number {
  let [a, b] = [1, 0]
  for (let start = 0; start < content.length; start += undivided) {
    const end = Math.min(content.length, start + undivided)
    for (let i = start; i < end; i++) {
      a += content[i]!
      b += a
    }
    a %= 65521
    b %= 65521
  }
  return b * 65536 + a
}
