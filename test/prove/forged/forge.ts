/** An index that somebody forged: one to three changes to its parts, and every checksum right. */
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { formatVersion } from '../../../src/storage/segment/format.js'
import { manifestName } from '../../../src/storage/segment/manifest.js'
import type { Manifest } from '../../../src/storage/segment/manifest.js'
import { openPagedFile } from '../../../src/storage/store/paged/reader.js'
import { writePagedFile } from '../../../src/storage/store/paged/writer.js'
import type { MemoryDisk } from '../../store/memory-disk.js'
import { changeBytes } from './bytes.js'
import type { Random } from './random.js'
import { indexDir } from './sample.js'
import type { Sample } from './sample.js'
import { contentOf, putTogether, takeApart, withSection } from './segment-parts.js'
import type { SegmentParts } from './segment-parts.js'
import { changeValue, encodeJson } from './values.js'

interface Forgery {
  readonly contents: Map<string, Uint8Array>
  manifest: unknown
  readonly changed: Set<string>
  /** What was done, for whoever looks into a case. */
  readonly steps: string[]
}

export function forge(sample: Sample, random: Random): { disk: MemoryDisk; steps: readonly string[] } {
  const forgery = startForgery(sample)
  for (let left = random.chance(0.7) ? 1 : 2 + random.below(2); left > 0; left--) changeSomething(forgery, random)
  return { disk: assemble(sample, forgery, random), steps: forgery.steps }
}

/** The sample with one section of a segment as `edit` leaves it, of any length. */
export function forgeSection(
  sample: Sample,
  name: string,
  section: string,
  edit: (bytes: Uint8Array) => Uint8Array,
): MemoryDisk {
  const forgery = startForgery(sample)
  const parts = takeApart(forgery.contents.get(name)!)!
  put(forgery, name, withSection(parts, section, edit(contentOf(parts, section))), 'edited')
  return assemble(sample, forgery, undefined)
}

/** The sample with another manifest. */
export function forgeManifest(sample: Sample, edit: (manifest: Manifest) => unknown): MemoryDisk {
  return assemble(sample, { ...startForgery(sample), manifest: edit(structuredClone(sample.manifest)) }, undefined)
}

/** The sample with another content of a file that isn't a segment. */
export function forgeFile(sample: Sample, name: string, content: Uint8Array): MemoryDisk {
  const forgery = startForgery(sample)
  put(forgery, name, content, 'edited')
  return assemble(sample, forgery, undefined)
}

function startForgery(sample: Sample): Forgery {
  return { contents: new Map(sample.contents), manifest: sample.manifest, changed: new Set(), steps: [] }
}

function changeSomething(forgery: Forgery, random: Random): void {
  const names = [...forgery.contents.keys()]
  const segments = names.filter((name) => name.endsWith('.seg'))
  const kind = random.below(10)
  if (kind === 0) {
    const { value, how } = changeValue(forgery.manifest, random)
    forgery.manifest = value
    forgery.steps.push(`manifest: ${how}`)
  } else if (kind <= 6) changeSegment(forgery, random.pick(segments), random)
  else changeFile(forgery, random.pick(names.filter((name) => !name.endsWith('.seg'))), random)
}

function put({ contents, changed, steps }: Forgery, name: string, bytes: Uint8Array, how: string): void {
  contents.set(name, bytes)
  changed.add(name)
  steps.push(`${name}: ${how}`)
}

/** Lines and words are JSON; whatever a file is, its bytes may be changed, or be those of another. */
function changeFile(forgery: Forgery, name: string, random: Random): void {
  const bytes = forgery.contents.get(name)!
  if (/\.(lines|words)$/.test(name) && random.chance(0.7)) {
    const { value, how } = changeValue(JSON.parse(safeText(bytes)) as unknown, random)
    return put(forgery, name, encodeJson(value), how)
  }
  if (random.chance(0.05)) {
    const other = random.pick([...forgery.contents.keys()])
    return put(forgery, name, forgery.contents.get(other)!, `content of ${other}`)
  }
  const { bytes: changed, how } = changeBytes(bytes, random, false)
  put(forgery, name, changed, how)
}

