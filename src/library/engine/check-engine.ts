/** Checks what is given to an engine: see check-request.ts. */
import { checkOptions } from '../../base/options/options.js'
import { object, text, texts, whole } from '../../base/options/spec.js'
import { isTokenizerFunction } from '../../text/tokenizers/given.js'
import { checking, creationRules, searchRules } from '../check-request.js'
import type { EngineOptions, EngineSearchOptions } from './engine.js'

const isFile = (value: unknown): boolean =>
  typeof value === 'string' || [Uint8Array, ArrayBuffer, URL].some((type) => value instanceof type)

const isStorage = (value: unknown): boolean =>
  ['read', 'write', 'rename', 'list', 'remove'].every(
    (name) => typeof (Object(value) as Record<string, unknown>)[name] === 'function',
  )

const { lexicon: _, ...creation } = creationRules

/** @throws XunzhangError USAGE */
export const checkEngine = (options: EngineOptions): void =>
  checkOptions<EngineOptions>(options, {
    ...creation,
    storage: object(isStorage),
    lexicon: object(isFile),
    pinyin: object(isFile),
    tokenizer: object(isTokenizerFunction),
    timeout: whole(1),
  })

const { locate: __, ...portable } = searchRules

/** @throws XunzhangError USAGE */
export const checkEngineSearch = checking<string, EngineSearchOptions>('query', text, {
  ...portable,
  synonyms: texts,
  cursor: text,
})
