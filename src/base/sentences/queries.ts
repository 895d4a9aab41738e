import { table, plural } from '../sentence.js'

const dates = 'Write date:2024, date:2024-05-21, date:2022..2024 or date:>=2024-05.'
const fewer = 'Leave some of them out.'

/** A query that can't be read. */
export const queries = table(() => ({
  QUERY_SYNTAX: {
    BRACKETS: {
      unopened: 'this closing bracket has no opening bracket. Remove it or write \\ before it.',
      unclosed: 'this bracket is not closed. Close it or write \\ before it.',
      empty: 'these brackets are empty. Write something between them, or write \\ before each.',
      deep: 'brackets are nested more than {most} deep. Use fewer of them.',
    },
    QUOTES: {
      unclosed: 'this quote is not closed. Close it with {closer} or write \\ before it.',
      empty: 'these quotes are empty. Write the exact text between them.',
      single: 'these quotes hold one text only. Write a blank between two, as in "A B"~10.',
    },
    OPERATOR: {
      distance: '"{text}" is not an edit distance. Use ~1 or ~2; ~ alone means ~1.',
      boost: 'this boost is out of range. Use a number above 0, at most {most}.',
      operand: '{operator} needs something on both sides. Write it, or put the operator in quotes.',
      exclusion: 'nothing to exclude. Write what to exclude after - or NOT.',
    },
    PROXIMITY: {
      operand:
        '{operator} takes words, quoted strings, prefixes, and groups of these in brackets. Write fields, dates, exclusions and fuzzy words outside: title:(A NEAR/10 B) -C.',
      distance: '{operator} has no distance. Write a number of characters, such as NEAR/10.',
      far: 'this distance is more than {most} characters. Use PARAGRAPH, or only write both words.',
      many: 'more than {most} proximity operators in a row. Leave some of them out.',
    },
    REGEX: {
      invalid: 'not a regular expression: {detail}. Write it in the syntax of RE2, with / as \\/.',
      long: 'this regular expression has more than {most} characters. Make it shorter.',
      unavailable: 'regular expressions cannot be searched here. Use words, strings and prefixes.',
    },
    FIELD_UNKNOWN: ({ field, known }: { field: string; known: readonly string[] }) => [
      `unknown field "${field}"`,
      `Use one of ${known.map((name) => `${name}:`).join(' ')} or put the text in quotes.`,
    ],
    TAKEN_AS_TEXT: {
      field: ({ field, known, latin }: { field: string; known: readonly string[]; latin: readonly string[] }) => [
        `"${field}:" is not a field; it is searched as text`,
        `Fields are ${known.map((name) => `${name}:`).join(' ')}, or ${latin.map((name) => `${name}:`).join(' ')}.`,
      ],
      minus: 'this - was taken as part of the text. To exclude what follows it, write NOT instead.',
      star: 'the * in "{text}" is searched as it stands. It stands for other letters only at the end of a word; for letters inside, use ~.',
    },
    FIELD_OPERAND: {
      empty: '{field}: has no value. Write the value after the colon, as in {field}:新闻.',
      number: '{field}: takes a number. Write {field}:10, {field}:10..20 or {field}:>=10.',
      date: '{field}: takes a date. Write {field}:2024-05, {field}:2022..2024 or {field}:>=2024.',
    },
    DATE: {
      expected: `date: takes a date. ${dates}`,
      missing: `date: has no value. ${dates}`,
      unfinished: `incomplete date "{text}". ${dates}`,
      impossible: `no such date "{text}". ${dates}`,
    },
  },
  QUERY_TOO_LONG: {
    QUERY_TOO_LONG: {
      length: 'the query is longer than {most} characters. Shorten it.',
      parts: `the query has {count} quoted strings, alternatives, exclusions and filters; at most {most} are allowed. ${fewer}`,
      fuzzy: `the query has {count} fuzzy words; at most {most} are allowed. ${fewer}`,
    },
  },
  TIME_EXCEEDED: {
    TIME_EXCEEDED: 'the answer takes longer than {seconds} s. Ask for rarer words, fewer hits or a shorter time.',
  },
}))

const reinstall = 'Install xunzhang again, or build it with "npm run build".'
const alsoBroken = (more: number): string => (more === 0 ? '' : `; ${plural(more, 'more broken line')}`)

/** What is wrong with a line of a lexicon; `text` is the part that is wrong. */
const wordFlaws = {
  empty: () => 'the word has no visible character',
  long: (most: string) => `the word has more than ${most} characters`,
  large: (text: string) => `the frequency ${text} is too large`,
  frequency: (text: string) => `"${text}" is not a frequency, which is a whole number from 0`,
  tag: (text: string) => `"${text}" is neither a frequency nor a part-of-speech tag`,
  surplus: (text: string) => `"${text}" is one field too many`,
}

const synonymFlaws = {
  arrows: 'more than one =>',
  gap: 'a word is missing beside a comma or =>',
  single: 'a single word has no synonym',
}

/** Lexicons, synonyms and tokenizers. */
export const words = table(() => ({
  INPUT_MISSING: {
    WORD_FILE: {
      lexicon: ({ isIrregular }: { isIrregular: boolean }) => [
        `the lexicon cannot be read${isIrregular ? ': not a regular file' : ''}`,
        'Check the path given to --lexicon.',
      ],
      synonyms: ({ isIrregular }: { isIrregular: boolean }) => [
        `the synonym file cannot be read${isIrregular ? ': not a regular file' : ''}`,
        'Check the path given to --synonyms.',
      ],
    },
    EXPORT_MISSING:
      'this is neither a generated site nor an export. Give a folder with an index.html, or one that "xunzhang export --to DIR" wrote.',
  },
  LEXICON_INVALID: {
    LEXICON_LINE: ({ flaw, text, more }: { flaw: keyof typeof wordFlaws; text: string; more: number }) => [
      wordFlaws[flaw](text) + alsoBroken(more),
      'A line is a word, then optionally a frequency and a tag, separated by spaces.',
    ],
    COMPILED_LEXICON: {
      unknown: `not a compiled lexicon. ${reinstall}`,
      version: `the compiled lexicon has version {found}, expected {expected}. ${reinstall}`,
      size: `the compiled lexicon has {found} bytes, expected {expected}. ${reinstall}`,
    },
    TOKENIZER_WORDS:
      'tokenizer {name}: "{word}" is not the next word of "{text}". Give "tokenize" that returns words which make up the run, the same each time.',
    WORD_NOT_HAN:
      'this word is not written in Chinese characters alone. Letters, digits and signs are split by fixed rules; search for them as they are.',
  },
  CONFIG_INVALID: {
    SYNONYMS_LINE: ({ flaw, more }: { flaw: keyof typeof synonymFlaws; more: number }) => [
      synonymFlaws[flaw] + alsoBroken(more),
      'A line is "a, b, c" or "a, b => c, d".',
    ],
  },
  UNAVAILABLE: {
    NOT_INSTALLED: {
      data: 'a data file of xunzhang is missing. Install xunzhang again; from its source, run "npm run build".',
      nodejieba:
        'nodejieba is not installed or was not built. Install it with "npm install nodejieba", or leave --tokenizer out.',
      terminal: 'there is no terminal. Run it in a terminal, or use "xunzhang search".',
    },
  },
}))
