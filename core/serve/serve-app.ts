import { fileURLToPath } from 'node:url';
import { openStudio } from '../create-core.ts';
import { serve, type Serving } from './serve.ts';

export interface ServeAppOptions {
  readonly libraryFolder?: string | undefined;
  /** The page that `npm run build` has made where absent. */
  readonly pageFolder?: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly password?: string | undefined;
  readonly onFault: (error: unknown) => void;
}

export interface ServedApp extends Serving {
  /** How many jobs run right now. */
  runningJobs(): number;
}

const fromHere = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Opens a library and serves the app to browsers; closing leaves no process and no lock behind. */
export async function serveApp({
  libraryFolder,
  pageFolder = fromHere('out/renderer'),
  host,
  port,
  password,
  onFault,
}: ServeAppOptions): Promise<ServedApp> {
  const studio = await openStudio({
    libraryFolder,
    resourcesFolder: fromHere('resources'),
    host: 'browser',
    onFault,
  });
  studio.warmUp();
  try {
    const serving = await serve({ studio, pageFolder, host, port, password, onFault });
    return {
      ...serving,
      runningJobs: () => studio.quitting.running(),
      async close() {
        await serving.close();
        await studio.close();
      },
    };
  } catch (error) {
    await studio.close();
    throw error;
  }
}
