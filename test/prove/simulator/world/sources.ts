/** The folder of articles, and its author, who adds, edits, deletes and renames files, also while they are read. */
import { createAt, folderAt, lookUp, makeFolderAt, removeAt, renameAt, syncFile, syncNames } from '../disk/disk.js'
import { setContent } from '../disk/inode.js'
import { sourceDir } from './world.js'
import type { World } from './world.js'

const pieces = [
  ...['河水', '渡口', '灯塔', '长江大桥', '下游', '守灯人', '的', '在', '了', '什么', '山', '江', '大', '口'],
  ...['AI', 'ai3', 'C++', '燈塔', '，', '。', ' '],
]
/** Many pages end with it: what readers call a repeated line. */
const footer = '关注渡口公众号，扫一扫。'

const names = [
  'a.md',
  'b.md',
  'c.txt',
  'd.txt',
  'e.txt',
  'f.txt',
  'g.txt',
  'h.jsonl',
  'i.jsonl',
  'j.json',
  'k.csv',
  'l.md',
]
const folders = ['', '', 'sub/'] as const
const days = ['2023-05-01', '2023-05-02', '2024-12-31', '1999-01-01', '']

/** A text that shares much with all others. */
export function someText({ random }: World, most: number): string {
  return Array.from({ length: 1 + random.below(most) }, () => random.pick(pieces)).join('')
}

/** Always there: a folder without any article is refused, since it may be a disk that isn't mounted. */
const lasting = 'a.md'

/** One change of the folder. */
export function editSources(world: World): void {
  const { random } = world
  if (lookUp(world.disk, `${sourceDir}/${lasting}`) === undefined) return put(world, lasting, page(world))
  if (world.habit === 'journal' && random.chance(0.7)) return keepJournal(world)
  const path = `${random.pick(folders)}${random.pick(names)}`
  const kind = lookUp(world.disk, `${sourceDir}/${path}`) === undefined ? 0 : random.below(11)
  if (kind < 5) put(world, path, contentFor(world, path))
  else if (kind < 7 || path === lasting) put(world, path, edited(world, path))
  else if (kind === 7) touch(world, path)
  else if (kind < 10) take(world, path)
  else move(world, path)
}

/** A file of many lines, of which few change at a time. */
const journal = 'h.jsonl'

function keepJournal(world: World): void {
  const isThere = lookUp(world.disk, `${sourceDir}/${journal}`) !== undefined
  if (isThere) put(world, journal, edited(world, journal))
  else put(world, journal, linesOf(Array.from({ length: 8 + world.random.below(9) }, () => someLine(world))))
}

/** Files by path, as they are now. */
export function sourceFiles({ disk }: Pick<World, 'disk'>): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>()
  for (const folder of ['', 'sub/']) {
    const node = lookUp(disk, `${sourceDir}/${folder}`)
    if (node?.kind !== 'folder') continue
    for (const [name, file] of node.names) if (file.kind === 'file') found.set(`${folder}${name}`, file.content)
  }
  return found
}

function contentFor(world: World, path: string): string {
  const { random } = world
  const end = path.slice(path.lastIndexOf('.'))
  if (end === '.md') return page(world)
  if (end === '.txt')
    return `${someText(world, 5)}\n\n${someText(world, 14)}\n${random.chance(0.6) ? `\n${footer}\n` : ''}`
  const most = end === '.jsonl' && random.chance(0.3) ? 12 : 4
  const records = Array.from({ length: 1 + random.below(most) }, () => record(world))
  if (end === '.json') return random.chance(0.9) ? JSON.stringify(records) : brokenOff(world, JSON.stringify(records))
  if (end === '.jsonl') return records.map((one) => `${JSON.stringify(one)}\n`).join('')
  const rows = records.map(({ _id, title, text }) => [_id, title, text].map((cell) => `"${cell}"`).join())
  return ['_id,title,text', ...rows, ''].join('\n')
}

function page(world: World): string {
  const { random } = world
  const date = random.pick(days)
  const fields = [`title: 题${someText(world, 3)}`, ...(date === '' ? [] : [`date: ${date}`]), 'tags: [渡口]']
  return `---\n${fields.join('\n').replace(/[，。]/g, '')}\n---\n\n${someText(world, 20)}\n`
}

function record(world: World): { _id: string; title: string; text: string; date?: string; author?: string } {
  const { random } = world
  const date = random.pick(days)
  const author = random.chance(0.3) ? { author: '守灯人' } : {}
  const id = `r${++world.records}`
  return { _id: id, title: someText(world, 3), text: someText(world, 16), ...(date !== '' && { date }), ...author }
}

/** Lines of records come, go and change places; other files are written anew. */
function edited(world: World, path: string): string {
  const { random } = world
  if (!path.endsWith('.jsonl')) return contentFor(world, path)
  const lines = new TextDecoder()
    .decode(sourceFiles(world).get(path))
    .split('\n')
    .filter((line) => line !== '')
  const share = random.pick([0.8, 0.95, 1])
  const all = lines.filter(() => random.chance(share))
  for (let fresh = random.below(3); fresh > 0; fresh--) all.splice(somePlace(world, all), 0, someLine(world))
  if (all.length > 1 && random.chance(0.15))
    all.splice(somePlace(world, all), 0, ...all.splice(random.below(all.length), 1))
  if (all.length > 0 && random.chance(0.1)) breakOne(world, all)
  return linesOf(all)
}

/** Most often the first or the last. */
function somePlace({ random }: World, lines: readonly string[]): number {
  return random.pick([0, lines.length, random.below(lines.length + 1)])
}

const someLine = (world: World): string => JSON.stringify(record(world))

const linesOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')

/** As a copy is that was interrupted. */
const brokenOff = ({ random }: World, text: string): string => text.slice(0, 1 + random.below(text.length - 1))

function breakOne(world: World, lines: string[]): void {
  const at = world.random.below(lines.length)
  lines[at] = brokenOff(world, lines[at]!)
}

function put(world: World, path: string, text: string): void {
  const target = `${sourceDir}/${path}`
  const now = world.clock.now()
  if (path.startsWith('sub/') && lookUp(world.disk, `${sourceDir}/sub`) === undefined) {
    makeFolderAt(world.disk, `${sourceDir}/sub`, now)
  }
  const file = createAt(world.disk, target, now, 'keep')
  setContent(file, new TextEncoder().encode(text), now)
  syncFile(file)
  settle(world)
  world.journal.note(`edit ${path} ${text}`)
}

/** Another time, the same bytes. */
function touch(world: World, path: string): void {
  put(world, path, new TextDecoder().decode(sourceFiles(world).get(path)))
}

function take(world: World, path: string): void {
  removeAt(world.disk, `${sourceDir}/${path}`, world.clock.now())
  settle(world)
  world.journal.note(`delete ${path}`)
}

function move(world: World, path: string): void {
  const { random } = world
  const end = path.slice(path.lastIndexOf('.'))
  const to = random.pick(names.filter((name) => name.endsWith(end)))
  if (to === path || to === lasting || path.startsWith('sub/')) return
  renameAt(world.disk, `${sourceDir}/${path}`, `${sourceDir}/${to}`, world.clock.now())
  settle(world)
  world.journal.note(`rename ${path} ${to}`)
}

/** The author's files are safe at once: what a power cut takes of them proves nothing of the index. */
function settle({ disk }: World): void {
  for (const path of [sourceDir, `${sourceDir}/sub`])
    if (lookUp(disk, path) !== undefined) syncNames(folderAt(disk, path))
}
