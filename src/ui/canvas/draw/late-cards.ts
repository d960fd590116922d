import { late } from '../../kit/late';

// The cards come after the picture: each is fetched when it is first opened, or while nothing else goes on.
export const AddForm = late(async () => (await import('./AddForm')).AddForm);
export const CloseCard = late(async () => (await import('./CloseCard')).CloseCard);
export const OpenCard = late(async () => (await import('./OpenCard')).OpenCard);
export const RemovalCard = late(async () => (await import('./RemovalCard')).RemovalCard);
export const TemplateCard = late(async () => (await import('./TemplateCard')).TemplateCard);

/** Fetches all cards ahead, so that opening one never waits. */
export function loadCards(): void {
  for (const card of [AddForm, CloseCard, OpenCard, RemovalCard, TemplateCard]) {
    void card.fetch();
  }
}
