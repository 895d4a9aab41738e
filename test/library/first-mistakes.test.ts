/** What a program gets wrong first, and what it is told. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { addWords, buildIndex, createIndex, type GivenArticle, type Index } from '../../src/index.js'
import { temporaryFolder } from '../support/cli.js'

const folder = temporaryFolder()
afterAll(folder.remove)
let count = 0
const freshDir = (): string => {
  const dir = join(folder.path, String(++count))
  mkdirSync(dir)
  return dir
}
const messageOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: Error) => error.message,
  )

it('leaves the manifest of another program alone, with force as well', async () => {
  const [dir, source] = [freshDir(), join(freshDir(), 'a.md')]
  writeFileSync(join(dir, 'manifest.json'), '{"name":"app","icons":[]}')
  writeFileSync(source, '# 渡口\n\n渡船每天往返两次。\n')
  const works = [
    () => createIndex(dir),
    () => buildIndex({ dir, paths: [source] }),
    () => buildIndex({ dir, paths: [source], force: true }),
  ]
  for (const work of works) expect(await messageOf(work())).toContain('belongs to another program')
  expect(readFileSync(join(dir, 'manifest.json'), 'utf8')).toBe('{"name":"app","icons":[]}')
})

it('creates no index among other files', async () => {
  const dir = freshDir()
  writeFileSync(join(dir, '.gitignore'), '*')
  await (await createIndex(dir)).close()
  const other = freshDir()
  writeFileSync(join(other, 'notes.txt'), '别的')
  expect(await messageOf(createIndex(other))).toContain('the folder has other files')
})

it.each([
  [{ 'a b': 'keyword' }, '"a b:keyword" is not a field declaration'],
  [{ price: 'nope' }, '"price:nope" is not a field declaration'],
  [{ price: 'number', title: 'keyword' }, '"title:keyword": this name has another meaning'],
])('names the wrong field of %j', async (fields, wanted) => {
  expect(await messageOf(createIndex(':memory:', { fields: fields as never }))).toContain(wanted)
})

it('takes numbers as IDs both ways, and refuses what is none', async () => {
  await using index = await createIndex(':memory:')
  await index.add([{ id: 5, text: '渡船' }])
  await index.commit()
  expect([(await index.get(5))?.id, (await index.get('5'))?.id]).toEqual(['5', '5'])
  for (const wrong of [null, undefined, {}, NaN])
    await expect(index.get(wrong as never)).rejects.toMatchObject({ code: 'USAGE' })
  expect(await messageOf(index.remove(['5', null as never]))).toContain('Give a string or a number')
  expect(await index.remove([5])).toBe(1)
  await index.commit()
  expect(index.articleCount).toBe(0)
})

it('refuses half a character in an ID, and says that a body is called text', async () => {
  await using index = await createIndex(':memory:')
  expect(await messageOf(index.add([{ id: 'a\ud800', text: '渡船' }]))).toContain('lone surrogate')
  expect(await messageOf(index.add([{ id: 1, body: '渡船' } as GivenArticle]))).toContain('Call it "text"')
})

it('applies words at the next commit', async () => {
  const dir = freshDir()
  await using index = await createIndex(dir)
  await index.add([{ id: 1, text: '他们在渡船坊喝茶。' }])
  await index.commit()
  await addWords(dir, ['渡船坊'])
  await index.refresh()
  await index.add([{ id: 2, text: '早上的集市。' }])
  await index.commit()
  expect((await index.search('渡船坊', { explain: true })).total).toBe(1)
})

it('is an index of any fields to functions that need none', async () => {
  const countOf = async (index: Index): Promise<number> => (await index.search('渡船')).total
  await using index = await createIndex(':memory:', { fields: { outlet: 'keyword', price: 'number' } })
  await index.add([{ id: 1, text: '渡船', price: 3 }])
  await index.commit()
  expect(await countOf(index)).toBe(1)
  for await (const { match } of index.kwic('渡船')) expect(match).toBe('渡船')
})
