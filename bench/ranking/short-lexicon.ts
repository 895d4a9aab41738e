/**
 * What a shorter lexicon costs in quality: `npx tsx bench/ranking/short-lexicon.ts [GENRE…] [--words 60000]`. For judged
 * collections of shared/data: nDCG@10 of an engine with the whole lexicon, with the likeliest words, and with pairs of
 * characters alone, on the same questions, of which the first 771 are asked.
 */
import { parseArgs } from 'node:util'
import { createEngine, shortenLexicon } from '../../src/library/engine/index.js'
import { evaluateRun } from '../../src/optional/measure/evaluation.js'
import { readDataFile } from '../../src/text/analyzers/data-files.js'
import { compareRuns } from './compare-runs.js'
import { openJudged, type Genre, type Judged } from './judged.js'

const { values, positionals } = parseArgs({
  options: { words: { type: 'string', default: '60000' } },
  allowPositionals: true,
})
const mostQuestions = 771

async function evaluate({ articles, questions, qrels }: Judged, lexicon: Uint8Array | undefined) {
  const engine = await createEngine({ lexicon })
  await engine.add(articles.map(({ _id: id, title, text }) => ({ id, title, text })))
  await engine.commit()
  const run = new Map<string, string[]>()
  for (const { _id, text } of questions.slice(0, mostQuestions)) {
    const { hits } = await engine.search(text, { limit: 10, lenient: true, snippets: false, pinyin: false })
    run.set(
      _id,
      hits.map(({ id }) => id),
    )
  }
  return evaluateRun(run, qrels)
}

const whole = readDataFile('lexicon.bin')
const contenders = { whole, short: shortenLexicon(whole, Number(values.words)), pairs: undefined }
for (const genre of positionals.length > 0 ? (positionals as Genre[]) : (['stard', 'cmrc'] as const)) {
  const judged = await openJudged(genre)
  if (judged === undefined) continue
  const ours = await evaluate(judged, whole)
  for (const [name, lexicon] of Object.entries(contenders)) {
    const found = name === 'whole' ? ours : await evaluate(judged, lexicon)
    const { difference, p } = compareRuns(ours, found).ndcg10
    console.log(genre, name, found.queries, found.ndcg10.toFixed(4), `less ${difference.toFixed(4)}, p ${p.toFixed(3)}`)
  }
}
