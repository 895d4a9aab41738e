/** Ways to change bytes that a decoder has to see through. */
import type { Random } from './random.js'

type Change = (bytes: Uint8Array, random: Random) => Uint8Array

const words = [0, 1, 2, 127, 128, 255, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff]

const flip: Change = (bytes, random) => {
  for (let left = 1 + random.below(3); left > 0; left--) bytes[random.below(bytes.length)]! ^= 1 << random.below(8)
  return bytes
}

/** A count or an offset, as a number of four bytes: one more, one less, nothing, too much. */
const setWord: Change = (bytes, random) => {
  if (bytes.length < 4) return flip(bytes, random)
  const view = viewOf(bytes)
  const at = random.below(bytes.length >> 2) * 4
  const before = view.getUint32(at, true)
  const value = random.chance(0.4) ? before + random.pick([-1, 1, 8, -8, 65536]) : random.pick(words)
  view.setUint32(at, value >>> 0, true)
  return bytes
}

const swapWords: Change = (bytes, random) => {
  if (bytes.length < 8) return flip(bytes, random)
  const view = viewOf(bytes)
  const [a, b] = [random.below(bytes.length >> 2) * 4, random.below(bytes.length >> 2) * 4]
  const [first, second] = [view.getUint32(a, true), view.getUint32(b, true)]
  view.setUint32(a, second, true)
  view.setUint32(b, first, true)
  return bytes
}

/** A count as a byte: also the one that begins a file. */
const setByte: Change = (bytes, random) => {
  const at = random.chance(0.3) ? random.below(Math.min(8, bytes.length)) : random.below(bytes.length)
  const value = random.chance(0.5) ? bytes[at]! + random.pick([-1, 1]) : random.pick([0, 1, 0x7f, 0x80, 0xff])
  bytes[at] = value
  return bytes
}

/** A varint that goes on too long, or says the most that it can. */
const longVarint: Change = (bytes, random) => {
  const at = random.chance(0.3) ? 0 : random.below(bytes.length)
  const length = 1 + random.below(9)
  const filler = random.pick([0x80, 0xff])
  for (let i = at; i < Math.min(at + length, bytes.length); i++) bytes[i] = filler
  if (random.chance(0.5) && at + length < bytes.length) bytes[at + length] = random.pick([0, 1, 0x0f, 0x7f])
  return bytes
}

const fill: Change = (bytes, random) => {
  const at = random.below(bytes.length)
  return bytes.fill(random.pick([0, 0xff, 0x80]), at, at + 1 + random.below(random.chance(0.8) ? 32 : bytes.length))
}

const copyWithin: Change = (bytes, random) => {
  const from = random.below(bytes.length)
  return bytes.copyWithin(random.below(bytes.length), from, from + 1 + random.below(64))
}

const cut: Change = (bytes, random) =>
  bytes.slice(
    0,
    random.chance(0.5) ? bytes.length - 1 - random.below(Math.min(9, bytes.length)) : random.below(bytes.length),
  )

const lengthen: Change = (bytes, random) => {
  const longer = new Uint8Array(bytes.length + 1 + random.below(64)).fill(random.pick([0, 1, 0xff]))
  longer.set(bytes)
  return longer
}

const remove: Change = (bytes, random) => {
  const at = random.below(bytes.length)
  return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + random.below(4))])
}

const inPlace = { flip, setWord, swapWords, setByte, longVarint, fill, copyWithin }
const resizing = { cut, lengthen, remove }

/** @returns a copy, changed, and how */
export function changeBytes(bytes: Uint8Array, random: Random, keepsSize: boolean): { bytes: Uint8Array; how: string } {
  if (bytes.length === 0) return { bytes: keepsSize ? bytes : Uint8Array.of(random.below(256)), how: 'lengthen' }
  const changes = Object.entries(keepsSize ? inPlace : { ...inPlace, ...resizing })
  const [how, change] = random.pick(changes)
  return { bytes: change(bytes.slice(), random), how }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}
