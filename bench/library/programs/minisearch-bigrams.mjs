import { peer } from '../peer.mjs'
const MiniSearch = await peer('minisearch')

function tokenize(text) {
  const runs = text.normalize('NFKC').match(/\p{Script=Han}+|[\p{L}\p{N}]+/gu) ?? []
  return runs.flatMap((run) => {
    if (!/\p{Script=Han}/u.test(run) || run.length === 1) return [run]
    return Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2))
  })
}

export async function build(articles) {
  const index = new MiniSearch({ fields: ['title', 'text'], storeFields: ['title'], tokenize })
  index.addAll(articles)
  return index
}

export const find = async (index, text) => index.search(text, { combineWith: 'AND' }).map(({ id }) => id)
export const search = async (index, query) => (await find(index, query)).slice(0, 10)
