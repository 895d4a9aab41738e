import { plural } from '../sentence.js'
import type { Sentences } from '../sentence.js'

/** Why a file is not read, in words. */
export const skipReasons = {
  kind: 'a kind that is not read',
  ignored: 'ignored',
  hidden: 'hidden',
  excluded: 'excluded',
  output: 'output of the site',
  theme: 'theme',
  layout: 'layout',
  scaffold: 'template',
  draft: 'draft',
  settings: 'settings',
  asset: 'asset',
  empty: 'page without text',
  list: 'page that lists others',
  copy: 'page generated from a file that is read',
  outside: 'outside the sources of the site',
  packages: 'installed packages',
  export: 'exported hits',
}

const origin = 'Check where the file comes from.'
const checkFile = 'Check the file; the rest is indexed.'
const leaveOut = 'Leave the file out.'
const correctFile = 'Correct the file, or leave it out.'
const reader = 'Check the file with an e-book reader.'
const unpackByHand = 'Unpack it by hand and check what it holds.'
const textOrTitle = 'Give it a "text" or a "title".'
const kinds = { line: 'Correct or remove the line.', record: 'Correct or remove the record.' }

type Limit = { most: number }
type Size = Limit & { size: number }

/** What is wrong with a piece of JSON: it ends too early, or has an unexpected character at a column (0: unknown). */
const jsonFlaw = ({ isCut, column }: { isCut: boolean; column: number }): string =>
  isCut ? 'it ends too early' : `unexpected character${column === 0 ? '' : ` at column ${column}`}`

/** Why a file ended the thread that read it. */
const stops = {
  memory: (most: number) => `reading it takes more than the ${most} MiB of memory that a thread has`,
  size: () => 'it is too large, or nested too deeply, to be read',
  thread: () => 'reading it ended the thread that read it',
}

/** What a value is that does not fit its type. */
const fieldKinds = {
  keyword: 'not a short text, nor a short list of them',
  number: 'not a number',
  date: 'not a date',
  text: 'not a text, or too long',
  stored: 'without a value',
}

