/**
 * IDs that several files of an index share. An ID that a file gives itself (`_id` of a record, `guid` of a feed, `id`
 * of front matter) is unique only within that file. If another file has some of these IDs as well, the articles of both
 * files get the IDs `FILE#ID`.
 */

/** The path of articles that a program passed: they come from no file, and updating files never changes them. */
export const givenPath = ''

/** Whether the file gave the ID itself; other IDs are made from its path. */
export function hasOwnId(id: string, path: string): boolean {
  return !id.startsWith(path)
}

export function qualifiedId(id: string, path: string): string {
  return hasOwnId(id, path) ? `${path}#${id}` : id
}
