/** Why unpacking stopped; what came before it stands. */
export class UnpackError extends Error {}

export const DAMAGED = 'the compressed data is damaged or cut short'
