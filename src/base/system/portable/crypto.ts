/** SHA-1 (RFC 3174) without Node and without waiting: browsers compute it only asynchronously. */

/** The digest as a string of 20 bytes, as Node's `hash('sha1', bytes, 'binary')` returns it. */
export function hash(...[, bytes]: readonly [name: 'sha1', bytes: Uint8Array, as: 'binary']): string {
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0)
  const padded = new Uint8Array(((bytes.length + 72) >>> 6) << 6)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n)
  const words = new Int32Array(80)
  for (let at = 0; at < padded.length; at += 64) addBlock(state, words, view, at)
  return Array.from(state, (word) =>
    String.fromCharCode(word >>> 24, (word >>> 16) & 0xff, (word >>> 8) & 0xff, word & 0xff),
  ).join('')
}

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by))

/** @param words scratch, for 80 words */
function addBlock(state: Int32Array, words: Int32Array, view: DataView, at: number): void {
  for (let i = 0; i < 16; i++) words[i] = view.getInt32(at + 4 * i)
  for (let i = 16; i < 80; i++) words[i] = rotate(words[i - 3]! ^ words[i - 8]! ^ words[i - 14]! ^ words[i - 16]!, 1)
  let [a, b, c, d, e] = state as unknown as [number, number, number, number, number]
  for (let i = 0; i < 80; i++) {
    const next = (rotate(a, 5) + mixed(i, b, c, d) + e + words[i]!) | 0
    e = d
    d = c
    c = rotate(b, 30)
    b = a
    a = next
  }
  for (const [i, word] of [a, b, c, d, e].entries()) state[i]! += word
}

function mixed(step: number, b: number, c: number, d: number): number {
  if (step < 20) return ((b & c) | (~b & d)) + 0x5a827999
  if (step < 40) return (b ^ c ^ d) + 0x6ed9eba1
  if (step < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
  return (b ^ c ^ d) + 0xca62c1d6
}
