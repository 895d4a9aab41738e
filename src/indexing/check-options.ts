/** Checks the options of building and pushing, for callers in plain JavaScript or with values from elsewhere. */
import { existsSync } from 'node:fs'
import { XunzhangError } from '../base/errors.js'
import { optionRows } from '../base/options/rows.js'
import { callback, flag, object, place, signal, text, texts, whole, type OptionSpec } from '../base/options/spec.js'
import { checkOptions, checkValue, isRight, type Rules } from '../base/options/options.js'
import { checkFieldTypes } from '../text/schema.js'
import type { BuildOptions, PushOptions } from './types.js'

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const record = (texts: readonly string[]): OptionSpec =>
  object((value) => isRecord(value) && texts.every((name) => typeof value[name] === 'string'))

const lists = object((value) => Array.isArray(value) && value.every(isFileList))

function isFileList(value: unknown): boolean {
  return isRecord(value) && typeof value['folder'] === 'string' && isRight(value['files'], texts)
}

const common = {
  paths: texts,
  lists,
  pipe: record(['file', 'name']),
  only: flag,
  forget: texts,
  rules: record([]),
  jobs: whole(1, 1024),
  tokenizer: optionRows.tokenizer,
  lexicon: text,
  clean: flag,
  force: flag,
  onProgress: callback,
  onProblem: callback,
  signal,
  compileLess: flag,
}
export const buildRules: Rules<BuildOptions> = {
  ...common,
  dir: place,
  memory: whole(1),
  onRemoved: callback,
  fields: object(checkFieldTypes),
}
const pushRules: Rules<PushOptions> = {
  ...common,
  to: place,
  shards: whole(1),
  replicas: whole(1),
  writeConsistency: whole(1),
  apiKey: text,
}

/** @throws XunzhangError USAGE */
export function checkBuild(options: BuildOptions): void {
  checkOptions(options, buildRules)
  checkValue('paths', options.paths, texts)
  checkValue('dir', options.dir, place)
}

/** @throws XunzhangError INPUT_MISSING */
export function requirePaths(paths: readonly string[]): void {
  for (const path of paths) if (!existsSync(path)) throw new XunzhangError('PATH_MISSING', {}, { where: path })
}

/** @throws XunzhangError USAGE */
export function checkPush(options: PushOptions): void {
  checkOptions(options, pushRules)
  checkValue('paths', options.paths, texts)
  checkValue('to', options.to, place)
}
