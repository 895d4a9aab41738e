import type { BuildProblem } from '../../library/types.js'
import type { Context } from '../context.js'

type Shown = Omit<BuildProblem, 'path'> & { readonly path: string | undefined }

/** What is wrong with a file that was to be indexed, in one line. */
export function problemLine({ path, message, remedy }: Shown, { messages }: Context): string {
  return messages.fault({ reason: 'PLAIN', parameters: { what: message, remedy }, where: path })
}
