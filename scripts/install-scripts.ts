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

/** Packages with a binding.gyp whose binaries come ready-made: npm must not compile them. */
const neverCompiled = ['better-sqlite3'];

/** What would make `npm ci` run, download or compile something that nobody decided on. */
export function complaintsAboutInstall({ allowScripts = {} }: Manifest, { packages }: Lock): string[] {
  const scripted = Object.keys(packages).filter((path) => packages[path]?.hasInstallScript);
  const undecided = scripted.map(nameOf).filter((name) => !(name in allowScripts));
  const compiled = neverCompiled.filter((name) => packages[`node_modules/${name}`]?.gypfile !== false);
  return [
    ...undecided.map(
      (name) => `${name} has an install script: say true or false in "allowScripts" of package.json.`,
    ),
    ...compiled.map(
      (name) =>
        `${name} would be compiled by npm 10: run node scripts/check-install.ts --fix (npm drops the mark on install).`,
    ),
  ];
}

/** The lock with the mark that keeps npm 10 from compiling a package that brings its binaries. */
export function withoutCompiling(lock: Lock): Lock {
  const marks = neverCompiled
    .map((name) => `node_modules/${name}`)
    .flatMap((path) => (lock.packages[path] ? [[path, { ...lock.packages[path], gypfile: false }]] : []));
  return { ...lock, packages: { ...lock.packages, ...(Object.fromEntries(marks) as Lock['packages']) } };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
