import { late } from '../../kit/late';

// What chooses among the cards; it comes with the first of them.
export const OpenedCard = late(async () => (await import('./OpenedCard')).OpenedCard);
