import { lazy } from 'react';

// The cards come after the picture: each is loaded when it is first opened, or while nothing else goes on.
const loads = {
  AddForm: () => import('./AddForm'),
  CloseCard: () => import('./CloseCard'),
  OpenCard: () => import('./OpenCard'),
  RemovalCard: () => import('./RemovalCard'),
  TemplateCard: () => import('./TemplateCard'),
};

export const AddForm = lazy(async () => ({ default: (await loads.AddForm()).AddForm }));
export const CloseCard = lazy(async () => ({ default: (await loads.CloseCard()).CloseCard }));
export const OpenCard = lazy(async () => ({ default: (await loads.OpenCard()).OpenCard }));
export const RemovalCard = lazy(async () => ({ default: (await loads.RemovalCard()).RemovalCard }));
export const TemplateCard = lazy(async () => ({ default: (await loads.TemplateCard()).TemplateCard }));

/** Fetches all cards ahead, so that opening one never waits. */
export function loadCards(): void {
  for (const load of Object.values(loads)) void load();
}
