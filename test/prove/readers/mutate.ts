/** Changes to a file that keep most of its structure: what a reader of the format still follows. */
import type { Random } from '../forged/random.js'
import { pack, packings, samples } from './samples.js'
import type { Packing, Sample } from './samples.js'
import { wholeMembers, witnessIn } from './witness.js'

export interface Input {
  readonly path: string
  readonly bytes: Uint8Array
  /** Bytes of what stands in it, unpacked, where that is more. */
  readonly size: number
  /** A sentence of the sample that is left whole in it, unpacked, as text. */
  readonly witness?: string | undefined
}

export interface Mix {
  /** One format alone; all by turns of chance without it. */
  readonly format?: string | undefined
  /** One case in so many is large: it shows what takes more than linear time. */
  readonly largeOnes: number
}

const all: Mix = { largeOnes: 250 }
const largest = 120_000

export function makeInput(random: Random, mix = all): Input {
  const packing = packings.find(({ format }) => format === mix.format)
  const isAsked = ({ format, content }: Sample): boolean =>
    packing === undefined ? format === mix.format : typeof content === 'string'
  const sample = random.pick(mix.format === undefined ? samples : samples.filter(isAsked))
  const isLarge = random.below(mix.largeOnes) === 0
  const { path } = sample
  const plain =
    typeof sample.content === 'string' ? changeFile(sample, random, isLarge) : changeMembers(sample, random, isLarge)
  const isPacked = typeof sample.content === 'string' && mix.format === undefined && random.chance(0.06)
  const wanted = isPacked ? random.pick(packings) : packing
  return { path, ...plain, ...(wanted && packed(path, plain.bytes, wanted, random)) }
}

type Changed = Omit<Input, 'path'>

function changeFile(sample: Sample, random: Random, isLarge: boolean): Changed {
  const bytes = changeText(sample.content as string, sample, random, isLarge)
  return { bytes, size: bytes.length, witness: witnessOf(sample, [bytes]) }
}

function changeMembers(sample: Sample, random: Random, isLarge: boolean): Changed {
  const content = Object.entries(sample.content)
  const [wanted] = random.pick(content)
  const members = Object.fromEntries(
    content.map(([name, text]) => [
      name,
      name === wanted ? changeText(text, sample, random, isLarge) : Buffer.from(text),
    ]),
  )
  if (random.chance(0.05)) members[random.pick(['../a', 'o/a.xhtml', 'META-INF/container.xml'])] = Buffer.from(text())
  const size = Object.values(members).reduce((sum, { length }) => sum + length, 0)
  const bytes = pack(members, random.chance(0.5) ? 0 : 1)
  const archive = random.chance(0.15) ? changeBytes(bytes, random) : bytes
  return { bytes: archive, size, witness: witnessOf(sample, wholeMembers(archive, Object.values(members))) }
}

function packed(
  path: string,
  bytes: Uint8Array,
  { ending, pack }: Packing,
  random: Random,
): Pick<Input, 'path' | 'bytes'> {
  const whole = pack(bytes)
  return { path: path + ending, bytes: random.chance(0.5) ? changeBytes(whole, random) : whole }
}

function witnessOf({ format }: Sample, texts: readonly Uint8Array[]): string | undefined {
  return witnessIn(texts.map((bytes) => ({ format, bytes })))
}

const text = (): string => '<p>渡口</p>'

function changeText(original: string, sample: Sample, random: Random, isLarge: boolean): Uint8Array {
  let changed = original
  for (let left = 1 + random.below(4); left > 0; left--) changed = changeOnce(changed, sample, random)
  if (isLarge) changed = grow(changed, sample, random)
  const bytes = encode(changed, random)
  return random.chance(0.12) ? changeBytes(bytes, random) : bytes
}

function encode(text: string, random: Random): Buffer {
  return random.chance(0.02) ? Buffer.from(`\ufeff${text}`, 'utf16le') : Buffer.from(text)
}

function changeOnce(text: string, { tokens }: Sample, random: Random): string {
  const at = random.below(text.length + 1)
  const end = Math.min(text.length, at + 1 + random.below(random.chance(0.5) ? 4 : 60))
  const put = (middle: string, from = at, to = at): string => text.slice(0, from) + middle + text.slice(to)
  switch (random.below(9)) {
    case 0:
      return put('', at, end)
    case 1:
      return put(random.pick(tokens))
    case 2:
      return put(random.pick(tokens), at, end)
    case 3:
      return put(text.slice(at, end).repeat(1 + random.below(5)))
    case 4:
      return text.slice(0, end)
    case 5: {
      const from = random.below(text.length + 1)
      return put(text.slice(from, from + 1 + random.below(80)))
    }
    case 6:
      return put((random.pick(tokens) + random.pick(tokens)).repeat(1 + random.below(12)))
    case 7:
      return put(String(random.pick<number | string>([0, -1, 1e21, 99999999999, '9'.repeat(40), 0.1, 65536])), at, end)
    default: {
      const other = random.pick(samples).content
      const piece = typeof other === 'string' ? other : Object.values(other)[2]!
      const from = random.below(piece.length)
      return put(piece.slice(from, from + 1 + random.below(200)))
    }
  }
}

/** A piece of the text or of the grammar, or several, very often: before something, behind it, or around it. */
function grow(text: string, { tokens }: Sample, random: Random): string {
  const at = random.below(text.length + 1)
  const drawn = (): string => {
    const from = random.below(text.length)
    return random.chance(0.6) ? random.pick(tokens) : text.slice(from, from + 1 + random.below(30))
  }
  const piece = Array.from({ length: 1 + random.below(3) }, drawn).join('')
  const times = Math.ceil((1000 + random.below(largest)) / Math.max(1, piece.length * 2))
  const tail = random.chance(0.3) ? drawn().repeat(times) : ''
  return text.slice(0, at) + piece.repeat(times) + (random.chance(0.5) ? text.slice(at) : '') + tail
}

function changeBytes(original: Uint8Array, random: Random): Uint8Array {
  const bytes = Buffer.from(original)
  if (bytes.length === 0) return bytes
  for (let left = 1 + random.below(3); left > 0; left--) {
    const at = random.below(bytes.length)
    if (random.chance(0.5)) bytes[at]! ^= 1 << random.below(8)
    else bytes[at] = random.pick([0, 255, 10, 34, 60, 0x80, 127])
  }
  return random.chance(0.2) ? bytes.subarray(0, random.below(bytes.length)) : bytes
}
