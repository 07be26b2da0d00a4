/** The trash of the operating system: what is put there can be got back with the system's own means. */
export interface SystemTrash {
  /** Whether it takes what lies in a folder, as far as that can be told before it is tried. Changes nothing. */
  takesFrom(folder: string): Promise<boolean>;
  /**
   * Puts a file or folder there, under the name of `as` and to be put back to that place by the system. False when it
   * does not take it, which then lies where it was.
   */
  take(path: string, as: string): Promise<boolean>;
}

/** Of a system whose trash cannot be reached. */
export const noSystemTrash: SystemTrash = {
  takesFrom: () => Promise.resolve(false),
  take: () => Promise.resolve(false),
};
