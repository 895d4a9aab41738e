/** Ways to change JSON: a value, a key, a place. */
import type { Random } from './random.js'

const names = [
  '../1.seg',
  '/etc/passwd',
  '1.seg\n',
  '1.seg\u0000',
  '..',
  '',
  '99999999999999999999.seg',
  '1.SEG',
  'write.lock',
  'manifest.json',
]
const numbers = [0, 1, -1, 0.5, 255, 2 ** 24, 2 ** 24 + 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53, 1e308, -0]
const others = [null, true, [], {}, [[]], '\u001b[2J', '__proto__', 'constructor', { name: '1.seg' }, ['a'], '\ud800']

function anyValue(value: unknown, random: Random): unknown {
  if (random.chance(0.05)) return deep
  if (typeof value === 'number' && random.chance(0.6)) return value + random.pick([-1, 1, 8])
  if (random.chance(0.5)) return random.pick<unknown>(typeof value === 'string' ? names : numbers)
  return random.pick([...names, ...numbers, ...others])
}

/** Stands for JSON that nests so deep that whoever walks it by recursion runs out of stack. */
const deep = 'nested without end'
const nested = `${'['.repeat(200_000)}1${']'.repeat(200_000)}`

interface Slot {
  readonly parent: Record<string, unknown>
  readonly key: string
}

function slotsOf(value: unknown): Slot[] {
  if (typeof value !== 'object' || value === null) return []
  const parent = value as Record<string, unknown>
  return Object.keys(parent).flatMap((key) => [{ parent, key }, ...slotsOf(parent[key])])
}

/**
 * Changes one value of a copy: sets it to another, removes it, or gives it another's place. What an earlier change has
 * nested too deep to be copied is replaced as a whole.
 */
export function changeValue<T>(original: T, random: Random): { value: T; how: string } {
  const value = copyOf(original)
  const slots = value === undefined ? [] : slotsOf(value)
  if (slots.length === 0) return { value: anyValue(value, random) as T, how: 'replace' }
  const { parent, key } = random.pick(slots)
  const how = random.pick(['set', 'set', 'set', 'remove', 'swap', 'repeat'])
  if (how === 'set') parent[key] = anyValue(parent[key], random)
  else if (how === 'remove') delete parent[key]
  else if (how === 'repeat' && Array.isArray(parent)) parent.push(structuredClone(parent[Number(key)]))
  else {
    const other = random.pick(slots)
    parent[key] = structuredClone(other.parent[other.key])
  }
  return { value: value!, how: `${how} ${key}` }
}

function copyOf<T>(value: T): T | undefined {
  try {
    return structuredClone(value)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

export function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode((JSON.stringify(value) ?? 'null').replaceAll(`"${deep}"`, nested))
}
