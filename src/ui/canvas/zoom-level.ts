/** What can be read at a zoom: everything from 0.8, names and gates from 0.5, else namespaces. */
export type ZoomLevel = 'all' | 'names' | 'overview';

export const leastZoom = 0.1;
export const greatestZoom = 2;

export function zoomLevel(zoom: number): ZoomLevel {
  if (zoom >= 0.795) return 'all';
  return zoom >= 0.495 ? 'names' : 'overview';
}
