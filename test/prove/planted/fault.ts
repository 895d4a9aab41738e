/** A small mistake, with a name. */
import type { Replacement } from '../simulator/process/replacement.js'

export interface PlantedFault extends Replacement {
  readonly name: string
}
