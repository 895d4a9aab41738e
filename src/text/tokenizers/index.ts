/**
 * The tokenizers that an index can be segmented with. Everything that names one reads it from this table; `EXAMPLE.ts`
 * is one to copy.
 */
import type { tokenizers as tokenizerChoices } from '../../base/options/rows.js'
import type { Tokenizer } from '../analysis/tokenizer.js'
import type { Lexicon } from '../lexicon/index.js'
import { createBigramTokenizer } from './bigram.js'
import { createGivenTokenizer, givenTokenizer } from './given.js'
import { createNativeTokenizer } from './native.js'
import { createIntlTokenizer } from './intl.js'
import { createJiebaTokenizer, type JiebaModule } from './jieba.js'

/** What a tokenizer may need; nothing is read before it is asked for. */
export interface TokenizerSources {
  /** The program's lexicon with the user's words. */
  readonly lexicon: () => Lexicon
  /** A package that the user installs. @throws XunzhangError UNAVAILABLE */
  readonly load: (name: string) => unknown
}

interface TokenizerRow {
  readonly name: (typeof tokenizerChoices)[number]
  /** Segments by the lexicon, so it can be taught words. */
  readonly usesLexicon: boolean
  /** Whether an export can be searched with it in a browser. */
  readonly isExportable: boolean
  readonly create: (sources: TokenizerSources) => Tokenizer
}

export const tokenizers = [
  {
    name: 'native',
    usesLexicon: true,
    isExportable: true,
    create: ({ lexicon }) => createNativeTokenizer(lexicon()),
  },
  {
    name: 'jieba',
    usesLexicon: false,
    isExportable: false,
    create: ({ load }) => createJiebaTokenizer(load('nodejieba') as JiebaModule),
  },
  { name: 'bigram', usesLexicon: false, isExportable: true, create: createBigramTokenizer },
  { name: 'intl', usesLexicon: false, isExportable: false, create: createIntlTokenizer },
] as const satisfies readonly TokenizerRow[]

type Row = (typeof tokenizers)[number]
export type TokenizerName = Row['name']
export type ExportableTokenizer = Extract<Row, { isExportable: true }>['name']

/** Undefined for a name that no tokenizer has, and no function that was given. */
export function tokenizerOf(name: string): (Omit<TokenizerRow, 'name'> & { readonly name: string }) | undefined {
  const given = givenTokenizer(name)
  const row = { name, usesLexicon: false, isExportable: false, create: () => createGivenTokenizer(given!) }
  return tokenizers.find((one) => one.name === name) ?? (given && row)
}
