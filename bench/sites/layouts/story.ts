/**
 * Stories for the layouts: news, headlines and answers of the shared data, which are not copied. A layout makes a page
 * of a story as a kind of sites did, so it is known which part of the page is the article.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { sharedFolder } from '../../support/places.js'

export interface Story {
  readonly number: number
  readonly title: string
  readonly author: string
  readonly source: string
  readonly date: StoryDate
  readonly paragraphs: readonly string[]
  /** What readers wrote, prose and not. */
  readonly replies: readonly string[]
  /** Headlines of other articles. */
  readonly others: readonly string[]
  readonly caption: string
}

export interface StoryDate {
  /** `2006-03-12` */
  readonly iso: string
  /** `2006年03月12日` */
  readonly han: string
  /** `2006-3-12` */
  readonly short: string
  /** `09:15` */
  readonly time: string
  readonly year: number
  readonly month: number
  readonly day: number
}

/** A page that a layout makes of a story. */
export interface LayoutPage {
  readonly html: string
  /** Path below the site; the default contains no date. */
  readonly path?: string
  /** What a reader must find; by default the paragraphs. */
  readonly truth?: readonly string[]
  /** What a reader may find as well: captions, short replies. */
  readonly optional?: readonly string[]
  /** True if no date is shown. */
  readonly undated?: boolean
}

export type Layout = (story: Story) => LayoutPage

/** News often contain lines of their own that no reader would count as part of the article. */
const NOISE = /原标题|编辑|来源|记者|供图|摄|扫码|关注|©|客户端|http|作者|点击|[【】]/

interface Row {
  readonly title: string
  readonly text: string
}

function rowsOf(name: string, most: number): readonly Row[] {
  const folder = sharedFolder(name)
  if (folder === undefined) return []
  const lines = gunzipSync(readFileSync(join(folder, 'corpus.jsonl.gz'))).toString()
  return lines
    .split('\n', most)
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)
}

/** @returns the same stories at each call; none if the shared data is absent */
export function makeStories(count: number): Story[] {
  const news = rowsOf('crud', 6000)
    .filter(({ title }) => /^.{10,34}$/.test(title) && !/[a-z_|-]/i.test(title))
    .map(({ title, text }) => ({ title, sentences: sentencesOf(text.slice(text.indexOf(title) + title.length)) }))
    .filter(({ sentences }) => sentences.length >= 4)
  const answers = rowsOf('medask', 2000).map(({ text }) => text)
  return news.slice(0, count).map(({ title, sentences }, number) => ({
    number,
    title,
    author: AUTHORS[number % AUTHORS.length]!,
    source: SOURCES[number % SOURCES.length]!,
    date: dateOf(number),
    paragraphs: paragraphsOf(sentences, number),
    replies: [...answers.slice(number * 5, number * 5 + 4), ...SHORT_REPLIES.slice(number % 4)],
    others: Array.from({ length: 12 }, (_, i) => news[(number * 7 + i * 13 + 31) % news.length]!.title),
    caption: `${sentences[0]!.slice(0, 18).replace(/[，。、；：“”]/g, '')}`,
  }))
}

const AUTHORS = ['陆远舟', '何青禾', '沈知白', '许望山', '梁小满']
const SOURCES = ['江城晚报', '东海日报', '新华社', '北原周刊', '中国新闻网']
const SHORT_REPLIES = ['顶', '沙发', '谢谢楼主分享', '不错', '路过', '支持一下', '学习了', '好文']

function sentencesOf(text: string): string[] {
  return (text.match(/[^。！？]{8,160}[。！？]”?/g) ?? [])
    .map((line) => line.trim())
    .filter((line) => !NOISE.test(line))
}

/** Long and short articles, some with headings that are plain numbered lines, as editors write them. */
function paragraphsOf(sentences: readonly string[], number: number): string[] {
  const most = [24, 3, 12, 40, 7][number % 5]!
  const paragraphs: string[] = []
  for (let i = 0; i < Math.min(most, sentences.length); i += 1 + ((number + i) % 3))
    paragraphs.push(sentences.slice(i, i + 1 + ((number + i) % 3)).join(''))
  if (number % 3 === 0 && paragraphs.length > 4) {
    paragraphs.splice(3, 0, `二、${sentences[3]!.slice(0, 9).replace(/[，。]/g, '')}`)
    paragraphs.splice(1, 0, `一、${sentences[1]!.slice(0, 9).replace(/[，。]/g, '')}`)
  }
  return paragraphs
}

function dateOf(number: number): StoryDate {
  const [year, month, day] = [2003 + ((number * 7) % 20), 1 + ((number * 5) % 12), 1 + ((number * 11) % 28)]
  const two = (n: number): string => String(n).padStart(2, '0')
  return {
    iso: `${year}-${two(month)}-${two(day)}`,
    han: `${year}年${two(month)}月${two(day)}日`,
    short: `${year}-${month}-${day}`,
    time: `${two(7 + (number % 15))}:${two((number * 17) % 60)}`,
    year,
    month,
    day,
  }
}
