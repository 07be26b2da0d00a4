/** The parts of package.json and package-lock.json that decide which packages run code while they are installed. */
export interface Manifest {
  readonly allowScripts?: Readonly<Record<string, boolean>>;
}

interface LockedPackage {
  readonly hasInstallScript?: boolean;
  readonly gypfile?: boolean;
}

export interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** What would make `npm ci` run, download or compile something that nobody decided on. */
export function complaintsAboutInstall({ allowScripts = {} }: Manifest, { packages }: Lock): string[] {
  return Object.entries(packages).flatMap(([path, locked]) => {
    const name = nameOf(path);
    if (locked.hasInstallScript && !(name in allowScripts)) {
      return [`${name} has an install script: say true or false in "allowScripts" of package.json.`];
    }
    const isMarked = !locked.hasInstallScript && locked.gypfile === false;
    if (allowScripts[name] !== false || isMarked) return [];
    return [`npm 10 would run the install script of ${name}: run node scripts/check-install.ts --fix.`];
  });
}

/**
 * The lock with the marks that keep npm 10, which does not know `allowScripts`, from running the scripts that are
 * not allowed and from compiling what has a binding.gyp. npm 11 needs no marks; each `npm install` drops them.
 */
export function withMarks({ allowScripts = {} }: Manifest, lock: Lock): Lock {
  const marked = Object.entries(lock.packages).map(([path, locked]) => {
    if (allowScripts[nameOf(path)] !== false) return [path, locked] as const;
    const { hasInstallScript: _, ...rest } = locked;
    return [path, { ...rest, gypfile: false }] as const;
  });
  return { ...lock, packages: Object.fromEntries(marked) };
}

function nameOf(path: string): string {
  const folder = 'node_modules/';
  return path.includes(folder) ? path.slice(path.lastIndexOf(folder) + folder.length) : '';
}