function changeSegment(forgery: Forgery, name: string, random: Random): void {
  const bytes = forgery.contents.get(name)!
  const parts = takeApart(bytes)
  if (parts === undefined || random.chance(0.03)) {
    const { bytes: changed, how } = changeBytes(bytes, random, false)
    return put(forgery, name, changed, how)
  }
  if (random.chance(0.15)) {
    const { value, how } = changeValue(parts.table, random)
    return put(forgery, name, putTogether(parts.body, value), `table: ${how}`)
  }
  changeSection(forgery, name, parts, random)
}

function changeSection(forgery: Forgery, name: string, parts: SegmentParts, random: Random): void {
  const section = random.pick(Object.keys(parts.table.sections))
  const old = contentOf(parts, section)
  const fromElsewhere = random.chance(0.08) ? otherSection(forgery, section, random) : undefined
  const { bytes, how } = fromElsewhere ?? changeContent(section, old, random)
  put(forgery, name, withSection(parts, section, bytes), `${section}: ${how}`)
}

function changeContent(section: string, bytes: Uint8Array, random: Random): { bytes: Uint8Array; how: string } {
  if (section !== 'files' || random.chance(0.3)) return changeBytes(bytes, random, random.chance(0.8))
  const { value, how } = changeValue(JSON.parse(safeText(bytes)) as unknown, random)
  return { bytes: encodeJson(value), how }
}

function safeText(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes)
  try {
    JSON.parse(text)
    return text
  } catch {
    return '["a"]'
  }
}

/** The same section of another segment, or another of any. */
function otherSection(
  forgery: Forgery,
  section: string,
  random: Random,
): { bytes: Uint8Array; how: string } | undefined {
  const name = random.pick([...forgery.contents.keys()].filter((file) => file.endsWith('.seg')))
  const parts = takeApart(forgery.contents.get(name)!)
  if (parts === undefined) return undefined
  const { sections } = parts.table
  const from = random.chance(0.6) && section in sections ? section : random.pick(Object.keys(sections))
  return { bytes: contentOf(parts, from), how: `${from} of ${name}` }
}

interface Entry {
  name?: unknown
  checksum?: unknown
  bytes?: unknown
}

/** Writes what was changed with new checksums, and the manifest that repeats them. */
function assemble(
  sample: Sample,
  { contents, changed, manifest, steps }: Forgery,
  random: Random | undefined,
): MemoryDisk {
  const disk = sample.disk.afterKill()
  const told = structuredClone(manifest) as Manifest
  for (const name of changed) {
    const path = join(indexDir, name)
    disk.put(path, undefined)
    const bytes = writePagedFile(disk, path, formatVersion, contents.get(name)!)
    const file = openPagedFile(disk, path, { version: formatVersion, cache: 'window' })
    file.close()
    retell(told, name, file.checksum, bytes)
  }
  if (changed.size === 0 || random?.chance(0.1) !== true) disk.put(join(indexDir, manifestName), encodeManifest(told))
  else {
    const { value, how } = changeValue(told, random)
    steps.push(`manifest: ${how}`)
    disk.put(join(indexDir, manifestName), encodeManifest(value))
  }
  return disk
}

/** Puts the checksum and size of a file wherever a manifest speaks of it. */
function retell(value: unknown, name: string, checksum: number, bytes: number): void {
  if (typeof value !== 'object' || value === null) return
  const entry = value as Entry & { catalog?: unknown; catalogChecksum?: unknown }
  if (entry.name === name) {
    entry.checksum = checksum
    if ('bytes' in entry) entry.bytes = bytes
  }
  if (entry.catalog === name) entry.catalogChecksum = checksum
  for (const inner of Object.values(value)) retell(inner, name, checksum, bytes)
}

function encodeManifest(value: unknown): Uint8Array {
  const body = encodeJson(value)
  const head = JSON.stringify({ format: 'xunzhang', version: formatVersion, crc32: crc32(body).toString(16) })
  return Buffer.concat([Buffer.from(`${head}\n`), body, Buffer.from('\n')])
}
