import { table } from '../sentence.js'
import type { Operand, WantedValue } from '../options/spec.js'

export const operands: Readonly<Record<Operand, string>> = {
  command: 'COMMAND',
  options: 'OPTIONS',
  pattern: 'GLOB',
  path: 'PATH',
  file: 'FILE',
  folder: 'DIR',
  fileOrInput: 'FILE|-',
  query: 'QUERY',
  queries: 'QUERIES',
  judgements: 'QRELS',
  id: 'ID',
  word: 'WORD',
  text: 'TEXT',
  number: 'N',
  numberOrAll: 'N|all',
  size: 'SIZE',
  field: 'NAME:TYPE',
  fieldName: 'FIELD',
  window: 'N|sentence',
  context: 'N|sentence|paragraph',
  url: 'URL',
  address: 'ADDRESS',
  secret: 'TOKEN',
}

type Guess = { guess?: string | undefined }
type Option = { option: string }
type Given = Option & { value: string }

const didYouMean = (guess: string | undefined, otherwise: string) =>
  guess === undefined ? otherwise : `Did you mean ${guess}?`
/** @param command with its action, if any */
const helpOf = (command: string) => `See "xunzhang help ${command.split(' ', 1)[0]}".`

type Words = readonly string[]

const orOne = (words: Words) => (words.length === 0 ? '' : `, or ${words.join(', ')}`)

const wanted = ({ type, min, max, choices }: WantedValue) =>
  ({
    whole: `a whole number from ${min} to ${max}${orOne(choices)}`,
    size: 'a number of bytes',
    one: `one of ${choices.join(', ')}`,
    list: `a list of any of ${choices.join(', ')}`,
    flag: 'true or false',
    text: 'a string',
    texts: 'a list of strings',
    items: 'an array, an iterable or an async iterable',
    place: 'a string that is not empty',
    id: 'a string or a number',
    callback: 'a function',
    signal: 'an AbortSignal',
    object: 'an object',
  })[type]

