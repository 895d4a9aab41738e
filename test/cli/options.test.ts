import { lineOf } from '../../src/base/fault.js'
import { english } from '../../src/base/sentences/index.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDistance, nearest } from '../../src/base/options/options.js'
import { parseArguments } from '../../src/fronts/cli/options.js'
import type { OptionTable } from '../../src/base/options/places.js'
import { flag, listOf, oneOf, size, textOf, textsOf, whole } from '../../src/base/options/spec.js'
import { isXunzhangError } from '../../src/base/errors.js'

const table = {
  limit: { ...whole(0, 100), or: ['all'], operand: 'numberOrAll', short: 'n' },
  count: { ...flag, short: 'c' },
  also: { ...textsOf('folder'), short: 'a' },
  format: oneOf(['text', 'json']),
  facet: listOf(['author', 'tag']),
  memory: size,
  index: textOf('folder'),
  json: flag,
} satisfies OptionTable

const parse = (...args: string[]) => parseArguments(args, table)

function complaint(...args: string[]): string {
  try {
    parse(...args)
  } catch (error) {
    if (isXunzhangError(error) && error.code === 'USAGE') return lineOf(error, english)
    throw error
  }
  throw new Error(`${args.join(' ')} was accepted`)
}

describe('arguments', () => {
  it('take values after a blank or an equals sign, options and operands in any order', () => {
    const { values, operands } = parse('银行', '--limit', '5', '--format=json', 'x', '-n', '7', '--json')
    expect(values).toEqual({ limit: 7, format: 'json', json: true })
    expect(operands).toEqual(['银行', 'x'])
  })

  it('are operands after "--", as is a single dash', () => {
    expect(parse('-', '--', '--limit', '-5').operands).toEqual(['-', '--limit', '-5'])
  })

  it('may be short ones written together, the value attached or not', () => {
    expect(parse('-n5').values.limit).toBe(5)
    expect(parse('-n=5').values.limit).toBe(5)
    expect(parse('-cn3', '银行')).toEqual({ values: { count: true, limit: 3 }, operands: ['银行'] })
    expect(parse('-cn', '3').values).toEqual({ count: true, limit: 3 })
    expect(parse('-nall').values.limit).toBe(Infinity)
    expect(complaint('-cx')).toMatch(/^unknown option -x\./)
    expect(complaint('-n')).toBe('--limit needs a value. Write --limit N|all.')
    expect(complaint('-n=')).toMatch(/^--limit is ""/)
  })

  it('add up where each counts', () => {
    expect(parse('-a', 'x', '--also=y', '-az').values.also).toEqual(['x', 'y', 'z'])
  })

  it('keep an equals sign inside a value', () => {
    expect(parse('--index=a=b').values.index).toBe('a=b')
  })

  it('read sizes with units', () => {
    expect(parse('--memory', '2G').values.memory).toBe(2 * 1024 ** 3)
    expect(parse('--memory', '1.5m').values.memory).toBe(1.5 * 1024 ** 2)
    expect(parse('--memory', '512MiB').values.memory).toBe(512 * 1024 ** 2)
  })

  it('read lists of choices', () => {
    expect(parse('--facet', 'tag, author').values.facet).toEqual(['tag', 'author'])
  })

  it('are refused in one line with the remedy', () => {
    expect(complaint('--limti', '5')).toBe('unknown option --limti. Did you mean --limit?')
    expect(complaint('--zzzzzzz')).toMatch(/^unknown option --zzzzzzz\. See --help/)
    expect(complaint('-5')).toMatch(/after "--"/)
    expect(complaint('--limit')).toBe('--limit needs a value. Write --limit N|all.')
    expect(complaint('--limit', 'ten')).toBe('--limit is "ten". Give a whole number from 0 to 100, or all.')
    expect(complaint('--limit=1e2')).toMatch(/whole number/)
    expect(complaint('--limit', '-1')).toMatch(/from 0 to 100/)
    expect(complaint('--limit', '101')).toMatch(/from 0 to 100/)
    expect(complaint('--format', 'jsn')).toBe('--format is "jsn". Did you mean json?')
    expect(complaint('--format', 'binary')).toBe('--format is "binary". Give one of text, json.')
    expect(complaint('--facet', 'tag,yaer')).toMatch(/Give one of author, tag/)
    expect(complaint('--memory', 'lots')).toMatch(/512M/)
    expect(complaint('--memory', '0')).toMatch(/512M/)
    expect(complaint('--json=yes')).toBe('--json takes no value. Write --json alone.')
    expect(complaint('--index=')).toBe('--index needs a value. Write --index DIR.')
    expect(complaint('--constructor')).toMatch(/unknown option --constructor/)
  })

  it('never throw anything but a usage error', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.string(), fc.constantFrom('--limit', '--', '-', '-n', '-cn', '-c=', '--json', '--facet=')),
        ),
        (args) => {
          try {
            parse(...args)
          } catch (error) {
            expect(isXunzhangError(error) && error.code === 'USAGE').toBe(true)
          }
        },
      ),
    )
  })
})

describe('nearest match', () => {
  it('finds slips of a finger and short forms, and leaves other words alone', () => {
    expect(nearest('serach', ['index', 'search', 'stats'])).toBe('search')
    expect(nearest('tokenise', ['tokenize', 'tui'])).toBe('tokenize')
    expect(nearest('stat', ['stats', 'show'])).toBe('stats')
    expect(nearest('托卡耶夫', ['search', 'tui'])).toBeUndefined()
    expect(nearest('x', ['tui', 'show'])).toBeUndefined()
  })

  it('measures a distance: 0 to itself, alike both ways, 1 for swapped neighbours', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(editDistance(a, a)).toBe(0)
        expect(editDistance(a, b)).toBe(editDistance(b, a))
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length))
      }),
    )
    expect(editDistance('index', 'idnex')).toBe(1)
  })
})
