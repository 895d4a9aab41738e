/** Checks an index: every checksum, every cross-reference between files and between the parts of a segment. */
import { requireFolder } from '../storage/commit/write-errors.js'
import { join } from 'node:path'
import { isXunzhangError, XunzhangError, type ParametersOf, type Reason } from '../base/errors.js'
import { countDeleted } from '../storage/segment/moves.js'
import { Field, fieldNames, indexedFields, type FieldId } from '../storage/segment/fields.js'
import type { Manifest, SegmentEntry } from '../storage/segment/manifest.js'
import { decodePostings } from '../storage/segment/postings/codec.js'
import { kindOf, surfaceLength } from '../storage/segment/vocabulary/spellings.js'
import { storedFacets } from '../text/facets/index.js'
import { givenPath } from '../text/qualified-ids.js'
import { openSegment, type SegmentReader } from '../storage/segment/reader.js'
import type { FileSystem } from '../storage/store/file-system.js'
import { readCatalog, type Catalog } from '../storage/commit/catalog.js'
import { commitBytes, filesOf } from '../storage/commit/commit.js'
import {
  machine,
  missingIndex,
  openNamed,
  openVectors,
  readDeletions,
  readManifest,
  readMoves,
  readRepeated,
  type Environment,
} from '../storage/commit/snapshot.js'
import { readLexiconState } from '../storage/commit/lexicon-state.js'
import type { CheckReport } from './types.js'

/** As {@link examineIndex}, but each finding is a line of text. */
export async function checkIndex(dir: string, environment: Environment = machine): Promise<CheckReport> {
  return reportOf(await examineIndex(dir, environment))
}

export interface Examination extends Omit<CheckReport, 'problems'> {
  readonly findings: readonly XunzhangError[]
}

/** @param say the line of a finding */
export function reportOf(
  { findings, ...figures }: Examination,
  say = ({ message }: XunzhangError): string => message,
): CheckReport {
  return { ...figures, problems: findings.map((finding) => say(finding)) }
}

/**
 * Reads the whole index; changes nothing.
 * @throws XunzhangError INDEX_MISSING
 */
export async function examineIndex(dir: string, { fileSystem: fs }: Environment = machine): Promise<Examination> {
  requireFolder(dir)
  const findings: XunzhangError[] = []
  const manifest = attempt(findings, () => readManifest(fs, dir))
  if (manifest === undefined) {
    if (findings.length === 0) throw missingIndex(dir)
    return { ok: false, files: 0, bytes: 0, articles: 0, findings }
  }
  const { catalog, catalogChecksum } = manifest
  const files = attempt(findings, () => readCatalog(fs, join(dir, catalog), catalogChecksum))
  attempt(findings, () => readRepeated(fs, dir, manifest))
  attempt(findings, () => readLexiconState(fs, dir, manifest))
  let articles = 0
  for (const entry of manifest.segments)
    articles += attempt(findings, () => checkSegment(fs, dir, entry, files, manifest.vectors, findings)) ?? 0
  const bytes = commitBytes(fs, dir, manifest)
  return { ok: findings.length === 0, files: filesOf(manifest).size, bytes, articles, findings }
}

function attempt<T>(findings: XunzhangError[], work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (!isXunzhangError(error)) throw error
    findings.push(error)
    return undefined
  }
}

function checkSegment(
  fs: FileSystem,
  dir: string,
  entry: SegmentEntry,
  files: Catalog | undefined,
  what: Manifest['vectors'],
  findings: XunzhangError[],
): number {
  const where = join(dir, entry.name)
  const file = openNamed(fs, dir, entry, 'window')
  try {
    file.verify()
    const deleted = readDeletions(fs, dir, entry)
    const segment = openSegment(file, { deleted, moves: readMoves(fs, dir, entry) })
    const finding: Finding = (reason, parameters) => {
      findings.push(new XunzhangError(reason, parameters, { where }))
    }
    if (segment.articles !== entry.articles)
      finding('COUNT_DIFFERS', { what: 'articles', found: segment.articles, expected: entry.articles })
    const count = deleted === undefined ? 0 : countDeleted(deleted)
    const expected = entry.deletions?.count ?? 0
    if (count !== expected) finding('COUNT_DIFFERS', { what: 'deleted', found: count, expected })
    checkParts(segment, finding)
    attempt(findings, () => checkVectors(fs, dir, entry, what))
    if (files !== undefined) checkFiles(segment, files, finding)
    return entry.articles - count
  } finally {
    file.close()
  }
}

function checkVectors(fs: FileSystem, dir: string, entry: SegmentEntry, what: Manifest['vectors']): void {
  const vectors = openVectors(fs, dir, entry, what)
  try {
    vectors?.bytes()
  } finally {
    vectors?.close()
  }
}

type Finding = <R extends Reason>(reason: R, parameters: ParametersOf<R>) => void

function checkParts(segment: SegmentReader, finding: Finding): void {
  let postings = 0
  for (let field = 0 as FieldId; field < indexedFields; field++) postings += checkField(segment, field)
  checkColumns(segment)
  const expected = segment.table.postings
  if (postings !== expected) finding('COUNT_DIFFERS', { what: 'postings', found: postings, expected })
  for (let article = 0; article < segment.articles; article++) {
    const { id, file } = segment.record(article)
    if (segment.files[file] === undefined)
      finding('ARTICLE_DAMAGED', { what: 'file', article: id, file, files: segment.files.length })
    if (!textFits(segment, article)) finding('ARTICLE_DAMAGED', { what: 'text', article: id })
  }
}

/**
 * Every live article must come from a file in the catalog, or from a program; otherwise an update would never notice
 * that the file is gone.
 */
function checkFiles(segment: SegmentReader, files: Catalog, finding: Finding): void {
  for (let article = 0; article < segment.articles; article++) {
    const path = segment.files[segment.fileOf(article)]
    if (path === undefined || path === givenPath || segment.isDeleted(article)) continue
    if (!files.has(path))
      return finding('ARTICLE_DAMAGED', { what: 'source', article: segment.record(article).id, path })
  }
}

const text = {
  units: new Uint16Array(8192),
  unitCount: 0,
  tokens: new Int32Array(4096),
  tokenEnd: new Int32Array(4096),
  tokenCount: 0,
}

function textFits(segment: SegmentReader, article: number): boolean {
  segment.decode(article, Field.body, text)
  const isLong = text.unitCount === segment.lengths[article]
  for (const [field] of fieldNames.entries()) segment.decode(article, field as FieldId, text)
  return isLong
}

/** Decoding refuses lists out of order and articles that aren't there. */
function checkField(segment: SegmentReader, field: FieldId): number {
  const documents = new Int32Array(segment.articles)
  const frequencies = new Uint8Array(segment.articles)
  const pairs = segment.pairs(field)
  let postings = 0
  for (const first of pairs.firstUnits) {
    const group = pairs.group(first)!
    for (const i of group.seconds.keys()) postings += decodePostings(group.list(i), documents, frequencies)
  }
  for (const entry of segment.terms(field).scan()) postings += decodePostings(entry.list(), documents, frequencies)
  return postings
}

/** Reads the columns and the vocabulary, which searches read only when they need them. */
function checkColumns(segment: SegmentReader): void {
  const { vocabulary } = segment
  for (let id = 0; id < vocabulary.count; id++) {
    kindOf(vocabulary, id)
    surfaceLength(vocabulary, id)
  }
  for (const { name } of storedFacets) segment.facets(name)
  if (segment.days.length !== segment.articles) segment.refuse('days')
}
