import { plural, table } from '../sentence.js'

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
