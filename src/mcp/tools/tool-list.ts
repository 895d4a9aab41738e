/** The tools as agents read them, always the same bytes; kept short, because every conversation pays for them. */
import { defaultBudget, largestBudget, smallestBudget } from './budget.js'

const budget = {
  type: 'integer',
  minimum: smallestBudget,
  maximum: largestBudget,
  default: defaultBudget,
  description: 'Maximum bytes of the answer',
}
const id = { type: 'string', description: 'Article ID from a hit' }
const limit = { type: 'integer', minimum: 1, maximum: 50, default: 10 }

/** Every tool only reads, and only the collection. */
const annotations = { readOnlyHint: true, openWorldHint: false }

export const tools = [
  {
    name: 'search',
    title: 'Search articles',
    description: `Full-text search of a local collection of Chinese articles, exact for any substring and ranked. Query language:
中国 贸易 = articles with both first, then those with most; a whole question works too
"阿尔曼别托夫" = this exact string (any length, need not be a word)
A | B = either; -A = without; ( ) = group; 托卡* = prefix; kazakh~ = similar spelling
title:贸易 author:林舟 tag:经济 path:notes = in one field
date:2022..2024, date:>=2024-05 = days
tuokayefu = pinyin. Traditional and Simplified match each other.
Each hit has id, title, date, path, line (in the file), a passage, and from: give id and from to "read". Fewer, rarer words find more than long sentences; if the total is 0 the answer says which words occur.`,
    inputSchema: {
      type: 'object',
      properties: {
        query: { type: 'string' },
        limit,
        budget,
        cursor: { type: 'string', description: 'From the previous answer, for the next hits of the same query' },
      },
      required: ['query'],
      additionalProperties: false,
    },
    annotations,
  },
  {
    name: 'read',
    title: 'Read an article',
    description:
      'Text of one article in numbered lines, from its beginning, from a line, or around a match. The answer says where to go on.',
    inputSchema: {
      type: 'object',
      properties: {
        id,
        around: { type: 'string', description: 'Words or a "quoted string" to show the lines around' },
        from: { type: 'integer', minimum: 1, description: 'First line of the text' },
        lines: { type: 'integer', minimum: 1, maximum: 1000, description: 'Maximum lines' },
        budget,
      },
      required: ['id'],
      additionalProperties: false,
    },
    annotations,
  },
  {
    name: 'similar',
    title: 'Find similar articles',
    description: 'Articles on the same subject as a given one, best first; hits as in search.',
    inputSchema: {
      type: 'object',
      properties: { id, limit, budget },
      required: ['id'],
      additionalProperties: false,
    },
    annotations,
  },
  {
    name: 'facets',
    title: 'Count articles',
    description: 'How many articles match a query by year, author, tag or site. An empty query counts all articles.',
    inputSchema: {
      type: 'object',
      properties: {
        query: { type: 'string', default: '' },
        by: { type: 'string', enum: ['year', 'author', 'tag', 'site'], default: 'year' },
        limit: { type: 'integer', minimum: 1, maximum: 1000, default: 50 },
        budget,
      },
      additionalProperties: false,
    },
    annotations,
  },
  {
    name: 'status',
    title: 'Describe the collection',
    description: 'Number of articles, time of the last update, folders, first and last year.',
    inputSchema: { type: 'object', properties: {}, additionalProperties: false },
    annotations,
  },
] as const

export type ToolName = (typeof tools)[number]['name']
