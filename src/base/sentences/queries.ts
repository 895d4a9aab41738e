import type { Sentences } from '../sentence.js'

const dates = 'Write date:2024, date:2024-05-21, date:2022..2024 or date:>=2024-05.'
const fewer = 'Leave some of them out.'

/** A query that can't be read. */
export const queries = () =>
  ({
    BRACKET_UNOPENED: ['this closing bracket has no opening bracket', 'Remove it or write \\ before it.'],
    BRACKET_UNCLOSED: ['this bracket is not closed', 'Close it or write \\ before it.'],
    BRACKETS_EMPTY: ['these brackets are empty', 'Write something between them, or write \\ before each.'],
    BRACKETS_TOO_DEEP: ({ most }: { most: number }) => [
      `brackets are nested more than ${most} deep`,
      'Use fewer of them.',
    ],
    QUOTE_UNCLOSED: ({ closer }: { closer: string }) => [
      'this quote is not closed',
      `Close it with ${closer} or write \\ before it.`,
    ],
    QUOTES_EMPTY: ['these quotes are empty', 'Write the exact text between them.'],
    DISTANCE_INVALID: ({ text }: { text: string }) => [
      `"${text}" is not an edit distance`,
      'Use ~1 or ~2; ~ alone means ~1.',
    ],
    PROXIMITY_OPERAND: ({ operator }: { operator: string }) => [
      `${operator} takes words, quoted strings, prefixes, and groups of these in brackets`,
      'Write fields, dates, exclusions and fuzzy words outside: title:(A NEAR/10 B) -C.',
    ],
    PROXIMITY_ONE_TEXT: ['these quotes hold one text only', 'Write a blank between two, as in "A B"~10.'],
    PROXIMITY_TOO_FAR: ({ most }: { most: number }) => [
      `this distance is more than ${most} characters`,
      'Use PARAGRAPH, or only write both words.',
    ],
    PROXIMITY_TOO_MANY: ({ most }: { most: number }) => [
      `more than ${most} proximity operators in a row`,
      'Leave some of them out.',
    ],
    BOOST_INVALID: ({ most }: { most: number }) => [
      'this boost is out of range',
      `Use a number above 0, at most ${most}.`,
    ],
    FIELD_UNKNOWN: ({ field, known }: { field: string; known: readonly string[] }) => [
      `unknown field "${field}"`,
      `Use one of ${known.map((name) => `${name}:`).join(' ')} or put the text in quotes.`,
    ],
    FIELD_TAKEN_AS_TEXT: ({
      field,
      known,
      latin,
    }: {
      field: string
      known: readonly string[]
      latin: readonly string[]
    }) => [
      `"${field}:" is not a field; it is searched as text`,
      `Fields are ${known.map((name) => `${name}:`).join(' ')}, or ${latin.map((name) => `${name}:`).join(' ')}.`,
    ],
    MINUS_TAKEN_AS_TEXT: ['this - was taken as part of the text', 'To exclude what follows it, write NOT instead.'],
    STAR_INSIDE: ({ text }: { text: string }) => [
      `the * in "${text}" is searched as it stands`,
      'It stands for other letters only at the end of a word; for letters inside, use ~.',
    ],
    FIELD_EMPTY: ({ field }: { field: string }) => [
      `${field}: has no value`,
      `Write the value after the colon, as in ${field}:新闻.`,
    ],
    VALUE_NOT_OF_TYPE: ({ field, type }: { field: string; type: 'number' | 'date' }) => [
      `${field}: takes a ${type}`,
      type === 'number'
        ? `Write ${field}:10, ${field}:10..20 or ${field}:>=10.`
        : `Write ${field}:2024-05, ${field}:2022..2024 or ${field}:>=2024.`,
    ],
    OPERAND_MISSING: ({ operator }: { operator: string }) => [
      `${operator} needs something on both sides`,
      'Write it, or put the operator in quotes.',
    ],
    EXCLUSION_EMPTY: ['nothing to exclude', 'Write what to exclude after - or NOT.'],
    DATE_EXPECTED: ['date: takes a date', dates],
    DATE_MISSING: ['date: has no value', dates],
    DATE_UNFINISHED: ({ text }: { text: string }) => [`incomplete date "${text}"`, dates],
    DATE_IMPOSSIBLE: ({ text }: { text: string }) => [`no such date "${text}"`, dates],
    QUERY_TOO_LONG: ({ most }: { most: number }) => [`the query is longer than ${most} characters`, 'Shorten it.'],
    QUERY_TOO_COMPLEX: ({ count, most }: { count: number; most: number }) => [
      `the query has ${count} quoted strings, alternatives, exclusions and filters; at most ${most} are allowed`,
      fewer,
    ],
    QUERY_TOO_FUZZY: ({ count, most }: { count: number; most: number }) => [
      `the query has ${count} fuzzy words; at most ${most} are allowed`,
      fewer,
    ],
    TIME_EXCEEDED: ({ seconds }: { seconds: number }) => [
      `the answer takes longer than ${seconds} s`,
      'Ask for rarer words, fewer hits or a shorter time.',
    ],
  }) satisfies Sentences
