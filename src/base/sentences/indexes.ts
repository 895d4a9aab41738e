import { plural } from '../sentence.js'
import type { Sentences } from '../sentence.js'

const rebuild = 'Rebuild with "xunzhang index --force".'
const ownFolder = 'Choose another folder with --index.'
const emptied = 'Check that all files are there; the index is unchanged. With --force it is rebuilt from what is there.'
const goOn = 'and run the command again; the last commit is intact.'

/** What a checksum was computed over. */
const checked = {
  page: (page: number) => `page ${page}`,
  table: () => 'the page table',
  manifest: () => 'the manifest',
}

/** What is wrong with an article given by a program, and what to give instead. */
const givenFlaws: Record<GivenFlaw, readonly [string, string]> = {
  object: ['not an object', 'Give an object with "id" and "text" or "title".'],
  id: ['missing, empty or longer than 2,000 characters', 'Give a string or a number that no other article has.'],
  text: ['not a string', 'Give a string.'],
  texts: ['not a list of strings', 'Give an array of strings.'],
  date: ['not a date', 'Give a Date, or a string such as "2024-05-21".'],
  json: ['not representable in JSON', 'Give strings, numbers, lists and plain objects.'],
  large: ['too large', 'Shorten it, or leave it out.'],
  empty: ['neither text nor title', 'Give "text" or "title".'],
  number: ['not a finite number', 'Give a number.'],
}

type GivenFlaw = 'object' | 'id' | 'text' | 'texts' | 'date' | 'json' | 'large' | 'empty' | 'number'

type Counts = { found: number; expected: number }

