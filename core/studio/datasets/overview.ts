import type { DatasetFacet } from '../../contract/datasets-contract.ts';
import { countBins, facetsOf } from '../../dataset/facets.ts';
import type { DatasetManifest } from '../../dataset/manifest.ts';

/** How many pictures of each side are of which size, shape and colour. */
export function overviewOf(manifest: DatasetManifest, smallerThanPixels: number): DatasetFacet[] {
  const { a, b } = manifest.domains;
  return facetsOf(manifest).map((facet) => {
    const [inA, inB] = [countBins(facet, a.images), countBins(facet, b.images)];
    const bins = facet.bins.map(({ label, tick, belowPixels }, place) => ({
      filter: `${facet.name}:${place}` as const,
      ...{ label, tick },
      isSmall: belowPixels !== undefined && belowPixels <= smallerThanPixels,
      a: inA[place]!,
      b: inB[place]!,
    }));
    return { name: facet.name, bins };
  });
}
