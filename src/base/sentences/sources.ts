import { table } from '../sentence.js'

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

const emptied =
  'Check that all files are there; the index is unchanged. With --allow-empty its articles go, now and later.'
const origin = 'Check where the file comes from.'
const checkFile = 'Check the file; the rest is indexed.'
const leaveOut = 'Leave the file out.'
const correctFile = 'Correct the file, or leave it out.'
const reader = 'Check the file with an e-book reader.'
const unpackByHand = 'Unpack it by hand and check what it holds.'
const textOrTitle = 'Give it a "text" or a "title".'
const ownIds = 'Give each record an ID of its own.'
const split = 'Split the file, or leave it out; the rest is indexed.'

type JsonFlaw = { isCut: boolean; column: number }

/** What is wrong with a piece of JSON: it ends too early, or has an unexpected character at a column (0: unknown). */
const jsonFlaw = ({ isCut, column }: JsonFlaw): string =>
  isCut ? 'it ends too early' : `unexpected character${column === 0 ? '' : ` at column ${column}`}`

const fieldKinds = {
  keyword: 'not a short text, nor a short list of them',
  number: 'not a number',
  date: 'not a date',
  text: 'not a text, or too long',
  stored: 'without a value',
}

/** Files and records of articles; sizes are in MiB. */
export const sources = table(() => ({
  USAGE: {
    NO_PATHS: {
      build:
        'no path was given, and the index has no sources yet. Give a folder or a file; an empty list with "force" makes an empty index.',
      sync: 'the list is empty, which would remove every article that was read from a file. Give a folder or a file.',
    },
    SOURCE_REFUSED: {
      none: 'nothing to index: the index has no sources yet, and there is no folder ./corpus. Write "xunzhang index FOLDER".',
      unrecorded:
        'which folders were indexed cannot be read from this index. Name them: "xunzhang index FOLDER --force".',
      twice:
        'standard input cannot be both a list of files and an article. Give "-" once, as an argument or with --files-from.',
      unread: '--id names an article from standard input, which is not read here. Add "-", or leave out --id.',
      id: '"{id}" cannot be the name of a file in the index. Give a name such as report.pdf.',
      unknown: 'this is not a source of the index. Its sources are: {roots}.',
      noSource: 'this is not a source of the index. The index has no sources yet.',
      within:
        'this is part of {root}, which is indexed as a whole. Run "xunzhang index {root} --exclude GLOB", or "xunzhang forget {root}".',
      inIndex: 'the articles are inside the folder of the index. Give the index a folder of its own with --index DIR.',
    },
  },
  INPUT_MISSING: {
    SOURCE_GONE: {
      list: 'the list of files is empty. Check the command that writes it; the index is unchanged. With --force an empty list is accepted.',
      root: 'this was indexed and is not there now. Restore it, or take it out with "xunzhang forget PATH"; the index is unchanged. With --force it counts as empty.',
      pipe: 'this came through a pipe, and a rebuild cannot read it again. Pipe it in again with "xunzhang index - --force", or leave it out with --only PATH --force; the index is unchanged.',
      files: `nothing to read here now, but there was at the last commit. ${emptied}`,
      articles: `no articles here now, but the index holds {count|article}. ${emptied}`,
      input:
        'standard input is empty. Check the command before the pipe; the index is unchanged. With --force an empty input means no articles.',
    },
    PATH_MISSING: 'no such file or folder. Check the path.',
  },
  INPUT_UNREADABLE: {
    PATH_UNFIT: {
      unreadable: 'cannot be read. Check the path and its permissions.',
      irregular: 'not a regular file. Give a file or a folder.',
      name: 'the name is not valid UTF-8. Rename the {kind}.',
    },
    LINK_SKIPPED: {
      broken: 'the symbolic link has no target, or is part of a loop. Remove the link or restore its target.',
      outside: 'a symbolic link out of the folder was not followed. Give its target as a path of its own.',
      circular: 'a circular symbolic link was not followed. Remove the link.',
    },
    LEFT_OUT: ({ why }: { why: keyof typeof skipReasons }) => [
      `left out: ${skipReasons[why]}`,
      'With --drafts, drafts are read as well; with --all-pages, lists.',
    ],
    KIND_UNREAD: {
      kind: 'files of this kind are not read. Convert the file with "{command}".',
      package:
        'the package "{name}" is needed to read it, and is not installed. Install it with "npm install -g {name}", or convert the file with "{command}".',
    },
    DOCUMENT_UNREAD: {
      damaged: 'a damaged document. Check whether another program opens it.',
      encrypted:
        'the document is encrypted, or in the format of Word before 2007. Save it without a password; save an old Word file as .docx.',
      slow: 'reading it took too long, or too much memory. Split the file, or leave it out.',
      mail: 'the message could not be parsed. Check the message.',
    },
    PDF_WITHOUT_TEXT: {
      fonts:
        'some fonts are not embedded in the file, and text in them could not be read. Extract it with "pdftotext FILE - | xunzhang index - --id FILE".',
      all: 'no text, only pictures of pages. Recognise its text first, for instance with ocrmypdf.',
      pages: '{count} of {all|page} {count:has|have} no text. Recognise the text first, for instance with ocrmypdf.',
    },
    NOTHING_READABLE: 'none of this could be read; the index is unchanged. See "xunzhang inspect PATH".',
    RECORD_REPLACED: {
      one: `the record on line {by} has the same ID "{id}" and replaces this one. ${ownIds}`,
      several: `{count} records were replaced by later ones with the same ID, this one ("{id}") by line {by}. ${ownIds}`,
    },
    FIELD_VALUE: ({ field, type, count }: { field: string; type: keyof typeof fieldKinds; count: number }) => [
      `${field} is ${fieldKinds[type]}${count === 1 ? '' : ` in ${count} articles, first in this one`}; it was left out`,
      `Correct the value, or declare the field again with --field ${field}:TYPE.`,
    ],
    FILE_FAILED: {
      vanished: `the file vanished while it was read. ${checkFile}`,
      forbidden: 'permission denied. Check the permissions of the file; the rest is indexed.',
      other: '{detail}. Check the file and its permissions; the rest is indexed.',
      irregular: `the file was replaced by something else while it was read. ${checkFile}`,
      link: `the file was replaced by a symbolic link while it was read. ${checkFile}`,
    },
    FILE_STOPS_THREAD: {
      memory: `reading it takes more than the {most} MiB of memory that a thread has. ${split}`,
      size: `it is too large, or nested too deeply, to be read. ${split}`,
      thread: `reading it ended the thread that read it. ${split}`,
    },
    READ_IN_PART: {
      lines: 'the text has over {most} lines; those beyond were not cleaned. Split the text to have all of it cleaned.',
      page: 'it is uncertain which part of the page is the article; its largest block of text, {most} characters, was kept whole. Check it with "xunzhang inspect FILE".',
      hidden:
        'markup that is damaged or never closed hides {most} characters of text. Mend it, or read the file as text (.txt).',
      tags: 'the page has over {most} HTML tags, or over eight times as many character references; the text beyond was not cleaned. Split the page to have all of it cleaned.',
      field: 'a title or an ID of over {most} characters was cut. Check what separates the fields.',
      keys: 'an article has too many other keys, or over {most} characters in them; some were left out. To keep one, declare it with --field NAME:TYPE.',
    },
    MORE_PROBLEMS: '{count|more problem} like these. Solve those listed first.',
    ENCODING: {
      binary: 'a binary file, not text. Leave it out with --exclude, or move it out of the folder.',
      unknown: 'the encoding is not UTF-8, UTF-16, GB18030 or Big5. Convert the file to UTF-8.',
      doubtful: 'no encoding fits well; the file was read as {encoding}. Convert it to UTF-8 if that is wrong.',
    },
    BYTES_REPLACED: {
      places: `{count|place} with invalid {encoding} replaced by U+FFFD. ${origin}`,
      first: `invalid {encoding} replaced by U+FFFD, first on this line. ${origin}`,
      nuls: `{count|NUL character} removed. ${origin}`,
    },
    TEXT_EMPTY: 'no article text. Leave the file out, or check what it holds.',
    FRONT_MATTER: {
      code: 'the front matter is program code, which is never run. Write the fields as YAML between lines of "---".',
      large: 'the front matter is over {most} KiB. Shorten it.',
      deep: 'the values of the front matter are nested more than {most} deep; only what could be read is used. Nest them less deeply.',
      many: 'the front matter has too many values. Shorten it.',
      unclosed: 'the front matter has no closing fence. Close it with a line of "---".',
      invalid:
        'the front matter is not valid {language} ({detail}); only what could be read is used. Correct the line.',
    },
    JSON_INVALID: {
      line: (flaw: JsonFlaw) => [`not valid JSON (${jsonFlaw(flaw)})`, 'Correct or remove the line.'],
      record: (flaw: JsonFlaw) => [`not valid JSON (${jsonFlaw(flaw)})`, 'Correct or remove the record.'],
      file: (flaw: JsonFlaw) => [`not valid JSON (${jsonFlaw(flaw)})`, correctFile],
    },
    RECORD_UNFIT: {
      large: 'a record of {size} MiB is over the limit of {most} MiB. Split the record.',
      object: 'not a record: a line must be a JSON object. Correct or remove the line.',
      empty: `a record without text. ${textOrTitle}`,
      none: 'no record has a "text" or a "title". Leave the file out, or convert it to JSONL.',
      values: 'a record with over {most} values. Split the record.',
      inFile: 'a record with over {most} values. Convert the file to JSONL, or to a list of records.',
      tags: 'the entry has over {most} XML tags. Leave it out.',
      warc: 'a record of over {most} MiB, or not a WARC file. Check the file.',
    },
    LIST_UNFIT: {
      cut: `the list is cut short. ${correctFile}`,
      continues: `the list ends before the file does; what follows was not read. ${correctFile}`,
      empty: `an empty list. ${leaveOut}`,
      feedCut: 'the feed is cut short. Fetch the feed again, or correct the file.',
      feedEmpty: `a feed without entries. ${leaveOut}`,
      warcEmpty: 'no WARC records. Check the file.',
      warcCut: 'the last record is cut short. Check the file.',
    },
    FORMAT_UNKNOWN: {
      feed: `XML, but not an RSS or Atom feed. ${leaveOut}`,
      enex: `not an ENEX export. ${leaveOut}`,
      notebook: `not a Jupyter notebook. ${leaveOut}`,
    },
    ENTRIES_LEFT_OUT: {
      empty: '{count|entry|entries} with neither title nor text. Check what they hold.',
      copied: 'left out: {count|entry|entries} whose page is read. Nothing to do: the text is found in the page.',
      posts:
        'left out: {draft|unpublished post}, {other|attachment, menu or revision|attachments, menus and revisions}. If a post belongs here, publish it and export again.',
      encrypted: '{count|encrypted note} could not be read. Export as .enex instead.',
      cells: '{count|cell} without a source, not read. Correct the file.',
      pages: '{count|page} without text. Check what they hold.',
      damaged: '{count|damaged record}. Check the file.',
    },
    TABLE_UNFIT: {
      wide: 'over {most} columns; the columns after them were left out. Check what separates its cells.',
      empty: `a table without articles. ${leaveOut}`,
      columns: 'no column is named text or title. Name the columns in the first row.',
      cells: 'cells too many or too long to keep with the article; some were left out. Check what separates its cells.',
      quote: 'a quote is never closed; quotes were ignored from this row on. Check its quotes.',
    },
    EPUB_DAMAGED: {
      zip: `a damaged EPUB: it is not a valid zip archive. ${reader}`,
      noList: `a damaged EPUB: its list of chapters is missing. ${reader}`,
      list: `its list of chapters is damaged; some may be missing. ${reader}`,
      missing: `{missing} of its {all|chapter} {missing:is|are} missing. ${reader}`,
      repeated: `{repeated} of its {all|chapter} {repeated:repeats|repeat} another chapter, which was read once. ${reader}`,
      empty: `an EPUB without chapters. ${reader}`,
    },
    PACKED: {
      damaged: `the compressed data is damaged or cut short. ${unpackByHand}`,
      large: `unpacks to over {most} MiB. ${unpackByHand}`,
      dense: `unpacks to over {most} times its size. ${unpackByHand}`,
      line: `a line is over {most} MiB. ${unpackByHand}`,
      files: `holds over {most} files. ${unpackByHand}`,
      tags: `the list of chapters has over {most} tags. ${unpackByHand}`,
      zstd: `this version of Node cannot unpack Zstandard (22.15 and later can). ${unpackByHand}`,
    },
  },
  INPUT_TOO_LARGE: {
    FILE_TOO_LARGE: {
      size: '{size} MiB is over the limit of {most} MiB for a file with one article. Split the file, or convert it to JSONL.',
      memory:
        '{size} MiB is more than the {most} MiB of a file with one article that fit in the given memory. Give --memory more, split the file, or convert it to JSONL.',
      articles:
        'its articles come to over {most} times its size; only the first {articles} were read. Check what the file repeats, or split it.',
    },
  },
}))