/** An index on disk. */
export const indexes = () =>
  ({
    INDEX_MISSING: ['no index here', 'Build one with "xunzhang index".'],
    INDEX_CLOSED: ['the index is closed', 'Open it again.'],
    INDEX_ON_CLUSTER: [
      'a collection on a cluster, not a folder',
      'Give the folder of an index with --index DIR; "xunzhang push" sends articles to a cluster.',
    ],
    ANALYZER_DIFFERS: ({ found, expected }: { found: string; expected: string }) => [
      `made with analyser ${found}, this program has ${expected}`,
      'Run "xunzhang index" to bring it up to date.',
    ],
    ARTICLE_MISSING: ({ id }: { id: string }) => [`no article has the ID "${id}"`, '"xunzhang search" prints IDs.'],
    FORMAT_VERSION: ({ found, expected }: { found: number; expected: string }) => [
      `format version ${found}, expected ${expected}`,
      rebuild,
    ],
    SECTION_MISSING: ({ section }: { section: string }) => [
      `section "${section}" is missing: another version wrote this file`,
      rebuild,
    ],
    INDEX_FILE_MISSING: ['the file is missing', rebuild],
    INDEX_FILE_UNREADABLE: ({ system }: { system: string }) => [
      `the file cannot be read (${system})`,
      `Check the disk and the permissions. ${rebuild}`,
    ],
    HEADER_MISSING: ['the first line is not the header of a manifest: the file is damaged', rebuild],
    TRAILER_MISSING: ['the file has no trailer: it is damaged', rebuild],
    SIZE_WRONG: ({ found, expected, isLeast }: Counts & { isLeast?: boolean }) => [
      `the file has ${plural(found, 'byte')}, expected ${isLeast === true ? 'at least ' : ''}${expected}: it is damaged`,
      rebuild,
    ],
    READ_SHORT: ({ found, expected, at }: Counts & { at: number }) => [
      `only ${found} of ${expected} bytes could be read at byte ${at}: the file is damaged`,
      rebuild,
    ],
    CHECKSUM_WRONG: ({
      of,
      page = 0,
      found,
      expected,
    }: {
      of: keyof typeof checked
      page?: number
      found: string
      expected: string
    }) => [`checksum ${found} of ${checked[of](page)}, expected ${expected}: the file is damaged`, rebuild],
    FILE_REPLACED: ({ found, expected }: { found: string; expected: string }) => [
      `the file was replaced: its checksum is ${found}, expected ${expected}`,
      rebuild,
    ],
    ARTICLE_COUNT: ({ found, expected }: Counts) => [
      `${plural(found, 'article')}, but the manifest says ${expected}`,
      rebuild,
    ],
    DELETED_COUNT: ({ found, expected }: Counts) => [
      `${plural(found, 'deleted article')}, but the manifest says ${expected}`,
      rebuild,
    ],
    POSTING_COUNT: ({ found, expected }: Counts) => [
      `${plural(found, 'posting')}, but the segment table says ${expected}`,
      rebuild,
    ],
    FILE_NUMBER: ({ article, file, files }: { article: string; file: number; files: number }) => [
      `article ${article} names file ${file}, but there ${files === 1 ? 'is' : 'are'} only ${plural(files, 'file')}`,
      rebuild,
    ],
    TEXT_LENGTH: ({ article }: { article: string }) => [
      `the text of article ${article} is not as long as its record says`,
      rebuild,
    ],
    FILE_UNLISTED: ({ article, path }: { article: string; path: string }) => [
      `article ${article} comes from ${path}, which is not in the catalog`,
      rebuild,
    ],
    INCONSISTENT_SECTION: ({ section, article }: { section: string; article?: number }) => [
      `section "${section}" is inconsistent${article === undefined ? '' : ` at article ${article}`}: the file is damaged`,
      rebuild,
    ],
    INCONSISTENT_FILE: ['its content is inconsistent: the file is damaged', rebuild],
    IMPOSSIBLE_VALUE: ({ key }: { key: string }) => [`"${key}" has an impossible value: the file is damaged`, rebuild],
    INDEX_LOCKED: ({ pid, host, isElsewhere }: { pid?: number; host?: string; isElsewhere: boolean }) => [
      `${pid === undefined ? 'another process' : `process ${pid} on ${host}`} is writing this index`,
      isElsewhere
        ? 'Wait until it has finished; if it no longer runs, delete this file.'
        : 'Wait until it has finished, or stop it.',
    ],
    LOCK_NOT_A_FILE: ['not a regular file', 'Remove or rename it: the lock of the index needs this name.'],
    INTERRUPTED: ['interrupted: the last commit is intact', 'Run the command again to continue.'],
    DISK_FULL: ['no space left', `Free some space ${goOn}`],
    FILE_SIZE_LIMIT: [
      'the file would be larger than allowed here',
      `Raise the limit ("ulimit -f") or use another file system ${goOn}`,
    ],
    WRITE_FORBIDDEN: [
      'cannot write here',
      'Choose another folder with --index, or change the permissions of this one.',
    ],
    NOT_A_FOLDER: ['not a folder', ownFolder],
    FOLDER_IN_THE_WAY: ['a folder has the name of a file to be written', 'Remove or rename that folder.'],
    TOO_MANY_OPEN_FILES: ['too many files are open', `Raise the limit with "ulimit -n" ${goOn}`],
    DISK_REFUSES: ({ system }: { system: string }) => [
      `the disk reports an error (${system})`,
      `Check the disk ${goOn}`,
    ],
    NO_PATHS: [
      'no path was given, and the index has no sources yet',
      'Give a folder or a file; an empty list with "force" makes an empty index.',
    ],
    NOTHING_TO_INDEX: [
      'nothing to index: the index has no sources yet, and there is no folder ./corpus',
      'Write "xunzhang index FOLDER".',
    ],
    NAMES_EMPTY: [
      'the list of files is empty',
      'Check the command that writes it; the index is unchanged. With --force an empty list is accepted.',
    ],
    INPUT_TWICE: [
      'standard input cannot be both a list of files and an article',
      'Give "-" once, as an argument or with --files-from.',
    ],
    ID_WITHOUT_INPUT: [
      '--id names an article from standard input, which is not read here',
      'Add "-", or leave out --id.',
    ],
    ID_INVALID: ({ id }: { id: string }) => [
      `"${id}" cannot be the name of a file in the index`,
      'Give a name such as report.pdf.',
    ],
    ROOT_MISSING: [
      'this was indexed and is not there now',
      'Restore it, or take it out with "xunzhang forget PATH"; the index is unchanged. With --force it counts as empty.',
    ],
    PIPE_MISSING: [
      'this came through a pipe, and a rebuild cannot read it again',
      'Pipe it in again with "xunzhang index - --force", or leave it out with --only PATH --force; the index is unchanged.',
    ],
    ROOT_UNKNOWN: ({ roots }: { roots: readonly string[] }) => [
      'this is not a source of the index',
      roots.length === 0 ? 'The index has no sources yet.' : `Its sources are: ${roots.join(', ')}.`,
    ],
    PATH_IN_ROOT: ({ root }: { root: string }) => [
      `this is part of ${root}, which is indexed as a whole`,
      `Run "xunzhang index ${root} --exclude GLOB", or "xunzhang forget ${root}".`,
    ],
    PATH_EMPTIED: ['nothing to read here now, but there was at the last commit', emptied],
    ARTICLES_GONE: ({ count }: { count: number }) => [
      `no articles here now, but the index holds ${plural(count, 'article')}`,
      emptied,
    ],
    INPUT_EMPTY: [
      'standard input is empty',
      'Check the command before the pipe; the index is unchanged. With --force an empty input means no articles.',
    ],
    ARTICLE_INVALID: ({ number, key, flaw }: { number: number; key: string; flaw: GivenFlaw }) => [
      `article ${number}${key === '' ? '' : `, "${key}"`}: ${givenFlaws[flaw][0]}`,
      givenFlaws[flaw][1],
    ],
    GIVEN_STOP_THREAD: ({ count }: { count: number }) => [
      `indexing ${plural(count, 'given article')} takes more memory than a thread has`,
      'Split very long texts, or use "jobs: 1".',
    ],
    SEVERAL_INDEXES: ['several indexes are open as one collection', 'Open only the one to be changed.'],
    FIELDS_DIFFER: ({ field, type }: { field: string; type: string }) => [
      type === '' ? `the index has no field "${field}"` : `the field "${field}" of the index is declared as ${type}`,
      'Fields are declared once: leave them out, or build another index.',
    ],
    FIELD_DECLARATION: ({ value }: { value: string }) => [
      `"${value}" is not a field declaration`,
      'Write NAME:TYPE with a TYPE of keyword, number, date, text or stored; NAME consists of letters, digits and _, or of Han characters.',
    ],
    CHANGES_PENDING: ['the index has changes that are not committed', 'Call commit() or rollback() first.'],
    GIVEN_ARTICLES_LOST: ({ count }: { count: number }) => [
      `a rebuild would lose ${plural(count, 'article')} that a program added through the library`,
      'Remove them first, or build into another folder and give them again.',
    ],
    ARTICLES_IN_INDEX: [
      'the articles are inside the folder of the index',
      'Give the index a folder of its own with --index DIR.',
    ],
  }) satisfies Sentences
