/**
 * The fields of an article, in the order in which they are stored. Each has posting lists of its own, so a phrase never
 * matches across fields and a query can name one.
 */
export const fieldNames = ['title', 'body', 'captions', 'tags', 'author', 'metadata'] as const

export const Field = { title: 0, body: 1, captions: 2, tags: 3, author: 4, metadata: 5 } as const
export type FieldId = (typeof Field)[keyof typeof Field]

/** Fields below this number have posting lists; the others are only stored. */
export const indexedFields = 5
export const storedFields = 6

/** Fields that a query without a field prefix searches. */
export const defaultFields: readonly FieldId[] = [Field.title, Field.body, Field.captions, Field.tags]
