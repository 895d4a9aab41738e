import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../src/source/limits.js'
import type { MemoryDisk } from '../store/memory-disk.js'
import { check, contentOf, createSources, emptyDisk, update } from './support.js'

const PROSE = '河边的树在秋天落了叶，孩子们把叶子夹进书里，等着冬天来；老人们坐在桥头，说起从前的水有多高。'

function write(sources: ReturnType<typeof createSources>, name: string, content: string | Uint8Array): void {
  writeFileSync(join(sources.path, name), content)
  sources.touch(name)
}

const idsOf = (disk: MemoryDisk): string[] =>
  contentOf(disk)!.map((line) => (JSON.parse(line) as [{ id: string }])[0].id)

const line = (id: string, text = PROSE): string => JSON.stringify({ id, text })
const lines = (...ids: readonly string[]): string => `${ids.map((id) => line(id)).join('\n')}\n`
const feed = (...titles: readonly string[]): string =>
  `<rss><channel>${titles.map((title) => `<item><guid>${title}</guid><title>${title}</title><description>${PROSE}</description></item>`).join('')}</channel></rss>`
const table = (...ids: readonly string[]): string => `id,text\n${ids.map((id) => `${id},${PROSE}\n`).join('')}`
const page = (text: string): string =>
  `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>${text}${PROSE}</p></body></html>`
const record = (text: string): string =>
  `WARC/1.0\r\nWARC-Type: response\r\nContent-Length: ${Buffer.byteLength(page(text))}\r\n\r\n${page(text)}\r\n\r\n`
const book = (...names: readonly string[]): Uint8Array =>
  zipSync({
    'META-INF/container.xml': strToU8('<container><rootfile full-path="b.opf"/></container>'),
    'b.opf': strToU8(
      `<package><manifest>${names.map((name) => `<item id="${name}" href="${name}.html"/>`).join('')}</manifest><spine>${names.map((name) => `<itemref idref="${name}"/>`).join('')}</spine></package>`,
    ),
    ...Object.fromEntries(names.map((name) => [`${name}.html`, strToU8(`<p>${name}${PROSE}</p>`)])),
  })
const cut = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, bytes.length - 20)
const noise = Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 251))
const packed = gzipSync(lines(...Array.from({ length: 200 }, (_, n) => `${n}:${Math.imul(n, 2654435761)}`)))

/** Name, content of three articles, the same file as it fails, and an edit that leaves one article. */
const formats: readonly (readonly [string, string | Uint8Array, string | Uint8Array, string | Uint8Array])[] = [
  ['a.csv', table('1', '2', '3'), `id,text\n1,"${PROSE}\n`, table('1')],
  ['header.csv', table('1', '2', '3'), `1,${PROSE}\n`, table('1')],
  [
    'list.json',
    `[${line('1')},${line('2')},${line('3')}]`,
    `[${line('1')},${line('2').slice(0, -9)}`,
    `[${line('1')}]`,
  ],
  ['comma.json', `[${line('1')},${line('2')},${line('3')}]`, `[${line('1')},`, `[${line('1')}]`],
  [
    'object.json',
    `{"items":[${line('1')},${line('2')},${line('3')}]}`,
    `{"items":[${line('1')},`,
    `{"items":[${line('1')}]}`,
  ],
  ['error.json', `{"items":[${line('1')},${line('2')},${line('3')}]}`, '{"error":"limit"}', `{"items":[${line('1')}]}`],
  ['a.jsonl', lines('1', '2', '3'), `${line('1')}\n${line('2').slice(0, -9)}`, lines('1')],
  ['a.xml', feed('1', '2', '3'), feed('1', '2', '3').slice(0, -30), feed('1')],
  ['page.xml', feed('1', '2', '3'), '<html><body>502 Bad Gateway</body></html>', feed('1')],
  ['a.epub', book('1', '2', '3'), cut(book('1', '2', '3')), book('1')],
  ['a.warc', record('1') + record('2') + record('3'), (record('1') + record('2')).slice(0, -99), record('1')],
  ['a.csv.gz', gzipSync(table('1', '2', '3')), cut(gzipSync(table('1', '2', '3'))), gzipSync(table('1'))],
  ['a.jsonl.gz', gzipSync(lines('1', '2', '3')), gzipSync(lines('1').slice(0, -9)), gzipSync(lines('1'))],
]

