/** Small indexes with every kind of file and section, taken apart so that a forger can change any of it. */
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readManifest } from '../../../src/storage/commit/snapshot.js'
import { buildIndex } from '../../../src/indexing/build-index.js'
import { addWords } from '../../../src/indexing/user-words/teach.js'
import { manifestName } from '../../../src/storage/segment/manifest.js'
import type { Manifest } from '../../../src/storage/segment/manifest.js'
import { createMemoryDisk } from '../../store/memory-disk.js'
import type { MemoryDisk } from '../../store/memory-disk.js'

export const indexDir = '/disk/index'

export interface Sample {
  readonly name: string
  readonly disk: MemoryDisk
  readonly manifest: Manifest
  /** By name: content without page table and trailer. */
  readonly contents: ReadonlyMap<string, Uint8Array>
  /** The folder of its sources. */
  readonly sources: string
  readonly tokenizer: 'bigram' | 'native'
}

const parts = [
  '渡口的船',
  '山上的灯塔',
  '银行',
  '夜里敲钟',
  'COVID-19',
  '努尔特列乌',
  '二〇二四年',
  '洪水漫过栏杆',
  '。',
  '\n',
  'Bridge ',
  '臺灣',
  'ＡＢＣ',
]

function articles(count: number): string[] {
  let state = 1
  const draw = (): string => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return parts[(state >>> 8) % parts.length]!
  }
  return Array.from({ length: count }, (_, at) => {
    const text = Array.from({ length: 14 }, draw).join('') + String.fromCharCode(0x4e00 + at * 7)
    const [author, tags] = [['林舟', '王桥', ''][at % 3], at % 4 === 0 ? ['桥', `标签${at % 10}`] : []]
    const date = at % 11 === 0 ? undefined : `20${10 + (at % 9)}-03-04`
    return JSON.stringify({ _id: `a${at}`, title: `第${at}篇`, text, date, tags, author, mood: at % 5 })
  })
}

const page = (at: number): string => `第${at}页\n\n河畔小报\n\n${'渡口的灯塔在夜里亮着。'.repeat(3)}${at}\n\n河畔小报\n`

function writeSources(folder: string, files: Readonly<Record<string, string>>, seconds: number): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
    utimesSync(path, seconds, seconds)
  }
}

const pages = Object.fromEntries([1, 2, 3, 4, 5].map((at) => [`pages/${at}.txt`, page(at)]))
const post = '---\ntitle: 旧桥\nauthor: 林舟\ntags: [水文]\n---\n\n桥面抬高半米，![洪水漫过栏杆](a.png) 渡口修好了。\n'

/** Two segments, deletions, moves, shared lines; in another sample few articles, cut by a lexicon with taught words. */
export async function buildSample(tokenizer: Sample['tokenizer']): Promise<Sample> {
  const count = tokenizer === 'bigram' ? 170 : 30
  const sources = mkdtempSync(join(tmpdir(), 'xunzhang-forged-'))
  const disk = createMemoryDisk('/disk')
  const environment = { fileSystem: disk }
  const build = () => buildIndex({ paths: [sources], dir: indexDir, jobs: 1, tokenizer }, environment)
  const all = articles(count)
  const cut = Math.floor(count * 0.9)
  writeSources(sources, { 'first.jsonl': all.slice(0, cut).join('\n'), 'post.md': post, ...pages }, 1_700_000_000)
  await build()
  if (tokenizer === 'native')
    addWords(indexDir, [{ word: '努尔特列乌' }, { word: '渡口的船', frequency: 9 }], environment)
  const changed = { 'first.jsonl': all.slice(9, cut).join('\n'), 'second.jsonl': all.slice(cut).join('\n') }
  writeSources(sources, changed, 1_700_000_100)
  await build()
  if (tokenizer === 'native') addWords(indexDir, [{ word: '敲钟' }], environment)
  return takeApart({ name: tokenizer, disk, sources, tokenizer })
}

function takeApart(built: Omit<Sample, 'manifest' | 'contents'>): Sample {
  const manifest = readManifest(built.disk, indexDir)!
  const contents = new Map<string, Uint8Array>()
  for (const [path, bytes] of built.disk.files()) {
    const name = path.slice(indexDir.length + 1)
    if (name !== manifestName) contents.set(name, bytes.slice(0, Number(sizeIn(bytes))))
  }
  return { ...built, manifest, contents }
}

function sizeIn(bytes: Uint8Array): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(bytes.length - 24, true)
}

export function removeSample({ sources }: Sample): void {
  rmSync(sources, { recursive: true, force: true })
}
