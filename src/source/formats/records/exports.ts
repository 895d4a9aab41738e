/**
 * Converts the records that apps export to the usual field names: Telegram, JSON Feed, and the read-later services
 * Wallabag and Karakeep. A new app is one more row of {@link APPS}.
 */
import { isRecord, recordsOf, type JsonRecord } from '../../fields/map.js'

/** A record with the usual field names. */
export interface AppRecord {
  readonly record: JsonRecord
  /** True if its text is a saved page, which is cleaned. */
  readonly isPage: boolean
}

interface App {
  /** The records of a file that is one object; undefined if the file is not the app's. */
  readonly ofFile?: (file: JsonRecord) => readonly AppRecord[] | undefined
  /** Converts a record of a list; undefined if the record is not the app's. */
  readonly ofRecord?: (record: JsonRecord) => AppRecord | undefined
}

const has = (record: JsonRecord, ...keys: string[]): boolean => keys.every((key) => Object.hasOwn(record, key))
const stringOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** «Export chat history» as machine-readable JSON: one chat, or all of an account. */
const telegram: App = {
  ofFile: (file) => {
    const chats = has(file, 'messages', 'type')
      ? [file]
      : isRecord(file['chats'])
        ? recordsOf(file['chats']['list'])
        : []
    const isChat = chats.length > 0 && chats.every((chat) => Array.isArray(chat['messages']) && has(chat, 'type', 'id'))
    if (!isChat) return undefined
    const messages = chats.flatMap((chat) => recordsOf(chat['messages']).map((one) => messageOf(one, chat)))
    // Calls, new members, and pictures without text are left out.
    return messages.filter(({ record }) => record['text'] !== '')
  },
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

const wallabag: App = {
  ofRecord: (record) => {
    if (!has(record, 'is_archived', 'content', 'url')) return undefined
    const { url, title, content, tags, published_at, created_at, published_by, annotations } = record
    const notes = recordsOf(annotations).map(({ text }) => `<p>${stringOf(text)}</p>`)
    const date = published_at ?? created_at
    const text = stringOf(content) + notes.join('')
    const named = { _id: url, url, title, text, tags, date, author: published_by }
    return { record: named, isPage: true }
  },
}

/** Formerly Hoarder. */
const karakeep: App = {
  ofFile: (file) => {
    const list = recordsOf(file['bookmarks'])
    return list.length > 0 && list.every((one) => has(one, 'content', 'createdAt')) ? list.map(bookmarkOf) : undefined
  },
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
const jsonFeed: App = {
  ofFile: (file) => {
    const isFeed = /^https?:\/\/(?:www\.)?jsonfeed\.org\/version\//.test(stringOf(file['version']))
    return isFeed ? recordsOf(file['items']).map((item) => itemOf(item, file)) : undefined
  },
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

const APPS: readonly App[] = [telegram, jsonFeed, wallabag, karakeep]

/** The records of a file that an app wrote; undefined for any other. */
export function appRecords(file: JsonRecord): readonly AppRecord[] | undefined {
  for (const { ofFile } of APPS) {
    const found = ofFile?.(file)
    if (found !== undefined) return found
  }
  return undefined
}

/** The record with the usual field names; unchanged if no app wrote it. */
export function appRecord(record: JsonRecord): AppRecord {
  for (const { ofRecord } of APPS) {
    const found = ofRecord?.(record)
    if (found !== undefined) return found
  }
  return { record, isPage: false }
}
