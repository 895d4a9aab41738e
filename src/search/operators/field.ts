/** `title:贸易`: the operand in one field; `path:` and `site:` by their values, which have no posting lists. */
import type { FieldNode, TextField } from '../../query/index.js'
import { Field, type FieldId } from '../../storage/segment/fields.js'
import { valueSet } from '../matching/value-set.js'
import type { Operator } from './operator.js'

export const field: Operator<FieldNode> = (all) => ({
  match: (leaf, { field, operand }, context, within) => {
    const fields = fieldsOf(field)
    if (fields === undefined) return valueSet(leaf, field, operand, (node) => all.value(node)!)
    return all.match(leaf, operand, { ...context, fields }, within)
  },
  texts: ({ field, operand }, _, boost) => {
    const fields = fieldsOf(field)
    return fields === undefined ? [] : all.texts(operand, fields, boost)
  },
  places: ({ field, operand }, _, context) => {
    const fields = fieldsOf(field)
    return fields === undefined ? [] : all.places(operand, fields, context, false)
  },
  demand: ({ field, operand }, _, read) => {
    const fields = fieldsOf(field)
    return fields && all.demand(operand, fields, read)
  },
  condition: async ({ field, operand }, server) => {
    const fields = fieldsOf(field)
    return fields === undefined ? server.value(field, operand) : all.condition(operand, server, fields)
  },
})

const textFields: Readonly<Partial<Record<TextField, FieldId>>> = {
  title: Field.title,
  author: Field.author,
  tag: Field.tags,
}

/** The fields that a name stands for; undefined for those without posting lists. */
export function fieldsOf(name: TextField): readonly FieldId[] | undefined {
  const field = textFields[name]
  return field === undefined ? undefined : [field]
}
