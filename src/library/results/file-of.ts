import { join } from 'node:path'

/** The file that an article came from; its path alone where it came through a pipe. */
export function fileOf({ root, path }: { readonly root: string; readonly path: string }): string {
  return root === '' ? path : join(root, path)
}
