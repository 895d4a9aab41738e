import { peer } from '../peer.mjs'
const MiniSearch = await peer('minisearch')
const { Jieba } = await peer('@node-rs/jieba')
const jieba = Jieba.withDict((await peer('@node-rs/jieba/dict')).dict)

const isWord = (piece) => /[\p{L}\p{N}]/u.test(piece)
const tokenize = (text) => jieba.cutForSearch(text.normalize('NFKC'), true).filter(isWord)

export async function build(articles) {
  const index = new MiniSearch({ fields: ['title', 'text'], storeFields: ['title'], tokenize })
  index.addAll(articles)
  return index
}

export const find = async (index, text) => index.search(text, { combineWith: 'AND' }).map(({ id }) => id)
export const search = async (index, query) => (await find(index, query)).slice(0, 10)
