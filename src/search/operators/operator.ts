/**
 * What a kind of node means, in one place. Each file of this folder holds one kind; `index.ts` lists them. Of these
 * methods a kind writes only those in which it differs from "all of my operands" (`and.ts`).
 */
import type { QueryNode, TextField } from '../../query/index.js'
import type { FieldId } from '../../storage/segment/fields.js'
import type { Analyzer } from '../../text/analysis/analysis.js'
import type { Leaf } from '../leaf.js'
import type { Bitset } from '../matching/bitset.js'
import type { HitTest } from '../matching/hit-tests.js'
import type { Finder } from '../occurrences/nearby.js'
import type { RankingParameters } from '../parameters.js'
import type { QueryText, QueryUnit, PlacedText } from '../planning/query-text.js'

export interface Meaning<N extends QueryNode = QueryNode> {
  /**
   * Articles of a segment that the node matches, deleted ones included.
   * @param within if given, the result may be wrong for articles outside of it; the caller filters them out
   */
  readonly match: (leaf: Leaf, node: N, context: MatchContext, within?: Bitset) => Bitset
  readonly texts: (node: N, fields: readonly FieldId[], boost: number) => readonly ScoringText[]
  /** Where the node occurs in a text; nowhere for excluded parts and filters. */
  readonly find: (node: N) => Finder
  /** The parts of the node that occur in texts. @param isTop at the top of the query, where `context.soft` was read */
  readonly places: (node: N, fields: readonly FieldId[], context: PlaceContext, isTop: boolean) => readonly PlacedPart[]
  /** Tests the text of a hit; undefined if the node requires nothing that a string could prove. */
  readonly demand: (node: N, fields: readonly FieldId[], read: ReadUnits) => HitTest | undefined
  /** Tests a value that has no posting lists: a path, a site, a value of a facet. Undefined: as its operands say. */
  readonly value: (node: N) => ValueTest | undefined
  /** The same articles as `match`, as a condition of a server. */
  readonly condition: <C>(node: N, server: ServerConditions<C>, fields: readonly FieldId[]) => Promise<C>
}

/** One kind of node. @param all any node, for operands */
export type Operator<N extends QueryNode> = (all: Meaning) => Partial<Meaning<N>>

export interface MatchContext {
  readonly analyzer: Analyzer
  readonly parameters: RankingParameters
  readonly fields: readonly FieldId[]
  /** Inside a proximity only candidates are wanted: a text is one string there, and distances are not measured. */
  readonly isNear?: true
  /** Which Han texts are required as a whole in this collection, and which by their parts: see createResolver. */
  readonly resolve: (units: readonly QueryUnit[], fields: readonly FieldId[]) => readonly QueryUnit[]
}

export interface ScoringText {
  readonly texts: readonly PlacedText[]
  readonly fields: readonly FieldId[]
  /** Texts to be highlighted as they are; function words in them count. */
  readonly quoted: boolean
  readonly prefix: boolean
  /** Part of a proximity node, so highlighted only where the proximity holds. */
  readonly near?: boolean
  readonly soft: boolean
  readonly alternative?: number
}

export interface PlaceContext extends MatchContext {
  /** The unquoted words at the top of the query. */
  readonly soft: QueryText
  /** One of the words suffices. */
  readonly isAny: boolean
}

export interface PlacedPart {
  readonly fields: readonly FieldId[]
  readonly find: Finder
  /**
   * A term whose posting lists count exactly these occurrences, unless a count is the largest that a list can store.
   */
  readonly term?: { readonly kind: 'pair' | 'term'; readonly text: string }
}

/** Returns the strings that an unquoted text requires. */
export type ReadUnits = (text: string) => readonly QueryUnit[]

export type ValueTest = (value: string) => boolean

/** The conditions that a server of articles can check. */
export interface ServerConditions<C> {
  every(parts: readonly C[]): C
  some(parts: readonly C[]): C
  none(part: C): C
  words(text: string, fields: readonly FieldId[]): Promise<C>
  /** @param wholeStart, wholeEnd as in `planPhrase` */
  string(text: string, fields: readonly FieldId[], wholeStart?: boolean, wholeEnd?: boolean): C
  fuzzy(text: string, edits: number, fields: readonly FieldId[]): Promise<C>
  /** Days since 1970, both ends inclusive. */
  days(first: number, last: number): C
  /** A field without posting lists. */
  value(field: TextField, operand: QueryNode): Promise<C>
  /** Matches those of some articles in which the node is found here, because the server can't decide it. */
  checked(node: QueryNode, among: C, fields: readonly FieldId[]): Promise<C>
}