/** How the program was called, and the files that its commands read and write. */
export const program = table(() => ({
  USAGE: {
    COMMAND_UNKNOWN: ({ name, guess }: Guess & { name: string }) => [
      `unknown command "${name}"`,
      didYouMean(guess === undefined ? undefined : `"xunzhang ${guess}"`, 'See "xunzhang help".'),
    ],
    OPTION_UNKNOWN: ({ option, guess }: Option & Guess) => [
      `unknown option ${option}`,
      didYouMean(guess, 'See --help; words that begin with a dash go after "--".'),
    ],
    OPTION_FORM: {
      name: 'unknown option. The options are {choices}.',
      missing: ({ option, value }: Option & { value: Operand | { literal: string } }) => [
        `${option} needs a value`,
        `Write ${option} ${typeof value === 'string' ? operands[value] : value.literal}.`,
      ],
      unwanted: '{option} takes no value. Write {option} alone.',
      batch: '--batch reads queries from a file, but a query was given, too. Leave out the query, or --batch.',
      repeated: 'given more than once. Give it once.',
      origin: '"{value}" is not the origin of a site. Write the scheme and the name, such as https://my.site.',
      exclude: '{first} and {second} exclude each other. Leave out one of them.',
    },
    OPTION_VALUE: ({ value, ...rest }: WantedValue & { value: string }) => [
      `${value} is not a valid value`,
      `Give ${wanted(rest)}.`,
    ],
    NUMBER_INVALID: {
      whole: ({ option, value, min, max, or = [] }: Given & { min: number; max: number; or?: Words }) => [
        `${option} is "${value}"`,
        `Give a whole number from ${min} to ${max}${orOne(or)}.`,
      ],
      size: '{option} is "{value}". Give a number of bytes, such as 512M or 2G.',
      weight: '{value} is not a weight. Give a number from 0 to 1.',
    },
    CHOICE_INVALID: ({ option, value, choices, guess }: Given & Guess & { choices: readonly string[] }) => [
      `${option} is "${value}"`,
      didYouMean(guess, `Give one of ${choices.join(', ')}.`),
    ],
    ARGUMENT: {
      missing: ({ command, operand }: { command: string; operand: Operand }) => [
        `${command} needs ${operands[operand]}`,
        helpOf(command),
      ],
      unexpected: ({ command, takes, value }: { command: string; takes: readonly Operand[]; value: string }) => [
        `${command} takes ${takes.length === 0 ? 'no arguments' : takes.map((name) => `one ${operands[name]}`).join(' and ')}; ` +
          `unexpected argument "${value}"`,
        helpOf(command),
      ],
      action: '{command} needs an action. Write {command} with one of {actions}.',
      noAction: '{command} has no action "{name}". Write {command} with one of {actions}.',
      query: 'the query is empty. Write the words to look for, or --batch FILE.',
    },
    READING: {
      fine: 'the articles span more than {most} periods of a {by}. Use --by month or --by year, or add date:2020..2024 to the query.',
      series: '{count} queries, at most {most} are counted at once. Ask several times.',
      field: 'the values of "{field}" cannot be counted. Use one of {known}.',
    },
    COLLECTION_UNKNOWN: 'no collection is named "{name}". Name some of {known}, or none for all.',
    CURSOR_INVALID: 'not a cursor of this query. Give the cursor of an answer to the same query, or none.',
    TOKEN: {
      needed:
        '{host} can be reached from other machines. Give a secret with --token TOKEN or --token-file FILE (16 characters or more), or leave out --host.',
      weak: 'the token is too short or has characters that are not allowed. Give at least 16 letters and digits.',
    },
    ENDPOINT_INVALID:
      '{value} is not the address of a model. Write the full URL, such as http://localhost:8080/v1/rerank or http://localhost:8080/v1/embeddings.',
    NO_JUDGED_QUERY: 'no query has a relevant article. Check that both files use the same query IDs.',
  },
  INPUT_UNREADABLE: {
    FILE_UNREADABLE: 'cannot be read ({system}). Check the path and its permissions.',
    LINE_INVALID: {
      query: () => ['not a query', 'Write plain text, or {"_id": "1", "text": "…"} on one line.'],
      judgement: 'not a relevance judgement. Write query, article and grade, tab-separated.',
    },
    WATCH_LIMIT:
      'the system cannot watch so many files ({system}). Raise its limit (fs.inotify.max_user_watches), or run "xunzhang index" without --watch from time to time.',
  },
  INPUT_MISSING: {
    FILE_MISSING: {
      file: 'the file cannot be read. Check the path and its permissions.',
      system: 'cannot be read ({system}). Check the path and its permissions.',
    },
  },
  UNAVAILABLE: {
    ADDRESS_TAKEN: 'cannot listen here ({system}). Choose another --port, or --port 0 for a free one.',
    RERANKER_FAILED:
      'the reranker failed ({cause}); hits keep their usual order. Check the address of --rerank and that the model runs.',
    EMBEDDER_FAILED:
      'the embedding model failed ({cause}); hits are found by words alone. Check the address of --embed and that the model runs; --embed-timeout gives it more time.',
    EMBEDDING_STOPPED:
      'the embedding model failed ({cause}); words are searched as before. Check the address of --embed and that the model runs, then run the command again.',
    VECTORS_MISSING: 'the index has no vectors; hits are found by words alone. Run "xunzhang index --embed URL" first.',
    MODEL_DIFFERS: ({ found, expected }: { found: string; expected: string }) => [
      `the vectors of the index are from ${expected || 'a model without a name'}, not from ${found || 'a model without a name'}; hits are found by words alone`,
      'Give --embed-model that name, or make all vectors anew with "xunzhang index --embed URL --embed-model NAME".',
    ],
    VECTOR_LENGTH:
      'the model gives vectors of {found} numbers, those of the index have {expected}: they cannot be compared. Ask the model that the vectors are from, or make all anew with "xunzhang index --embed URL --embed-model NAME".',
  },
}))
