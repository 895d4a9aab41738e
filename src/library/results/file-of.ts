import { join } from '#system/path'

/** The file from which an article was read; only its path if it came through a pipe. */
export function fileOf({ root, path }: { readonly root: string; readonly path: string }): string {
  return root === '' ? path : join(root, path)
}
