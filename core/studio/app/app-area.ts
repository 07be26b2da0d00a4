import { basename } from 'node:path';
import packageFile from '../../../package.json' with { type: 'json' };
import type { AppFacts } from '../../contract/app-contract.ts';
import type { Area } from '../area.ts';
import type { LibraryDoor, Shared } from '../open-library.ts';
import { failureOf } from '../../contract/failure.ts';
import { streamOf } from '../stream-of.ts';
import { lookAt } from './look-at.ts';
import type { LoopMonitor } from './loop-monitor.ts';

interface AppAreaOptions {
  readonly door: LibraryDoor;
  readonly shared: Shared;
  readonly host: AppFacts['host'];
  readonly loop: LoopMonitor;
  readonly settingsNotice: string | undefined;
}

/** The app itself. */
export function createAppArea({ door, shared, host, settingsNotice }: AppAreaOptions): Area<'app'> {
  return {
    async facts() {
      const { readMethodForms } = await import('../../services/method-forms.ts');
      const problem = door.problem();
      return {
        version: packageFile.version,
        host,
        platform: platformOf(process.platform),
        library: {
          name: basename(shared.library.root),
          isReadOnly: problem === null && door.open().catalog.readOnly,
          problem: problem === null ? null : failureOf(problem),
        },
        formats: ['JPEG', 'PNG', 'WebP', 'TIFF', 'GIF', 'AVIF'],
        methods: readMethodForms().map(({ fields, ...method }) => ({
          ...method,
          fields: fields.map((field) => ({
            ...field,
            ...('choices' in field ? { choices: [...field.choices] } : {}),
          })),
        })) as AppFacts['methods'],
      };
    },
    changes: (_input, { signal }) => streamOf(shared.changes.listen, signal),
    notices: () => [
      ...(settingsNotice === undefined ? [] : [{ level: 'warning' as const, message: settingsNotice }]),
      ...(door.problem() === null ? door.open().notices : []).map((message) => ({
        level: 'warning' as const,
        message,
      })),
    ],
    look: ({ tickets }) => lookAt(tickets, shared.tickets),
    diagnosticReport: () => ({ text: `Diptych ${packageFile.version}` }),
  };
}

function platformOf(platform: NodeJS.Platform): AppFacts['platform'] {
  const known = ['linux', 'darwin', 'win32'] as const;
  return known.find((name) => name === platform) ?? 'other';
}
