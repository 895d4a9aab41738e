import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { pack, packedPath, parseDictionary, unpack } from '../../scripts/build-data/pack-lexicon.js'
import { normalize } from '../../src/text/normalize.js'
import { createNativeTokenizer } from '../../src/text/tokenizers/native.js'
import { sharedData } from '../support/shared-data.js'
import { volume } from '../support/volume.js'
import { builtLexicon, cut, loadJieba, WITHOUT_JIEBA } from './support.js'

const jieba = loadJieba()
const crud = sharedData('crud')
const missing = jieba === undefined ? WITHOUT_JIEBA : crud === undefined ? 'the news of shared/data are not here' : ''

describe.skipIf(jieba === undefined)(
  `the packed lexicon${jieba === undefined ? ` (skipped: ${WITHOUT_JIEBA})` : ''}`,
  () => {
    it("holds the words and frequencies of nodejieba's dictionary, no others", () => {
      expect(unpack(readFileSync(packedPath))).toEqual(parseDictionary(readFileSync(jieba!.DEFAULT_DICT, 'utf8')))
    })
  },
)

it('unpacks what was packed', () => {
  const words = new Map([
    ['中国', 3],
    ['人民', 3],
    ['T恤', 7],
  ])
  expect(unpack(pack(words))).toEqual(words)
})

const news = volume(500, 2000)

describe.skipIf(missing !== '')(`cuts of ${news} news${missing === '' ? '' : ` (skipped: ${missing})`}`, () => {
  it('are those of nodejieba with the same dictionary and without its hidden Markov model, 99.9 words of 100', async () => {
    const none = join(mkdtempSync(join(tmpdir(), 'xunzhang-')), 'user.utf8')
    writeFileSync(none, '')
    jieba!.load({ userDict: none })
    const tokenizer = createNativeTokenizer(await builtLexicon())
    let words = 0
    let same = 0
    for (const run of runsOf(news)) {
      const theirs = jieba!.cut(run, false)
      const ours = new Set(spans(cut(tokenizer, normalize(run).text)))
      words += theirs.length
      for (const span of spans(theirs)) if (ours.has(span)) same++
    }
    expect(words).toBeGreaterThan(250 * news)
    expect(same / words).toBeGreaterThan(0.999)
  })
})

function* runsOf(count: number): Iterable<string> {
  const lines = gunzipSync(readFileSync(join(crud!, 'corpus.jsonl.gz')))
    .toString()
    .split('\n', count)
  for (const line of lines) yield* (JSON.parse(line) as { text: string }).text.match(/\p{Script=Han}+/gu) ?? []
}

/** Where each word lies, as "start end"; surrogate pairs aside, normalising a run of Han keeps every place. */
function spans(words: readonly string[]): string[] {
  let at = 0
  return words.map((word) => `${at} ${(at += word.length)}`)
}
