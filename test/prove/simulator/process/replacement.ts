/** Another text in one source, put there while it is bundled. */
export interface Replacement {
  /** Name of the file, wherever it lies in `src`. */
  readonly file: string
  /** Stands in it once. */
  readonly from: string
  readonly to: string
}
