const files = import.meta.glob<string>('../../resources/sample-photos/*.jpg', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** The bundled sample photos, to be looked at before they are in a library; `file` is the name that they have there. */
export const samplePictures = Object.entries(files).map(([path, src]) => {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const words = file.replace(/\.\w+$/, '').replaceAll('-', ' ');
  return { src, file, name: words.charAt(0).toUpperCase() + words.slice(1) };
});
