import { createIndex } from 'xunzhang'

export async function build(articles) {
  const index = await createIndex(':memory:')
  await index.add(articles)
  await index.commit()
  return index
}

const ids = ({ hits }) => hits.map(({ id }) => id)
export const search = async (index, query) => ids(await index.search(query))
export const find = async (index, text) => ids(await index.search(`"${text}"`, { limit: 10_000, snippets: false }))
