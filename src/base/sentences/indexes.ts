import { table } from '../sentence.js'

const rebuild = 'Rebuild with "xunzhang index --force".'
const ownFolder = 'Choose another folder with --index.'
const goOn = 'and run the command again; the last commit is intact.'

const once = 'Fields are declared once: leave them out, or build another index.'

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
  body: ['missing, while "body" is there', 'Call it "text".'],
  half: ['half a character (a lone surrogate)', 'Cut it between characters.'],
  number: ['not a finite number', 'Give a number.'],
}

type GivenFlaw = 'object' | 'id' | 'text' | 'texts' | 'date' | 'json' | 'large' | 'empty' | 'body' | 'half' | 'number'

/** An index on disk. */
export const indexes = table(() => ({
  INDEX_MISSING: {
    INDEX_MISSING: 'no index here. Build one with "xunzhang index FOLDER".',
  },
  USAGE: {
    INDEX_UNFIT: {
      closed: 'the index is closed. Open it again.',
      others: 'the folder has other files, and no index. Give the index a folder of its own.',
      object: 'not an open index in a folder. Give what createIndex or openIndex returns.',
      lexicon: 'made with a lexicon, and opened without one. Give the same lexicon.',
      cursor: 'no cursor of this search in this commit, or one beside an offset. Search again from the first page.',
      cluster:
        'a collection on a cluster, not a folder. Give the folder of an index with --index DIR; "xunzhang push" sends articles to a cluster.',
      several: 'several indexes are open as one collection. Open only the one to be changed.',
      pending: 'the index has changes that are not committed. Call commit() or rollback() first.',
      given:
        'a rebuild would lose {count|article} that a program added through the library. Remove them first, or build into another folder and give them again.',
      export:
        'an index tokenized by {tokenizer} cannot be searched in a browser. Rebuild it with --tokenizer native or bigram.',
      words: 'only an index in a folder can be taught words. Give its folder with --index DIR.',
      tokenizer:
        'this index is tokenized by {tokenizer}, which cannot be taught words. Rebuild it with "xunzhang index --tokenizer native".',
      function:
        'this index is tokenized by a function of a program, {tokenizer}. Open it in that program, with its "tokenizer".',
      remote: '{command} works on a local index only. Give the folder of an index with --index DIR.',
    },
    FIELD_DECLARATION: {
      differs: `the field "{field}" of the index is declared as {type}. ${once}`,
      unknown: `the index has no field "{field}". ${once}`,
      form: '"{value}" is not a field declaration. Write NAME:TYPE with a TYPE of keyword, number, date, text or stored; NAME consists of 2 to 32 letters, digits and _, or of 1 to 16 Han characters.',
      taken: '"{value}": this name has another meaning in articles or queries. Choose another one.',
    },
  },
  INDEX_ANALYZER: {
    ANALYZER_DIFFERS: {
      index: 'made with analyser {found}, this program has {expected}. Run "xunzhang index" to bring it up to date.',
      collection:
        'made with analyser {found}, this program has {expected}. Push the articles again with "xunzhang push --force", or use the program that pushed them.',
      push: 'pushed with analyser {found}, this program has {expected}. Give the same options as before, or push everything again with --force.',
    },
  },
  ARTICLE_MISSING: {
    ARTICLE_NAMES: '"{id}" is the name of {count} articles: {ids}. Give one of these IDs.',
    ARTICLE_MISSING: ({ id, guess }: { id: string; guess?: string | undefined }) => [
      `no article has the ID "${id}"`,
      guess === undefined ? '"xunzhang search" prints IDs.' : `Did you mean "xunzhang show ${guess}"?`,
    ],
  },
  INDEX_VERSION: {
    VERSION_DIFFERS: {
      format: ({ found, expected }: { found: number; expected: number }) => [
        `format version ${found}, expected ${expected}`,
        found > expected
          ? 'A newer xunzhang wrote this index: upgrade this one.'
          : 'Rebuild with "xunzhang index FOLDER --force", naming its folders.',
      ],
      section: `section "{section}" is missing: another version wrote this file. ${rebuild}`,
      layout: 'the collection has layout {found}, expected {expected}. Push it again with "xunzhang push --force".',
    },
  },
  INDEX_DAMAGED: {
    INDEX_FILE: {
      missing: `the file is missing. ${rebuild}`,
      unreadable: `the file cannot be read ({system}). Check the disk and the permissions. ${rebuild}`,
      foreign: 'the file belongs to another program. Give the index a folder of its own.',
      header: `the first line is not the header of a manifest: the file is damaged. ${rebuild}`,
      trailer: `the file has no trailer: it is damaged. ${rebuild}`,
      size: `the file has {found|byte}, expected {expected}: it is damaged. ${rebuild}`,
      least: `the file has {found|byte}, expected at least {expected}: it is damaged. ${rebuild}`,
      short: `only {found} of {expected} bytes could be read at byte {at}: the file is damaged. ${rebuild}`,
      replaced: `the file was replaced: its checksum is {found}, expected {expected}. ${rebuild}`,
      section: `section "{section}" is inconsistent: the file is damaged. ${rebuild}`,
      article: `section "{section}" is inconsistent at article {article}: the file is damaged. ${rebuild}`,
      content: `its content is inconsistent: the file is damaged. ${rebuild}`,
      value: `"{key}" has an impossible value: the file is damaged. ${rebuild}`,
      words: 'the taught words are lost. Teach them again with "xunzhang lexicon add".',
    },
    CHECKSUM_WRONG: {
      page: `checksum {found} of page {page}, expected {expected}: the file is damaged. ${rebuild}`,
      table: `checksum {found} of the page table, expected {expected}: the file is damaged. ${rebuild}`,
      manifest: `checksum {found} of the manifest, expected {expected}: the file is damaged. ${rebuild}`,
    },
    COUNT_DIFFERS: {
      articles: `{found|article}, but the manifest says {expected}. ${rebuild}`,
      deleted: `{found|deleted article}, but the manifest says {expected}. ${rebuild}`,
      postings: `{found|posting}, but the segment table says {expected}. ${rebuild}`,
    },
    ARTICLE_DAMAGED: {
      file: `article {article} names file {file}, but there {files:is|are} only {files|file}. ${rebuild}`,
      text: `the text of article {article} is not as long as its record says. ${rebuild}`,
      source: `article {article} comes from {path}, which is not in the catalog. ${rebuild}`,
    },
  },
  INDEX_LOCKED: {
    INDEX_LOCKED: ({ pid, host, isElsewhere }: { pid?: number; host?: string; isElsewhere: boolean }) => [
      `${pid === undefined ? 'another process' : `process ${pid} on ${host}`} is writing this index`,
      isElsewhere
        ? 'Wait until it has finished; if it no longer runs, delete this file.'
        : 'Wait until it has finished, or stop it.',
    ],
    ENGINE_REPLACED:
      'another program has committed since this engine read the index. Call rollback() and refresh(), then make the changes again.',
  },
  NOT_WRITABLE: {
    NOT_WRITABLE: {
      lock: 'not a regular file. Remove or rename it: the lock of the index needs this name.',
      forbidden: 'cannot write here. Choose another folder with --index, or change the permissions of this one.',
      folder: `not a folder. ${ownFolder}`,
      name: 'a folder has the name of a file to be written. Remove or rename that folder.',
      handles: `too many files are open. Raise the limit with "ulimit -n" ${goOn}`,
      disk: `the disk reports an error ({system}). Check the disk ${goOn}`,
      file: 'cannot be written ({system}). Check the path, its permissions and the free space.',
    },
  },
  INTERRUPTED: {
    INTERRUPTED: {
      index: 'interrupted: the last commit is intact. Run the command again to continue.',
      push: 'interrupted: the last push is intact. Run the command again to continue: what has arrived is not sent again.',
    },
  },
  DISK_FULL: {
    DISK_FULL: {
      space: `no space left. Free some space ${goOn}`,
      size: `the file would be larger than allowed here. Raise the limit ("ulimit -f") or use another file system ${goOn}`,
    },
  },
  INPUT_UNREADABLE: {
    ARTICLE_INVALID: ({ number, key, flaw }: { number: number; key: string; flaw: GivenFlaw }) => [
      `article ${number}${key === '' ? '' : `, "${key}"`}: ${givenFlaws[flaw][0]}`,
      givenFlaws[flaw][1],
    ],
  },
  INPUT_TOO_LARGE: {
    GIVEN_STOP_THREAD:
      'indexing {count|given article} takes more memory than a thread has. Split very long texts, or use "jobs: 1".',
  },
}))
