/** Single lines: whether they are prose, which titles and tags they contain. */
import { simplified, withoutZeroWidth } from '../lines.js'

/** Running text: long enough for a sentence, with the punctuation of one. */
export function isProse(line: string): boolean {
  return (
    line.length >= 36 &&
    /[，。！？；、,.!?;]/.test(line) &&
    (line.length >= 80 || /[。！？；…”」.!?;：，,]/.test(line.slice(8)))
  )
}

/** Prose that can't be a headline: it ends as a sentence does. */
export function isSentence(line: string): boolean {
  return line.length >= 30 && /[。！？…!?”」』）)；;.]$/.test(line) && /[，。；、,]/.test(line)
}

/** A line without footnote numbers at its end: `[1][2]`. */
export function withoutNotes(line: string): string {
  return line.endsWith(']') ? line.replace(/(?:\[\d{1,3}\]){1,20}$/, '') : line
}

const EDITOR_AT_END =
  /(?:[（(【[]\s*)?(?:责任编辑|责编|本文编辑|(?<=[（(【[])编辑|(?<=[（(【[])译者)\s*[:：]\s*[^\s，。！？（）()【】]{1,12}(?:[\s、][^\s，。！？（）()【】]{1,6})?\s*(?:[）)】\]]\d{0,8})?$/
const THE_END = /(?:[（(【]\s*(?:本文|全文)?(?:完|完结|全文完|结束|END)\s*[）)】]|(?<=[。！？”」])[■◆▪◼])$/i
/** Such an ending is never longer. UTF-16 units. */
const TAIL = 100
const TITLE_AT_START = /^[（(【[]?\s*(?:原标题|原標題|原题|原文标题)\s*[:：]\s*/

/** A paragraph without what a page adds at its end: an editor's name or （完）. */
export function trimParagraph(text: string): string {
  if (!/[编編完结束DdND）)】\]■◆▪◼]/.test(text.slice(-16))) return text
  const tail = simplified(text.slice(-TAIL))
  const cut = tail.length - before(before(tail, EDITOR_AT_END), THE_END).length
  return cut === text.length ? text : text.slice(0, text.length - cut)
}

/** The text before a match, trimmed. A pattern that begins with blanks would take quadratic time on them. */
function before(text: string, pattern: RegExp): string {
  const at = text.search(pattern)
  return at < 0 ? text : text.slice(0, at).trimEnd()
}

/** The headline in an «原标题：…» line. */
export function originalTitle(line: string): string {
  const quoted = /原(?:标题|標題|题)\s*(?:[:：]\s*)?[《“]([^》”]{4,300})[》”]/.exec(line)?.[1]
  return (
    quoted ??
    (TITLE_AT_START.test(line)
      ? line
          .replace(TITLE_AT_START, '')
          .replace(/[）)】\]]$/, '')
          .trim()
      : '')
  )
}

const TAGS =
  /(?:^|[\s|｜·])(?:(?:文章)?标签|標籤|标记|关键词|关键字|關鍵詞|關鍵字|话题|Tags?|Keywords?)\s*[:：]\s*([^|｜]{1,90}?)(?=\s*(?:[|｜]|$|\s(?:阅读|评论|浏览|作者|来源|分类)))/i
const BARE_TAGS = /^(?:标签|標籤|Tags)\s+([^。，！？]{2,40})$/
/** Every line that names tags contains one of these. */
const OF_TAGS = /[#:：签籤s]/
/** Longer lines name no tags. UTF-16 units. */
const LONGEST_TAGS = 500
const HASHTAGS = /^(?:#[^#\s，。]{1,20}(?:#|(?=\s|$))\s*){1,12}$/

/** The tags that a line names, with their separators; '' if none. With `whole`, the line must say nothing else. */
export function readTags(text: string, whole = false): string {
  if (text.length > LONGEST_TAGS || !OF_TAGS.test(text)) return ''
  const line = withoutZeroWidth(text)
  if (HASHTAGS.test(line)) return line.replace(/#/g, ',')
  const bare = whole ? BARE_TAGS.exec(line)?.[1] : undefined
  if (bare !== undefined) return bare
  if (whole && !/[:：]/.test(line.slice(0, 10))) return ''
  const match = TAGS.exec(line)
  if (match?.[1] === undefined || (whole && match.index > 1)) return ''
  return match[1].trim().replace(/#/g, ' ').replace(/\s+/g, ' ')
}

/** Four or more short words in a row, and no sentence: the channels of a site. */
export function isMenu(line: string): boolean {
  if (line.length > 120) return false
  const words = line.split(/[\s|｜·]+/)
  return words.length >= 4 && words.every((word) => /^[\p{Script=Han}A-Za-z]{1,6}$/u.test(word))
}

const LONGEST_HEADLINE = 300
const LABEL_BEFORE = /^(?:正在阅读|当前阅读)\s*[:：]\s*/
const BUTTON_BEHIND = /[[【（(]\s*(?:复制链接|複製連結|只看楼主|编辑|原创)\s*[\]】）)]$/

/** A headline without the labels and buttons that a page adds to it. */
export function withoutButtons(headline: string): string {
  return before(headline.replace(LABEL_BEFORE, ''), BUTTON_BEHIND)
}

/** For comparing headlines: blanks, width and punctuation don't count; '' for a line that is too long to be one. */
export function headlineKey(text: string): string {
  if (text.length > LONGEST_HEADLINE) return ''
  return withoutButtons(text)
    .normalize('NFKC')
    .replace(/[\p{P}\p{Z}\p{C}\s]+/gu, '')
    .toLowerCase()
}

/** True if a line is the headline with this key. Much longer lines are not even examined. */
export function isHeadline(line: string, key: string): boolean {
  return line.length >= key.length && line.length <= 2 * key.length + 20 && headlineKey(line) === key
}
