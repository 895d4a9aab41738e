/** JSON-LD: what a page says about its article in the terms of schema.org. */
import { parseDate } from '../fields/dates.js'
import { labels, plainText } from '../fields/map.js'
import { isRecord } from '../json-record.js'
import type { JsonRecord } from '../json-record.js'
import { textOf } from './measure.js'
import type { PageTree } from './page-tree.js'

interface StructuredData {
  title: string
  date: string
  author: string
  url: string
  tags: readonly string[]
}

const LARGEST = 256 * 1024
const MOST_NODES = 200

/** Reads the first node of the page's JSON-LD that is an article; the fields are empty if there is none. */
export function readStructuredData(page: PageTree): StructuredData {
  for (const script of page.select('script[type="application/ld+json"]').slice(0, 20)) {
    const article = findArticle(parse(textOf(script, LARGEST)))
    if (article !== undefined) return fieldsOf(article)
  }
  return { title: '', date: '', author: '', url: '', tags: [] }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/[\r\n\t]+/g, ' '))
  } catch {
    return undefined
  }
}

function findArticle(value: unknown): JsonRecord | undefined {
  const pending = [value]
  for (let seen = 0; pending.length > 0 && seen < MOST_NODES; seen++) {
    const node = pending.shift()
    if (Array.isArray(node)) for (const inner of (node as unknown[]).slice(0, MOST_NODES)) pending.push(inner)
    else if (isRecord(node)) {
      if ([node['@type']].flat().some((type) => typeof type === 'string' && /Article|BlogPosting|Report/.test(type)))
        return node
      if (node['datePublished'] !== undefined || node['pubDate'] !== undefined) return node
      if (node['@graph'] !== undefined) pending.push(node['@graph'])
      if (node['mainEntity'] !== undefined) pending.push(node['mainEntity'])
    }
  }
  return undefined
}

function fieldsOf(node: JsonRecord): StructuredData {
  return {
    title: plainText(node['headline']) || plainText(node['title']),
    date: parseDate(node['datePublished']) || parseDate(node['pubDate']) || parseDate(node['dateCreated']),
    author: [node['author'] ?? node['creator']]
      .flat()
      .map(name)
      .filter((text) => text !== '')
      .join('、'),
    url: typeof node['url'] === 'string' && /^https?:\/\/\S+$/.test(node['url']) ? node['url'] : '',
    tags: labels(node['keywords']),
  }
}

function name(value: unknown): string {
  return isRecord(value) ? (isOrganization(value) ? '' : plainText(value['name'])) : plainText(value)
}

/** A publisher is no author. */
function isOrganization(value: JsonRecord): boolean {
  return [value['@type']].flat().some((type) => typeof type === 'string' && type.endsWith('Organization'))
}
