import { createHash } from 'node:crypto';
import { archiveRefusal } from './archive-refusal.ts';
import { openZip, type Zip } from './open-zip.ts';
import { manifestName, parsePackageManifest, type PackageManifest } from './package-manifest.ts';

/** A `.diptych` package whose list of members is just what its manifest says. */
export interface OpenedPackage {
  readonly manifest: PackageManifest;
  /** All of a member after checking its hash. Throws `refused-archive`. */
  read(file: string): Promise<Buffer>;
  close(): Promise<void>;
}

const maximumManifestBytes = 2 ** 20;

/** Opens a package and refuses all of it when anything is missing, unknown or hostile (S-36 to S-39). Throws `refused-archive`, `newer-package`. */
export async function openPackage(path: string): Promise<OpenedPackage> {
  const zip = await openZip(path);
  try {
    const manifest = parsePackageManifest(await manifestText(zip));
    checkMembers(zip, manifest);
    return { manifest, read: (file) => checked(zip, manifest, file), close: () => zip.close() };
  } catch (error) {
    await zip.close();
    throw error;
  }
}

async function manifestText(zip: Zip): Promise<string> {
  const size = zip.members.get(manifestName)?.sizeBytes;
  if (size === undefined) throw archiveRefusal('it is no package of Diptych');
  if (size > maximumManifestBytes) throw archiveRefusal(`its "${manifestName}" is larger than 1 MiB`);
  return (await zip.read(manifestName)).toString('utf8');
}

function checkMembers({ members }: Zip, { files }: PackageManifest): void {
  for (const [name, { sizeBytes }] of Object.entries(files)) {
    const member = members.get(name);
    if (member === undefined) throw archiveRefusal(`its member "${name}" is missing`);
    if (member.sizeBytes !== sizeBytes)
      throw archiveRefusal(`its member "${name}" has another size than it should`);
  }
  const unlisted = [...members.keys()].find((name) => name !== manifestName && !Object.hasOwn(files, name));
  if (unlisted !== undefined) throw archiveRefusal(`its member "${unlisted}" is not in its list`);
}

async function checked(zip: Zip, { files }: PackageManifest, file: string): Promise<Buffer> {
  const bytes = await zip.read(file);
  if (createHash('sha256').update(bytes).digest('hex') !== files[file]?.sha256)
    throw archiveRefusal(`its member "${file}" does not have the content that it should`);
  return bytes;
}
