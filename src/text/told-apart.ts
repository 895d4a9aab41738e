/**
 * IDs that several files of an index share. An ID that a file gives itself (`_id` of a record, `guid` of a feed, `id` of
 * front matter) is unique inside of that file alone. Files whose IDs another file has as well are told apart: their
 * articles are called `FILE#ID`.
 */

/** Whether the file gave the ID; others are made of its path. */
export function hasOwnId(id: string, path: string): boolean {
  return !id.startsWith(path)
}

export function idToldApart(id: string, path: string): string {
  return hasOwnId(id, path) ? `${path}#${id}` : id
}
