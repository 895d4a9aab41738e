/**
 * Converts one record of a dump (a JSON object, a row of a table) to an article. Its text is kept whole and as it is,
 * unless cleaning is requested.
 */
import type { Article, Origin } from '../../article.js'
import { isFieldKey, keyName, mapFields, toPlain, type Fields } from '../../fields/map.js'
import { withOwnFields, withoutOwnFields } from '../../fields/own-values.js'
import { LIMITS } from '../../limits.js'
import { articleText } from '../pages/article-text.js'
import type { ReadContext } from '../types.js'

/** The keys of a text, as {@link keyName} writes them, the surest first. */
const TEXT_KEYS: readonly string[] = (
  'text body content article contents maintext fulltext articlebody articlecontent newscontent ' +
  'contenttext contenthtml paragraphs 正文 内容 文本 全文 内文 正文内容 文章内容 新闻内容 answer'
).split(' ')
/** The keys that replace the text of a record that has a title but no text. */
const SUMMARY_KEYS: readonly string[] = ['abstract', 'summary', 'description', 'desc', '摘要']

/** @returns undefined if the record has no text and no title */
export function recordArticle(
  record: Readonly<Record<string, unknown>>,
  fallbackId: string,
  origin: Origin,
  context: ReadContext,
): Article | undefined {
  const textKey = recordText(record['text']) === '' ? findTextKey(record) : 'text'
  const text = textKey === undefined ? '' : recordText(record[textKey])
  const onLeftOut = (): void => context.onBound?.('keys', LIMITS.metadataUnits)
  const fields = readFields(withoutOwnFields(record, context), textKey, onLeftOut)
  if (text === '' && fields.title === '') return undefined
  const ownId = idOf(record['_id']) ?? idOf(record['id'])
  const isCut = fields.title.length >= LIMITS.fieldUnits || (ownId ?? '').length >= LIMITS.fieldUnits
  if (isCut) context.onBound?.('field', LIMITS.fieldUnits)
  const id = ownId ?? fallbackId
  if (!context.clean) {
    const { title, date, author, url, tags, categories, metadata } = fields
    const article = { id, title, date, author, url, tags, categories, metadata, body: text, captions: [], origin }
    return withOwnFields(article, record, context)
  }
  const { body, captions } = articleText(text, `${origin.path}.txt`, fields, context, fields.title !== '')
  return withOwnFields({ id, ...fields, body, captions, origin }, record, context)
}

/** True for a record that has a text of its own; an object around a list of records has at most a description. */
export function holdsText(record: Readonly<Record<string, unknown>>): boolean {
  return keyAmong(TEXT_KEYS, record) !== undefined
}

function findTextKey(record: Readonly<Record<string, unknown>>): string | undefined {
  const key = keyAmong(TEXT_KEYS, record)
  return key === undefined && Object.keys(record).some((name) => isFieldKey(name, 'title'))
    ? keyAmong(SUMMARY_KEYS, record)
    : key
}

/** The key with a text; of several, the one with the surest name. */
function keyAmong(names: readonly string[], record: Readonly<Record<string, unknown>>): string | undefined {
  let best: string | undefined
  let bestRank = names.length
  for (const key of Object.keys(record)) {
    const rank = names.indexOf(keyName(key))
    if (rank < 0 || rank >= bestRank || recordText(record[key]) === '') continue
    best = key
    bestRank = rank
  }
  return best
}

/** A text, or a list of its paragraphs; '' for all else. */
function recordText(value: unknown): string {
  if (typeof value === 'string') return value
  return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value.join('\n') : ''
}

export function idOf(value: unknown): string | undefined {
  if (typeof value === 'string' && value !== '') return value.slice(0, LIMITS.fieldUnits)
  return typeof value === 'number' ? String(value) : undefined
}

/** The fields of a record; its text, its ID and empty values are none. */
function readFields(
  record: Readonly<Record<string, unknown>>,
  textKey: string | undefined,
  onLeftOut: () => void,
): Fields {
  const isField = ([key, value]: [string, unknown]): boolean =>
    key !== textKey && key !== '_id' && key !== 'id' && value !== '' && value !== null
  return mapFields(toPlain(Object.fromEntries(Object.entries(record).filter(isField)), onLeftOut), onLeftOut)
}
