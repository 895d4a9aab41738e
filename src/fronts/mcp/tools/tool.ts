/** A tool for agents: what agents read about it, and what it does. */
import { optionsAt, schemaOf, type ValuesAt } from '../../../base/options/places.js'
import type { Place } from '../../../base/options/rows.js'
import { checkOptions, checkValue } from '../../../base/options/options.js'
import type { Hit, Index, SearchResult } from '../../../library/types.js'
import type { SourceLines } from '../../../library/results/locating.js'
import type { AgentMessages } from '../../messages/languages.js'
import type { Collections } from '../collections.js'
import { toolAnswer, type ToolAnswer } from './budget.js'
import type { FilePlaces } from './find-article.js'
import { crc32 } from 'node:zlib'
import { XunzhangError } from '../../../base/errors.js'

/** A hit, and the numbers of the queries that found it if there are several. */
export type FoundHit = Hit & { readonly by?: readonly number[] }

/** The hits of a question that were fetched so far; later pages are taken from it. */
export interface KeptAnswer {
  readonly totals: readonly number[]
  readonly first: SearchResult
  hits: readonly FoundHit[]
  total: number
  /** Number of articles that the hits stand for: some are duplicates of another. */
  covered: number
}

export interface ToolContext {
  /** Of the collections that the call names. */
  readonly index: Index
  readonly collections: Collections
  readonly files: SourceLines
  readonly places: FilePlaces
  readonly say: AgentMessages
  /** Answers whose next pages may be asked for, by their questions; the last used is last. */
  readonly kept: Map<string, KeptAnswer>
  /** Whether answers may name folders of this machine. */
  readonly showsFolders: boolean
  /** Whether answers have structured content beside their text. */
  readonly structured: boolean
}

type Name = Extract<Place, `tool ${string}`> extends `tool ${infer N}` ? N : never
type ValuesOf<N extends Name> = ValuesAt<`tool ${N}`>

interface Definition<N extends Name, Required extends keyof ValuesOf<N>> {
  readonly name: N
  readonly title: string
  /** Kept short, because every conversation pays for it. */
  readonly description: string
  readonly required?: readonly Required[]
  readonly run: (
    given: Omit<ValuesOf<N>, Required> & { readonly [R in Required]-?: NonNullable<ValuesOf<N>[R]> },
    context: ToolContext,
  ) => Promise<ToolAnswer>
}

/** Makes a tool of its definition; its arguments are those that the table of options lists for it. */
export function defineTool<N extends Name, const Required extends keyof ValuesOf<N> = never>(
  definition: Definition<N, Required>,
) {
  const { name, title, description, required = [], run } = definition
  const options = optionsAt(`tool ${name}`)
  const properties = Object.entries(options).map(([option, { help, ...spec }]) => {
    return [option, { ...schemaOf(spec), ...(help !== undefined && { description: help }) }]
  })
  return {
    /** As agents read it, always the same bytes. */
    listed: {
      name,
      title,
      description,
      inputSchema: {
        type: 'object' as const,
        properties: Object.fromEntries(properties) as Readonly<Record<string, object>>,
        ...(required.length > 0 && { required: required as readonly string[] }),
        additionalProperties: false,
      },
      /** Every tool only reads, and only the collection. */
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    /** @throws XunzhangError USAGE for arguments that the schema doesn't allow */
    check(given: object): void {
      checkOptions(given, options)
      const values = given as Parameters<typeof run>[0]
      for (const one of required) checkValue(one, values[one], options[one as string]!)
    },
    run: (given: object, context: ToolContext) => run(given as Parameters<typeof run>[0], context),
  }
}

/** A page of an answer, with the cursor of the next one if there is one. */
export function pageAnswer(
  lines: readonly string[],
  data: Readonly<Record<string, unknown>>,
  cursor: string | undefined,
  { say, structured }: ToolContext,
): ToolAnswer {
  const goOn = cursor === undefined ? [] : [say.more(cursor)]
  return toolAnswer([...lines, ...goOn].join('\n'), structured && { ...data, ...(cursor !== undefined && { cursor }) })
}

export function cursorFor(question: string, offset: number): string {
  return `${offset}.${digest(question)}`
}

/** @throws XunzhangError USAGE for a cursor of another question */
export function readCursor(question: string, cursor: string | undefined): number {
  if (cursor === undefined) return 0
  const [, offset, check] = /^(\d{1,9})\.([0-9a-f]{8})$/.exec(cursor) ?? []
  if (offset === undefined || check !== digest(question))
    throw new XunzhangError('CURSOR_INVALID', {}, { where: 'cursor' })
  return Number(offset)
}

/** Protects from mistakes, not from malice: loading Node's cryptography takes longer than a search. */
function digest(question: string): string {
  return crc32(question).toString(16).padStart(8, '0')
}
