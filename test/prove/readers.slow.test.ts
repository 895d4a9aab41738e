import { describe, expect, it } from 'vitest'
import { readOne } from '../source/read.js'
import { createRandom } from './forged/random.js'
import { mixOf, proveReaders } from './readers.js'
import { keepCase } from './readers/keep-case.js'
import { makeInput } from './readers/mutate.js'
import { readInput } from './readers/read-case.js'
import { found } from './readers/found.js'
import { formats } from './readers/samples.js'
import { isFound, witness, witnessIn } from './readers/witness.js'
import { expectLinear } from '../support/growth.js'
import { volume } from '../support/volume.js'

it.each(found)('reads what was found before, $path: $what', { timeout: 60_000 }, async ({ path, make, size }) => {
  for (const isClean of [false, true]) {
    const prepare = (length: number) => {
      const bytes = Buffer.from(make(length))
      return () =>
        expect(readInput({ path, bytes, size: bytes.length }, isClean, false, false).violation).toBeUndefined()
    }
    if (size > 1) await expectLinear(prepare, size, size)
    const bytes = Buffer.from(make(size))
    expect(readInput({ path, bytes, size: bytes.length }, isClean, true, false).violation).toBeUndefined()
  }
})

const cases = volume(120, 10_000)
it.each([1, 4_711_000])('reads mutated files, from seed %i on', { timeout: 120_000 }, async (seed) => {
  const figures = await proveReaders({ seed, until: { cases }, isTimed: false })
  expect(figures.violations).toEqual([])
  expect(figures.cases).toBe(cases)
  expect(figures.articles).toBeGreaterThan(cases / 4)
  expect(figures.problems).toBeGreaterThan(cases / 10)
})

it('loses nothing of an index that holds the sound file', { timeout: 60_000 }, async () => {
  for (let seed = 1; seed <= volume(4, 12); seed++) expect(await keepCase(seed)).toBeUndefined()
})

it('makes the same file of a seed each time', () => {
  for (let seed = 1; seed < 50; seed++) expect(makeInput(createRandom(seed))).toEqual(makeInput(createRandom(seed)))
})

it.each(formats)('tells of every sentence that mutations hide in files of %s', { timeout: 120_000 }, async (format) => {
  const { silentSeeds } = await proveReaders({
    seed: 1,
    until: { cases: volume(12, 2000) },
    mix: mixOf(format),
    isTimed: false,
  })
  expect(silentSeeds).toEqual([])
})

it('looks for a sentence of mail in the part that is shown, as whoever decodes it reads it', () => {
  const html = (text: string): string => Buffer.from(`<p>${text}</p>`).toString('base64')
  const wanted = (packed: string): string | undefined => {
    const mail = `--b\nContent-Type: text/plain\n\n${witness}\n--b\nContent-Transfer-Encoding: base64\n\n${packed}\n--b--`
    return witnessIn([{ format: 'Mail', bytes: Buffer.from(mail) }])
  }
  expect(wanted(html(witness))).toBe(witness)
  expect(wanted(html('另一件事'))).toBe(witness)
  const changed = html(witness.replace('老人', '老叟'))
  expect(wanted(changed)).toBeUndefined()
  expect(wanted(`${changed.slice(0, 9)}-${changed.slice(9)}`)).toBeUndefined()
})

it('takes labels for a set of parts of a sentence, of which none may be missing', () => {
  const [first = '', second = ''] = witness.split('，')
  const tagged = (...tags: string[]): boolean => isFound(witness, [{ body: '桥', tags }])
  expect(tagged(second, '水文', first)).toBe(true)
  expect(tagged(first, '水文')).toBe(false)
  expect(isFound(witness, [{ body: `${second}，${first}`, tags: [] }])).toBe(false)
})

it('looks for a sentence in time that grows with the file alone', async () => {
  await expectLinear((size) => {
    const bytes = Buffer.from(`${'--b\n\n'.repeat(size)}${witness}\n--b--`)
    return () => expect(witnessIn([{ format: 'Mail', bytes }])).toBe(witness)
  }, 100_000)
})

describe('an error that a library throws after its answer', () => {
  it('costs no other file', () => {
    const [pdf, mailbox] = [210970745, 210970748].map((seed) => makeInput(createRandom(seed)))
    const read = ({ path, bytes }: { path: string; bytes: Uint8Array }): unknown[] => readOne(path, bytes).articles
    expect([read(pdf!), read(mailbox!), read(mailbox!)].map(({ length }) => length)).toEqual([0, 2, 2])
  })
})
