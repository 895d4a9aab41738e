/** A machine without files: nothing exists, and nothing can be opened. An engine's own files are in memory. */
function absent(): never {
  throw Object.assign(new Error('ENOENT: the engine has no files of a machine'), { code: 'ENOENT' })
}

export const constants: Readonly<Record<string, number>> = {}
export const existsSync = (): boolean => false
export const statSync = (): undefined => undefined
export {
  absent as closeSync,
  absent as fstatSync,
  absent as fsyncSync,
  absent as lstatSync,
  absent as mkdirSync,
  absent as openSync,
  absent as readdirSync,
  absent as readFileSync,
  absent as readSync,
  absent as realpathSync,
  absent as renameSync,
  absent as unlinkSync,
  absent as writeSync,
}
