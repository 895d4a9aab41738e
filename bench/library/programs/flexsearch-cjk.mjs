import { peer } from '../peer.mjs'
const { Document, Charset } = await peer('flexsearch')

export async function build(articles) {
  const index = new Document({ document: { id: 'id', index: ['title', 'text'] }, encoder: Charset.CJK })
  for (const article of articles) index.add(article)
  return index
}

const ask = (index, text, limit) => [...new Set(index.search(text, { limit }).flatMap(({ result }) => result))]
export const search = async (index, query) => ask(index, query, 10)
export const find = async (index, text) => ask(index, text, 1e6)
