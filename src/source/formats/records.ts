/** One record of a dump (a JSON object, a table's row) to an article. Its text is taken as it is, whole, unless asked. */
import type { Article, Origin } from '../article.js'
import { parseDate } from '../fields/dates.js'
import { isFieldKey, mapFields, titleText } from '../fields/map.js'
import type { Fields } from '../fields/map.js'
import { toPlain } from '../fields/plain.js'
import { LIMITS } from '../limits.js'
import { articleText } from './article-file.js'
import type { ReadContext } from './types.js'

/** Names of the text, in order of trust. */
const TEXT_KEYS = ['text', 'body', 'content', 'article', 'contents', 'maintext', '正文', '内容', '文本', '正文内容']

/** @returns undefined where the record has no text and no title */
export function recordArticle(
  record: Readonly<Record<string, unknown>>,
  fallbackId: string,
  origin: Origin,
  context: ReadContext,
): Article | undefined {
  const textKey = typeof record['text'] === 'string' ? 'text' : TEXT_KEYS.find((key) => typeof record[key] === 'string')
  const text = textKey === undefined ? '' : (record[textKey] as string)
  const fields = readFields(record, textKey)
  if (text === '' && fields.title === '') return undefined
  const id = idOf(record['_id']) ?? idOf(record['id']) ?? fallbackId
  if (!context.clean) {
    const { title, date, author, url, tags, categories, metadata } = fields
    return { id, title, date, author, url, tags, categories, metadata, body: text, captions: [], origin }
  }
  const { body, captions } = articleText(text, `${origin.path}.txt`, fields, context, fields.title !== '')
  return { id, ...fields, body, captions, origin }
}

function idOf(value: unknown): string | undefined {
  if (typeof value === 'string' && value !== '') return value.slice(0, LIMITS.fieldUnits)
  return typeof value === 'number' ? String(value) : undefined
}

/** The plain case, a title and a date, is read without the table of names: it is nearly all of any dump. */
function readFields(record: Readonly<Record<string, unknown>>, textKey: string | undefined): Fields {
  const rest: Record<string, unknown> = {}
  let plain = true
  let title = ''
  let date = ''
  let written = ''
  for (const key in record) {
    const value = record[key]
    if (key === textKey || key === '_id' || key === 'id' || key === '__proto__' || value === '' || value === null)
      continue
    if (key === 'title' && typeof value === 'string') title = value
    else if (key === 'date' && typeof value === 'string' && (date = parseDate(value)) !== '') written = value
    else {
      rest[key] = value
      if (typeof value !== 'string' || value.length > 500 || isFieldKey(key)) plain = false
    }
  }
  if (plain) return { title: titleText(title), date, author: '', url: '', tags: [], categories: [], metadata: rest }
  if (title !== '') rest['title'] = title
  if (date !== '') rest['date'] = written
  return mapFields(toPlain(rest))
}