describe('a file that held articles', () => {
  it.each(formats)('keeps them where %s fails to parse, until it parses again', async (name, whole, broken, edited) => {
    const sources = createSources({ 'other.md': '渡口' })
    const disk = emptyDisk()
    write(sources, name, whole)
    expect(await update(sources, disk)).toMatchObject({ articles: 4, failed: 0 })
    const before = idsOf(disk)
    write(sources, name, broken)
    for (let round = 0; round < 2; round++) {
      const report = await update(sources, disk)
      expect(report).toMatchObject({ articles: 4, removed: 0 })
      expect(report.failed).toBeGreaterThan(0)
      expect(idsOf(disk)).toEqual(before)
      expect((await check(disk)).problems).toEqual([])
    }
    write(sources, name, edited)
    expect(await update(sources, disk)).toMatchObject({ articles: 2, removed: 2, failed: 0 })
  })
  it.each(['a.md', 'a.txt', 'a.html', 'a.csv', 'a.xml', 'a.json', 'a.epub', 'a.warc', 'a.csv.gz'])(
    'keeps them where %s becomes bytes that are no text',
    async (name) => {
      const whole = formats.find(([other]) => other.endsWith(name.slice(1)))?.[1] ?? PROSE
      const sources = createSources()
      const disk = emptyDisk()
      write(sources, name, whole)
      await update(sources, disk)
      const before = contentOf(disk)
      expect(before!.length).toBeGreaterThan(0)
      write(sources, name, noise)
      const report = await update(sources, disk)
      expect(report.failed).toBeGreaterThan(0)
      expect(contentOf(disk)).toEqual(before)
    },
  )
  it('keeps them where a large compressed file is cut', async () => {
    const sources = createSources()
    const disk = emptyDisk()
    write(sources, 'a.jsonl.gz', packed)
    expect(await update(sources, disk)).toMatchObject({ articles: 200 })
    write(sources, 'a.jsonl.gz', packed.subarray(0, packed.length / 2))
    expect(await update(sources, disk)).toMatchObject({ articles: 200, removed: 0 })
  })
  it('keeps them where it grows beyond the limit', async () => {
    const sources = createSources({ 'a.txt': PROSE, 'sub/a.txt': PROSE })
    const disk = emptyDisk()
    await update(sources, disk)
    write(sources, 'a.txt', Buffer.alloc(LIMITS.articleBytes + 1, 'a'))
    expect(await update(sources, disk)).toMatchObject({ articles: 2, removed: 0, failed: 1 })
    sources.write({ 'a.txt': undefined })
    expect(await update(sources, disk)).toMatchObject({ articles: 1, removed: 1, failed: 0 })
  })
  it('keeps them where it is more than the given memory has room for, and is read without that bound', async () => {
    const sources = createSources({ 'a.txt': PROSE, 'sub/a.txt': PROSE })
    const disk = emptyDisk()
    await update(sources, disk)
    write(sources, 'a.txt', `${PROSE}\n`.repeat(40_000))
    const report = await update(sources, disk, { memory: 1 })
    expect(report).toMatchObject({ articles: 2, removed: 0, failed: 1 })
    expect(report.problems.map(({ message }) => message)).toEqual([
      '5 MiB is more than the 4 MiB of a file with one article that fit in the given memory',
    ])
    expect(await update(sources, disk)).toMatchObject({ articles: 2, updated: 1, failed: 0 })
  })
  it('has a newer version of one of them instead of the old where a part of it fails', async () => {
    const sources = createSources({ 'a.json': `[${line('1')},${line('2')}]` })
    const disk = emptyDisk()
    await update(sources, disk)
    sources.write({ 'a.json': `[${line('2', '山石')},{"id"` })
    expect(await update(sources, disk)).toMatchObject({ articles: 2, updated: 1, removed: 0 })
    expect(idsOf(disk)).toEqual(['1', '2'])
  })
})

describe('a broken line of JSONL', () => {
  const names = Array.from({ length: 9 }, (_, n) => `${n}`)
  const broken = '{"id": "4", "te'
  const without = (...gone: readonly number[]): string =>
    names.map((id, n) => (gone.includes(n) ? '' : `${n === 4 ? broken : line(id)}\n`)).join('')
  it('keeps what stood in its place, and holds back no edit elsewhere', async () => {
    const sources = createSources({ 'a.jsonl': lines(...names) })
    const disk = emptyDisk()
    await update(sources, disk)
    sources.write({ 'a.jsonl': without() })
    expect(await update(sources, disk)).toMatchObject({ articles: 9, removed: 0, failed: 1 })
    sources.write({ 'a.jsonl': without(1, 7) })
    expect(await update(sources, disk)).toMatchObject({ articles: 7, removed: 2, failed: 1 })
    expect(idsOf(disk)).toEqual(['0', '2', '3', '4', '5', '6', '8'])
    sources.write({ 'a.jsonl': lines('0', '2', '3', '5', '6', '8') })
    expect(await update(sources, disk)).toMatchObject({ articles: 6, removed: 1, failed: 0 })
  })
})
