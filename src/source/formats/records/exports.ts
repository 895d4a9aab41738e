/**
 * Converts the records that apps export to the usual field names: Telegram, JSON Feed, and the read-later services
 * Wallabag and Karakeep. A new app is one more function, which {@link appRecords} or {@link appRecord} asks.
 */
import { isRecord, recordsOf, type JsonRecord } from '../../fields/map.js'

/** A record with the usual field names. */
export interface AppRecord {
  readonly record: JsonRecord
  /** True if its text is a saved page, which is cleaned. */
  readonly isPage: boolean
}

const has = (record: JsonRecord, ...keys: string[]): boolean => keys.every((key) => Object.hasOwn(record, key))
const stringOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** «Export chat history» as machine-readable JSON: one chat, or all of an account. */
function telegram(file: JsonRecord): readonly AppRecord[] | undefined {
  const list = isRecord(file['chats']) ? recordsOf(file['chats']['list']) : []
  const chats = has(file, 'messages', 'type') ? [file] : list
  const isChat = chats.length > 0 && chats.every((chat) => Array.isArray(chat['messages']) && has(chat, 'type', 'id'))
  if (!isChat) return undefined
  const messages = chats.flatMap((chat) => recordsOf(chat['messages']).map((one) => messageOf(one, chat)))
  // Calls, new members, and pictures without text are left out.
  return messages.filter(({ record }) => record['text'] !== '')
}

function messageOf(message: JsonRecord, chat: JsonRecord): AppRecord {
  const { id, date, from, text, forwarded_from, poll } = message
  const asked = isRecord(poll) ? [poll['question'], ...recordsOf(poll['answers']).map((answer) => answer['text'])] : []
  const record = {
    _id: `telegram:${String(chat['id'])}/${String(id)}`,
    text: textOfParts(text) || asked.map(stringOf).join('\n'),
    date,
    author: from,
    chat: stringOf(chat['name']),
    ...(typeof forwarded_from === 'string' && { forwarded_from }),
  }
  return { record, isPage: false }
}

/** The text is a string, or a list of pieces, some with an address or a style. */
function textOfParts(text: unknown): string {
  if (!Array.isArray(text)) return stringOf(text)
  return text.map((part) => stringOf(isRecord(part) ? part['text'] : part)).join('')
}

/** The record with the usual field names; unchanged if Wallabag did not write it. */
export function appRecord(record: JsonRecord): AppRecord {
  if (!has(record, 'is_archived', 'content', 'url')) return { record, isPage: false }
  const { url, title, content, tags, published_at, created_at, published_by, annotations } = record
  const notes = recordsOf(annotations).map(({ text }) => `<p>${stringOf(text)}</p>`)
  const date = published_at ?? created_at
  const text = stringOf(content) + notes.join('')
  return { record: { _id: url, url, title, text, tags, date, author: published_by }, isPage: true }
}

/** Formerly Hoarder. */
function karakeep(file: JsonRecord): readonly AppRecord[] | undefined {
  const list = recordsOf(file['bookmarks'])
  return list.length > 0 && list.every((one) => has(one, 'content', 'createdAt')) ? list.map(bookmarkOf) : undefined
}

function bookmarkOf(bookmark: JsonRecord): AppRecord {
  const { title, tags, createdAt, content, note, summary } = bookmark
  const about = isRecord(content) ? content : {}
  const [html, plain, description] = [about['htmlContent'], about['text'], about['description']].map(stringOf)
  const text = [html || plain || description || '', stringOf(note)].filter((part) => part !== '').join('\n\n')
  const url = about['url']
  const record = {
    ...(typeof url === 'string' && { _id: url, url }),
    title: stringOf(title) || stringOf(about['title']) || (text === '' ? url : ''),
    text,
    tags,
    date: createdAt,
    author: about['author'],
    summary: stringOf(summary),
    description: html || plain ? description : '',
  }
  return { record, isPage: html !== '' }
}

/** Format: https://www.jsonfeed.org/version/1.1/ */
function jsonFeed(file: JsonRecord): readonly AppRecord[] | undefined {
  const isFeed = /^https?:\/\/(?:www\.)?jsonfeed\.org\/version\//.test(stringOf(file['version']))
  return isFeed ? recordsOf(file['items']).map((item) => itemOf(item, file)) : undefined
}

function itemOf(item: JsonRecord, feed: JsonRecord): AppRecord {
  const html = stringOf(item['content_html'])
  const { id, url, external_url, title, tags, date_published, date_modified } = item
  const authors = [recordsOf(item['authors']), recordsOf([item['author']]), recordsOf(feed['authors'])]
  const names = authors.find((list) => list.length > 0)?.map(({ name }) => stringOf(name)) ?? []
  return {
    record: {
      _id: id,
      url: url ?? external_url,
      title,
      text: html || stringOf(item['content_text']) || stringOf(item['summary']),
      tags,
      date: date_published ?? date_modified,
      author: names.filter((name) => name !== '').join('、'),
      feed: stringOf(feed['title']),
    },
    isPage: html !== '',
  }
}

/** The records of a file that is one object and that an app wrote; undefined for any other. */
export const appRecords = (file: JsonRecord): readonly AppRecord[] | undefined =>
  telegram(file) ?? jsonFeed(file) ?? karakeep(file)
