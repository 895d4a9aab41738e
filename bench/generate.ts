/**
 * Collections of any size, made of the paragraphs of a real one:
 * `npx tsx bench/generate.ts COUNT [--data PATH] [--seed N] > FILE.jsonl`.
 *
 * Each article takes sentences of random articles until it is as long as one of them, drawn at random, with a title, a
 * date and a name that no dictionary contains, so that the dictionary of terms grows with the collection. The same seed
 * gives the same bytes. Texts are generated one at a time, so memory does not grow with the count.
 */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readCollection } from './support/data.js'
import { projectRoot, sharedFolder } from './support/places.js'
import { createRandom, pick } from '../src/optional/measure/measure-index.js'
import { wholeText, type BenchArticle } from './support/texts.js'

const sentenceEnds = /(?<=[。！？!?])(?![。！？!?」』”’])|\n+/u
const paragraphSentences = 4
const nameCharacters = [
  ...'阿巴贝别布达德尔法菲弗格哈赫霍基卡科克库拉勒里洛鲁马梅米莫穆纳内尼诺努帕佩普奇萨塞沙斯索塔特托瓦维乌谢雅伊泽扎',
]

/** @returns articles one by one, `count` of them, the same for the same source and seed */
export function* generateArticles(
  source: readonly BenchArticle[],
  count: number,
  seed: number,
): Generator<BenchArticle> {
  const random = createRandom(seed)
  const paragraphs = source.flatMap((article) => paragraphsOf(wholeText(article)))
  const lengths = source.map(({ text }) => text.length)
  for (let number = 0; number < count; number++) {
    const length = pick(lengths, random)
    const parts = [`${name(random)}在第${number}期里写道：${pick(paragraphs, random)}`]
    for (let sum = parts[0]!.length; sum < length; sum += parts.at(-1)!.length) parts.push(pick(paragraphs, random))
    const day = new Date(Date.UTC(2000, 0, 1) + Math.floor(random() * 9000) * 86_400_000).toISOString().slice(0, 10)
    yield {
      _id: `g${number}`,
      title: `${pick(paragraphs, random).slice(0, 18)}：${name(random)}`,
      text: parts.join('\n'),
      date: day,
    }
  }
}

function paragraphsOf(text: string): string[] {
  const sentences = text.split(sentenceEnds).filter((sentence) => sentence.trim().length > 1)
  const paragraphs: string[] = []
  for (let i = 0; i < sentences.length; i += paragraphSentences) {
    paragraphs.push(sentences.slice(i, i + paragraphSentences).join(''))
  }
  return paragraphs
}

function name(random: () => number): string {
  return Array.from({ length: 3 + Math.floor(random() * 4) }, () => pick(nameCharacters, random)).join('')
}

/** Writes a generated collection as JSON lines, waiting for a slow disk. @returns UTF-8 bytes of titles and texts */
export async function writeGenerated(
  file: string | NodeJS.WritableStream,
  articles: Iterable<BenchArticle>,
): Promise<number> {
  const out = typeof file === 'string' ? createWriteStream(file) : file
  let bytes = 0
  for (const article of articles) {
    bytes += Buffer.byteLength(article.title) + Buffer.byteLength(article.text)
    if (!out.write(`${JSON.stringify(article)}\n`)) await once(out, 'drain')
  }
  if (typeof file === 'string') {
    out.end()
    await once(out, 'finish')
  }
  return bytes
}

/** The articles from which collections are made: the shared news if they are there, else the sample collection. */
export function generatorSource(path: string | undefined): BenchArticle[] {
  const crud = sharedFolder('crud')
  return readCollection(resolve(path ?? (crud === undefined ? `${projectRoot}/corpus` : `${crud}/corpus.jsonl.gz`)))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const options = { data: { type: 'string' }, seed: { type: 'string', default: '1' } } as const
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  await writeGenerated(
    process.stdout,
    generateArticles(generatorSource(values.data), Number(positionals[0] ?? 1000), Number(values.seed)),
  )
}
