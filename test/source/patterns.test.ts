/**
 * No regular expression of the readers takes more than linear time: each is run on long strings of what its own loops
 * repeat, and on what leads to them. A run of blanks in a page must not cost the square of its length.
 */
import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { pumpsOf } from '../support/pattern.js'
import type { Pump } from '../support/pattern.js'
import { builtBy, literalsOf } from '../support/patterns-of.js'
import type { Found } from '../support/patterns-of.js'

const folder = new URL('../../src/source/', import.meta.url).pathname
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .sort()

/** The first that loads any module of the readers: only so is it seen what they build. */
const built = await builtBy(() => Promise.all(files.map((file) => import(`${folder}${file}`))), '/src/source/')
const { CAPTION_LINE, EMPTY_ALT } = await import('../../src/source/clean/rules/captions.js')
const { FOOT_RULES, HEAD_RULES, LINE_RULES, TAIL_RULES } = await import('../../src/source/clean/rules/index.js')

/** Units of the strings, the shorter ones first: what is exponential, or cubic, shows there, and would never end further on. */
const SIZES = [24, 200, 600, 1800, 5000, 10_000, 20_000, 40_000]
/** Milliseconds for 5,000 units that need no longer strings: the square of that takes twenty times as long. */
const QUICK = 0.5
/**
 * Microseconds for a unit, at most, on a busy machine. Bounded loops take some hundred steps for each unit; what is
 * quadratic takes 20,000 for each of 40,000, which is above this on any machine.
 */
const SLOWEST = 6

function time(pattern: RegExp, { prefix, piece }: Pump, size: number): number {
  const text = `${prefix}${piece.repeat(Math.ceil(size / piece.length))}\u0001`
  pattern.lastIndex = 0
  const start = performance.now()
  const cpu = process.cpuUsage()
  // A global pattern goes on behind each match.
  if (pattern.global) text.replace(pattern, '')
  else pattern.test(text)
  const elapsed = performance.now() - start
  // On a busy machine long runs wait for others; short ones take less than processor time is counted in.
  return elapsed < 20 ? elapsed : Math.min(elapsed, Math.max(20, process.cpuUsage(cpu).user / 1000))
}

function least(pattern: RegExp, pump: Pump, size: number): number {
  let best = Infinity
  for (let round = 0; round < 3; round++) best = Math.min(best, time(pattern, pump, size))
  return best
}

/** @returns what it did, where that is more than linear, too slow, or an overflow of the engine's stack */
function complaint(pattern: RegExp, pump: Pump): string | undefined {
  const what = `${JSON.stringify(pump.prefix.slice(0, 30))} + ${JSON.stringify(pump.piece.slice(0, 30))} × n`
  try {
    for (const size of SIZES) {
      if (size === 5000 && (time(pattern, pump, size) < QUICK || least(pattern, pump, size) < QUICK)) return undefined
      const most = Math.max(QUICK, (SLOWEST * size) / 1000)
      if (time(pattern, pump, size) < most || least(pattern, pump, size) < most) continue
      return `${what}: ${least(pattern, pump, size).toFixed(1)} ms for ${size} units`
    }
    return undefined
  } catch (error) {
    return `${what}: ${String(error)}`
  }
}

function complaints({ where, pattern }: Found): string[] {
  for (const pump of pumpsOf(pattern)) {
    const found = complaint(pattern, pump)
    if (found !== undefined) return [`${where} /${pattern.source.slice(0, 100)}/: ${found}`]
  }
  return []
}

describe('the check itself', () => {
  it.each([
    ['blanks before a sign that does not come', /\s*[[【（(]\s*(?:复制链接|编辑)[)）]/g],
    ['two loops over the same', /作者\s*\s*[:：]/],
    ['two loops in a row', /^a*a*b/],
    ['a loop of loops', /^(?:a+)+b/],
    ['a run that ends where nothing follows', /[\s、]+编辑$/],
  ])('finds %s', (_name, pattern) => {
    expect(complaints({ where: 'here', pattern })).not.toEqual([])
  })
  it.each([
    ['an anchored run', /^\s*作者/],
    ['a bounded one', /\s{0,3}编辑/],
    ['words', /^(?:来源|作者)[:：]/],
  ])('has nothing against %s', (_name, pattern) => {
    expect(complaints({ where: 'here', pattern })).toEqual([])
  })
})

/** Rules look at no longer lines, so that what counts is what the longest of them takes. */
const PER_UNIT = 0.01
const LINE_RULES_AND_OTHERS = [
  ...[LINE_RULES, TAIL_RULES, HEAD_RULES, FOOT_RULES].flatMap((set) => set.all),
  { name: 'captions', pattern: CAPTION_LINE, longest: 220 },
  { name: 'texts of images that say nothing', pattern: EMPTY_ALT, longest: 220 },
]

describe('every rule takes a few microseconds for each unit of the longest line it looks at', () => {
  it.each(LINE_RULES_AND_OTHERS)('$name', ({ pattern, longest }) => {
    const most = PER_UNIT * longest
    const slow = pumpsOf(pattern).filter(
      (pump) =>
        pump.prefix.length < longest && time(pattern, pump, longest) > most && least(pattern, pump, longest) > most,
    )
    expect(slow).toEqual([])
  })
})

describe('every regular expression of the readers is linear', () => {
  const isRule = (where: string): boolean => where.includes('clean/rules/')
  it('there are many of them', () => {
    expect(built.length).toBeGreaterThan(10)
    expect(files.flatMap((file) => literalsOf(folder + file)).length).toBeGreaterThan(250)
  })
  it.each(files.filter((file) => !file.startsWith('clean/rules/')))('%s', { timeout: 120_000 }, (file) => {
    expect(literalsOf(folder + file).flatMap(complaints)).toEqual([])
  })
  it('those put together of parts', { timeout: 120_000 }, () => {
    expect(built.filter(({ where }) => !isRule(where)).flatMap(complaints)).toEqual([])
  })
})
