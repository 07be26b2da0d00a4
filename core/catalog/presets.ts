import type { ExportPreset } from '../contract/translation-contract.ts';
import type { Connection } from './connection.ts';

export type NewPreset = Omit<ExportPreset, 'id' | 'isDefault'>;

/** How photos go out as files. */
export interface Presets {
  /** Oldest first; those that come with the app are the first. */
  list(): readonly ExportPreset[];
  get(id: number): ExportPreset | undefined;
  add(preset: NewPreset, isDefault?: boolean): ExportPreset;
  change(id: number, preset: NewPreset): void;
  remove(id: number): void;
}

interface PresetRow {
  readonly id: number;
  readonly preset: string;
  readonly isDefault: number;
}

const select = 'SELECT id, preset, is_default AS isDefault FROM export_presets';

export function presetsIn(connection: Connection): Presets {
  const all = connection.prepare<object, PresetRow>(`${select} ORDER BY id`);
  const byId = connection.prepare<object, PresetRow>(`${select} WHERE id = @id`);
  const insert = connection.prepare(
    'INSERT INTO export_presets (name, preset, is_default) VALUES (@name, @preset, @isDefault)',
  );
  const update = connection.prepare(
    'UPDATE export_presets SET name = @name, preset = @preset WHERE id = @id',
  );
  const remove = connection.prepare('DELETE FROM export_presets WHERE id = @id');
  const get = (id: number) => {
    const row = byId.get({ id });
    return row && fromRow(row);
  };
  return {
    list: () => all.all({}).map(fromRow),
    get,
    add(preset, isDefault = false) {
      const row = { name: preset.name, preset: JSON.stringify(preset), isDefault: Number(isDefault) };
      return get(insert.run(row).id)!; // just inserted
    },
    change: (id, preset) => void update.run({ id, name: preset.name, preset: JSON.stringify(preset) }),
    remove: (id) => void remove.run({ id }),
  };
}

function fromRow({ id, preset, isDefault }: PresetRow): ExportPreset {
  // Older presets say nothing of these.
  const kept = {
    keepsFolders: false,
    tellsOrigin: false,
    ...(JSON.parse(preset) as Partial<NewPreset>),
  } as NewPreset;
  return { ...kept, id, isDefault: isDefault === 1 };
}
