/**
 * Converts the records that apps export to the usual field names: Telegram, JSON Feed, and the read-later services
 * Wallabag, Omnivore and Karakeep. A new app is one more row of {@link APPS}.
 */
import { isRecord, recordsOf } from '../../json-record.js'
import type { JsonRecord } from '../../json-record.js'
import { isSentence } from '../../missing-sentences.js'

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

/** Sentences under keys that are not read otherwise, so that they are not lost. */
function otherTexts(record: JsonRecord, known: readonly string[]): Readonly<Record<string, string>> {
  const others = Object.entries(record).filter(([key]) => !known.includes(key))
  const texts = others.map(([key, value]) => [key, sentencesOf(value).join('\n')] as const)
  return Object.fromEntries(texts.filter(([, text]) => text !== ''))
}

const deepest = 8

function sentencesOf(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return isSentence(value) ? [value] : []
  if (typeof value !== 'object' || value === null || depth === deepest) return []
  return Object.values(value).flatMap((inner) => sentencesOf(inner, depth + 1))
}

/** Adds the keys of other records; a key that the record has itself gets another name. */
function withOthers(record: JsonRecord, others: readonly JsonRecord[]): JsonRecord {
  const all: Record<string, unknown> = { ...record }
  for (const [key, value] of others.flatMap((other) => Object.entries(other))) {
    let name = key
    while (Object.hasOwn(all, name)) name = `other ${name}`
    all[name] = value
  }
  return all
}

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
    const messages = chats.flatMap((chat) => [
      ...aboutChat(chat),
      ...recordsOf(chat['messages']).map((one) => messageOf(one, chat)),
    ])
    // Calls, new members, and pictures without text are left out.
    return messages.filter(({ record }) => record['text'] !== '')
  },
}

/** Other sentences of a chat; apps write only its name and kind. */
function aboutChat(chat: JsonRecord): AppRecord[] {
  const texts = Object.values(otherTexts(chat, ['name', 'messages']))
  const record = { _id: `telegram:${String(chat['id'])}`, chat: stringOf(chat['name']), text: texts.join('\n') }
  return texts.length === 0 ? [] : [{ record, isPage: false }]
}

/** The keys of a message that are read otherwise; the entities repeat the text piece by piece. */
const OF_MESSAGE = ['text', 'text_entities', 'from', 'forwarded_from', 'poll']

function messageOf(message: JsonRecord, chat: JsonRecord): AppRecord {
  const { id, date, from, text, forwarded_from, poll } = message
  const asked = isRecord(poll) ? [poll['question'], ...recordsOf(poll['answers']).map((answer) => answer['text'])] : []
  const others = Object.values(otherTexts(message, OF_MESSAGE))
  return {
    record: {
      _id: `telegram:${String(chat['id'])}/${String(id)}`,
      text: [textOfParts(text) || asked.map(stringOf).join('\n'), ...others].filter((part) => part !== '').join('\n'),
      date,
      author: from,
      chat: stringOf(chat['name']),
      ...(typeof forwarded_from === 'string' && { forwarded_from }),
    },
    isPage: false,
  }
}

/** The text is a string, or a list of pieces, some with an address or a style. */
function textOfParts(text: unknown): string {
  if (!Array.isArray(text)) return stringOf(text)
  return text.map((part) => (isRecord(part) ? textOfPart(part) : stringOf(part))).join('')
}

const textOfPart = (part: JsonRecord): string =>
  [part['text'], ...Object.values(otherTexts(part, ['text']))].map(stringOf).join('')

const OF_WALLABAG = ['url', 'title', 'content', 'tags', 'published_at', 'created_at', 'published_by', 'annotations']

const wallabag: App = {
  ofRecord: (record) => {
    if (!has(record, 'is_archived', 'content', 'url')) return undefined
    const { url, title, content, tags, published_at, created_at, published_by, annotations } = record
    const notes = recordsOf(annotations).map(({ text }) => `<p>${stringOf(text)}</p>`)
    const text = stringOf(content) + notes.join('')
    return {
      record: withOthers({ _id: url, url, title, text, tags, date: published_at ?? created_at, author: published_by }, [
        otherTexts(record, OF_WALLABAG),
      ]),
      isPage: true,
    }
  },
}

const OF_OMNIVORE = ['url', 'title', 'description', 'author', 'labels', 'publishedAt', 'savedAt']

/** The list of saved pages; the pages themselves are other files beside it. */
const omnivore: App = {
  ofRecord: (saved) => {
    if (!has(saved, 'slug', 'readingProgress')) return undefined
    const { url, title, description, author, labels, publishedAt, savedAt } = saved
    const record = { _id: url, url, title, text: description, author, tags: labels, date: publishedAt ?? savedAt }
    return { record: withOthers(record, [otherTexts(saved, OF_OMNIVORE)]), isPage: false }
  },
}

/** Formerly Hoarder. */
const karakeep: App = {
  ofFile: (file) => {
    const list = recordsOf(file['bookmarks'])
    return list.length > 0 && list.every((one) => has(one, 'content', 'createdAt')) ? list.map(bookmarkOf) : undefined
  },
}

const OF_BOOKMARK = ['title', 'note', 'tags', 'content']
const OF_CONTENT = ['text', 'htmlContent', 'description', 'title', 'url', 'author', 'publisher']

function bookmarkOf(bookmark: JsonRecord): AppRecord {
  const { title, tags, createdAt, content, note } = bookmark
  const about = isRecord(content) ? content : {}
  const html = stringOf(about['htmlContent'])
  const texts = [html, stringOf(about['text']), stringOf(about['description'])].filter((one) => one !== '')
  const text = [texts[0] ?? '', stringOf(note)]
  const url = about['url']
  // A description may be the beginning of the text; it is not repeated.
  const beside = texts.slice(1).filter((one) => !texts[0]!.includes(one))
  return {
    record: withOthers(
      {
        ...(typeof url === 'string' && { _id: url, url }),
        title: stringOf(title) || stringOf(about['title']) || (text.some((part) => part !== '') ? '' : url),
        text: text.filter((part) => part !== '').join('\n\n'),
        tags,
        date: createdAt,
        author: about['author'],
      },
      [
        otherTexts(bookmark, OF_BOOKMARK),
        otherTexts(about, OF_CONTENT),
        otherTexts({ description: beside.join('\n') }, []),
      ],
    ),
    isPage: html !== '',
  }
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

const APPS: readonly App[] = [telegram, jsonFeed, wallabag, omnivore, karakeep]

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
