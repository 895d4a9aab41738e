import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { openLexicon, PagedLexicon } from '../../src/text/lexicon/index.js'
import { buildLexicon } from '../../src/text/lexicon/overlay.js'
import { createQueryTokenizer, createNativeTokenizer } from '../../src/text/tokenizers/native.js'
import type { Tokenizer } from '../../src/text/analysis/tokenizer.js'
import { builtLexiconBytes, unitsOf, wordOf } from './support.js'
import { hanText } from './texts.js'

let bytes: Uint8Array
let native: Tokenizer
beforeAll(async () => {
  bytes = await builtLexiconBytes()
  native = createNativeTokenizer(openLexicon(bytes))
})

/** A tokenizer on a file, and how many bytes of it were read so far. */
function openCounted(file: Uint8Array): { readonly tokenizer: Tokenizer; readonly read: () => number } {
  let count = 0
  const partial = new PagedLexicon(file.length, (into, position) => {
    into.set(file.subarray(position, position + into.length))
    count += into.length
  })
  return { tokenizer: createQueryTokenizer(partial), read: () => count }
}

function cutsOf(tokenizer: Tokenizer, run: string): readonly number[] {
  const [ends, ids] = [new Int32Array(run.length), new Int32Array(run.length)]
  const count = tokenizer.cut(unitsOf(run), 0, run.length, ends, ids, 0)
  return [...ends.subarray(0, count), ...ids.subarray(0, count)]
}

describe('the frugal tokenizer', () => {
  it('cuts as the native one does, from the first text to the one that has it read everything', () => {
    const holds = (runs: readonly string[]): void => {
      const { tokenizer } = openCounted(bytes)
      for (const run of runs) expect(cutsOf(tokenizer, run)).toEqual(cutsOf(native, run))
    }
    fc.assert(fc.property(fc.array(hanText(40), { minLength: 1, maxLength: 30 }), holds), { numRuns: 60 })
  })

  it('reads a fifteenth of the lexicon for a query', () => {
    const { tokenizer, read } = openCounted(bytes)
    expect(cutsOf(tokenizer, '研究生命起源')).toEqual(cutsOf(native, '研究生命起源'))
    expect(read()).toBeLessThan(bytes.length / 15)
  })

  it('reads everything once, for many texts as for their words', () => {
    const cutting = openCounted(bytes)
    for (let i = 0; i < 1000; i++) cutsOf(cutting.tokenizer, '研究生命起源')
    expect(cutting.read()).toBeLessThan(bytes.length * 1.1)
    const spelling = openCounted(bytes)
    expect(wordOf(spelling.tokenizer, 7)).toBe(wordOf(native, 7))
    expect(spelling.tokenizer.spellings).toEqual(native.spellings)
    expect(spelling.read()).toBeLessThan(bytes.length * 1.1)
  })

  it('has the same id, and works on an empty lexicon', () => {
    expect(openCounted(bytes).tokenizer.id).toBe(native.id)
    expect(cutsOf(openCounted(buildLexicon([])).tokenizer, '中国')).toEqual([1, 2, -1, -1])
  })

  it('says what is wrong with a file that is none', () => {
    expect(() => openCounted(bytes.subarray(0, 10))).toThrow('not a compiled lexicon')
    expect(() => openCounted(bytes.subarray(0, 1000))).toThrow('the compiled lexicon has 1000 bytes')
  })
})