/** Files and records of articles; sizes are in MiB. */
export const sources = () =>
  ({
    PATH_MISSING: ['no such file or folder', 'Check the path.'],
    PATH_UNREADABLE: ['cannot be read', 'Check the path and its permissions.'],
    NOT_A_FILE: ['not a regular file', 'Give a file or a folder.'],
    NAME_NOT_UTF8: ({ kind }: { kind: 'file' | 'folder' }) => ['the name is not valid UTF-8', `Rename the ${kind}.`],
    LINK_BROKEN: ['the symbolic link has no target, or is part of a loop', 'Remove the link or restore its target.'],
    LINK_OUTSIDE: ['a symbolic link out of the folder was not followed', 'Give its target as a path of its own.'],
    LINK_CIRCULAR: ['a circular symbolic link was not followed', 'Remove the link.'],
    FILE_TOO_LARGE: ({ size, most }: Size) => [
      `${size} MiB is over the limit of ${most} MiB for a file with one article`,
      'Split the file, or convert it to JSONL.',
    ],
    FILE_OVER_MEMORY: ({ size, most }: Size) => [
      `${size} MiB is more than the ${most} MiB of a file with one article that fit in the given memory`,
      'Give --memory more, split the file, or convert it to JSONL.',
    ],
    LEFT_OUT: ({ why }: { why: keyof typeof skipReasons }) => [
      `left out: ${skipReasons[why]}`,
      'With --drafts, drafts are read as well; with --all-pages, lists.',
    ],
    KIND_UNREADABLE: ({ command }: { command: string }) => [
      'files of this kind are not read',
      `Convert the file with "${command}".`,
    ],
    KIND_NEEDS_PACKAGE: ({ name, command }: { name: string; command: string }) => [
      `the package "${name}" is needed to read it, and is not installed`,
      `Install it with "npm install -g ${name}", or convert the file with "${command}".`,
    ],
    DOCUMENT_DAMAGED: ['a damaged document', 'Check whether another program opens it.'],
    DOCUMENT_ENCRYPTED: [
      'the document is encrypted, or in the format of Word before 2007',
      'Save it without a password; save an old Word file as .docx.',
    ],
    DOCUMENT_TOO_SLOW: ['reading it took too long, or too much memory', 'Split the file, or leave it out.'],
    PDF_FONTS_UNKNOWN: [
      'some fonts are not embedded in the file, and text in them could not be read',
      'Extract it with "pdftotext FILE - | xunzhang index - --id FILE".',
    ],
    PDF_WITHOUT_TEXT: ['no text, only pictures of pages', 'Recognise its text first, for instance with ocrmypdf.'],
    PDF_PAGES_WITHOUT_TEXT: ({ count, all }: { count: number; all: number }) => [
      `${count} of ${plural(all, 'page')} ${count === 1 ? 'has' : 'have'} no text`,
      'Recognise the text first, for instance with ocrmypdf.',
    ],
    MAIL_DAMAGED: ['the message could not be parsed', 'Check the message.'],
    NOTHING_READABLE: ['none of this could be read; the index is unchanged', 'See "xunzhang inspect PATH".'],
    RECORD_REPLACED: ({ id, by, count }: { id: string; by: number; count: number }) => [
      count === 1
        ? `the record on line ${by} has the same ID "${id}" and replaces this one`
        : `${count} records were replaced by later ones with the same ID, this one ("${id}") by line ${by}`,
      'Give each record an ID of its own.',
    ],
    FIELD_VALUE: ({ field, type, count }: { field: string; type: keyof typeof fieldKinds; count: number }) => [
      `${field} is ${fieldKinds[type]}${count === 1 ? '' : ` in ${count} articles, first in this one`}; it was left out`,
      `Correct the value, or declare the field again with --field ${field}:TYPE.`,
    ],
    FILE_VANISHED: ['the file vanished while it was read', checkFile],
    FILE_FORBIDDEN: ['permission denied', 'Check the permissions of the file; the rest is indexed.'],
    FILE_STOPS_THREAD: ({ cause, most }: Limit & { cause: keyof typeof stops }) => [
      stops[cause](most),
      'Split the file, or leave it out; the rest is indexed.',
    ],
    FILE_FAILED: ({ detail }: { detail: string }) => [
      detail,
      'Check the file and its permissions; the rest is indexed.',
    ],
    FILE_NOW_IRREGULAR: ['the file was replaced by something else while it was read', checkFile],
    FILE_NOW_A_LINK: ['the file was replaced by a symbolic link while it was read', checkFile],
    ARTICLES_TOO_LARGE: ({ most, articles }: Limit & { articles: number }) => [
      `its articles come to over ${most} times its size; only the first ${articles} were read`,
      'Check what the file repeats, or split it.',
    ],
    LINES_NOT_CLEANED: ({ most }: Limit) => [
      `the text has over ${most} lines; those beyond were not cleaned`,
      'Split the text to have all of it cleaned.',
    ],
    PAGE_UNCERTAIN: ({ most }: Limit) => [
      `it is uncertain which part of the page is the article; its largest block of text, ${most} characters, was kept whole`,
      'Check it with "xunzhang inspect FILE".',
    ],
    TEXT_HIDDEN: ({ most }: Limit) => [
      `markup that is damaged or never closed hides ${most} characters of text`,
      'Mend it, or read the file as text (.txt).',
    ],
    TAGS_NOT_CLEANED: ({ most }: Limit) => [
      `the page has over ${most} HTML tags, or over eight times as many character references; the text beyond was not cleaned`,
      'Split the page to have all of it cleaned.',
    ],
    MORE_PROBLEMS: ({ count }: { count: number }) => [
      `${plural(count, 'more problem')} like these`,
      'Solve those listed first.',
    ],
    FILE_BINARY: ['a binary file, not text', 'Leave it out with --exclude, or move it out of the folder.'],
    ENCODING_UNKNOWN: ['the encoding is not UTF-8, UTF-16, GB18030 or Big5', 'Convert the file to UTF-8.'],
    ENCODING_DOUBTFUL: ({ encoding }: { encoding: string }) => [
      `no encoding fits well; the file was read as ${encoding}`,
      'Convert it to UTF-8 if that is wrong.',
    ],
    BYTES_INVALID: ({ count, encoding }: { count: number; encoding: string }) => [
      `${plural(count, 'place')} with invalid ${encoding} replaced by U+FFFD`,
      origin,
    ],
    BYTES_INVALID_FROM_HERE: ({ encoding }: { encoding: string }) => [
      `invalid ${encoding} replaced by U+FFFD, first on this line`,
      origin,
    ],
    NULS_REMOVED: ({ count }: { count: number }) => [`${plural(count, 'NUL character')} removed`, origin],
    TEXT_EMPTY: ['no article text', 'Leave the file out, or check what it holds.'],
    FRONT_MATTER_IS_CODE: [
      'the front matter is program code, which is never run',
      'Write the fields as YAML between lines of "---".',
    ],
    FRONT_MATTER_TOO_LARGE: ({ most }: Limit) => [`the front matter is over ${most} KiB`, 'Shorten it.'],
    FRONT_MATTER_TOO_DEEP: ({ most }: Limit) => [
      `the values of the front matter are nested more than ${most} deep; only what could be read is used`,
      'Nest them less deeply.',
    ],
    FRONT_MATTER_TOO_MANY: ['the front matter has too many values', 'Shorten it.'],
    FRONT_MATTER_UNCLOSED: ['the front matter has no closing fence', 'Close it with a line of "---".'],
    FRONT_MATTER_INVALID: ({ language, detail }: { language: string; detail: string }) => [
      `the front matter is not valid ${language} (${detail}); only what could be read is used`,
      'Correct the line.',
    ],
    JSON_INVALID: ({ kind, ...flaw }: { kind: keyof typeof kinds; isCut: boolean; column: number }) => [
      `not valid JSON (${jsonFlaw(flaw)})`,
      kinds[kind],
    ],
    JSON_FILE_INVALID: (flaw: { isCut: boolean; column: number }) => [
      `not valid JSON (${jsonFlaw(flaw)})`,
      correctFile,
    ],
    RECORD_TOO_LARGE: ({ size, most }: Size) => [
      `a record of ${size} MiB is over the limit of ${most} MiB`,
      'Split the record.',
    ],
    RECORD_NOT_OBJECT: ['not a record: a line must be a JSON object', kinds.line],
    RECORD_EMPTY: ['a record without text', textOrTitle],
    RECORDS_MISSING: ['no record has a "text" or a "title"', 'Leave the file out, or convert it to JSONL.'],
    RECORD_TOO_MANY_VALUES: ({ most }: Limit) => [`a record with over ${most} values`, 'Split the record.'],
    FILE_TOO_MANY_VALUES: ({ most }: Limit) => [
      `a record with over ${most} values`,
      'Convert the file to JSONL, or to a list of records.',
    ],
    LIST_CUT_SHORT: ['the list is cut short', correctFile],
    LIST_CONTINUES: ['the list ends before the file does; what follows was not read', correctFile],
    LIST_EMPTY: ['an empty list', leaveOut],
    FEED_UNKNOWN: ['XML, but not an RSS or Atom feed', leaveOut],
    FEED_CUT_SHORT: ['the feed is cut short', 'Fetch the feed again, or correct the file.'],
    ENTRY_TOO_LARGE: ({ most }: Limit) => [`the entry has over ${most} XML tags`, 'Leave it out.'],
    ENTRIES_EMPTY: ({ count }: { count: number }) => [
      `${plural(count, 'entry', 'entries')} with neither title nor text`,
      'Check what they hold.',
    ],
    ENTRIES_COPIED: ({ count }: { count: number }) => [
      `left out: ${plural(count, 'entry', 'entries')} whose page is read`,
      'Nothing to do: the text is found in the page.',
    ],
    FEED_EMPTY: ['a feed without entries', leaveOut],
    POSTS_LEFT_OUT: ({ draft, other }: { draft: number; other: number }) => [
      `left out: ${plural(draft, 'unpublished post')}, ${plural(other, 'attachment, menu or revision', 'attachments, menus and revisions')}`,
      'If a post belongs here, publish it and export again.',
    ],
    ENEX_UNKNOWN: ['not an ENEX export', leaveOut],
    NOTES_ENCRYPTED: ({ count }: { count: number }) => [
      `${plural(count, 'encrypted note')} could not be read`,
      'Export as .enex instead.',
    ],
    NOTEBOOK_UNKNOWN: ['not a Jupyter notebook', leaveOut],
    CELLS_DAMAGED: ({ count }: { count: number }) => [
      `${plural(count, 'cell')} without a source, not read`,
      'Correct the file.',
    ],
    FIELD_CUT: ({ most }: Limit) => [
      `a title or an ID of over ${most} characters was cut`,
      'Check what separates the fields.',
    ],
    KEYS_LEFT_OUT: ({ most }: Limit) => [
      `an article has too many other keys, or over ${most} characters in them; some were left out`,
      'To keep one, declare it with --field NAME:TYPE.',
    ],
    TABLE_TOO_WIDE: ({ most }: Limit) => [
      `over ${most} columns; the columns after them were left out`,
      'Check what separates its cells.',
    ],
    TABLE_EMPTY: ['a table without articles', leaveOut],
    TABLE_COLUMNS: ['no column is named text or title', 'Name the columns in the first row.'],
    TABLE_NAMES_TEXT: ['text among the names of columns, in no article', 'Give the names a row of their own.'],
    TABLE_CELLS_LEFT_OUT: [
      'cells too many or too long to keep with the article; some were left out',
      'Check what separates its cells.',
    ],
    TABLE_QUOTE_UNCLOSED: ['a quote is never closed; quotes were ignored from this row on', 'Check its quotes.'],
    EPUB_DAMAGED: ['a damaged EPUB: it is not a valid zip archive', reader],
    EPUB_WITHOUT_LIST: ['a damaged EPUB: its list of chapters is missing', reader],
    EPUB_LIST_DAMAGED: ['its list of chapters is damaged; some may be missing', reader],
    EPUB_CHAPTERS_MISSING: ({ missing, all }: { missing: number; all: number }) => [
      `${missing} of its ${plural(all, 'chapter')} ${missing === 1 ? 'is' : 'are'} missing`,
      reader,
    ],
    EPUB_CHAPTERS_REPEATED: ({ repeated, all }: { repeated: number; all: number }) => [
      `${repeated} of its ${plural(all, 'chapter')} ${repeated === 1 ? 'repeats' : 'repeat'} another chapter, which was read once`,
      reader,
    ],
    EPUB_EMPTY: ['an EPUB without chapters', reader],
    PACKED_DAMAGED: ['the compressed data is damaged or cut short', unpackByHand],
    PACKED_TOO_LARGE: ({ most }: Limit) => [`unpacks to over ${most} MiB`, unpackByHand],
    PACKED_TOO_DENSE: ({ most }: Limit) => [`unpacks to over ${most} times its size`, unpackByHand],
    PACKED_LINE_TOO_LARGE: ({ most }: Limit) => [`a line is over ${most} MiB`, unpackByHand],
    PACKED_TOO_MANY_FILES: ({ most }: Limit) => [`holds over ${most} files`, unpackByHand],
    PACKED_TOO_MANY_TAGS: ({ most }: Limit) => [`the list of chapters has over ${most} tags`, unpackByHand],
    ZSTD_UNSUPPORTED: ['this version of Node cannot unpack Zstandard (22.15 and later can)', unpackByHand],
    WARC_RECORD_TOO_LARGE: ({ most }: Limit) => [`a record of over ${most} MiB, or not a WARC file`, 'Check the file.'],
    RECORDS_EMPTY: ({ count }: { count: number }) => [`${plural(count, 'page')} without text`, 'Check what they hold.'],
    WARC_EMPTY: ['no WARC records', 'Check the file.'],
    WARC_RECORDS_DAMAGED: ({ count }: { count: number }) => [plural(count, 'damaged record'), 'Check the file.'],
    WARC_CUT_SHORT: ['the last record is cut short', 'Check the file.'],
  }) satisfies Sentences
