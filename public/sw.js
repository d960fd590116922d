// Keeps the app's own files for work without a network. The build puts its files and a version in place of the two
// constants below; as it stands here it keeps nothing and lets everything pass.
const version = '';
const files = [];

const cacheName = `drawbridge ${version}`;

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(cacheName);
      // Past the browser's cache: files whose names carry no hash may be old there.
      await cache.addAll(files.map((file) => new Request(file, { cache: 'no-cache' })));
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      const old = names.filter((name) => name.startsWith('drawbridge ') && name !== cacheName);
      // Pages of the last version may still be open and load a part of it: it stays until the next one.
      await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || version === '') return;
  event.respondWith(request.mode === 'navigate' ? page(request) : part(request));
});

/** The page itself: what was kept with this version, so that page and parts always belong together. */
async function page(request) {
  const cache = await caches.open(cacheName);
  const index = await cache.match('./index.html', { ignoreVary: true });
  const here = new URL('./', self.location.href).href;
  const isApp = request.url.split(/[?#]/)[0] === here || request.url.split(/[?#]/)[0] === `${here}index.html`;
  return isApp && index !== undefined ? index : fetch(request);
}

async function part(request) {
  // Servers that vary by origin keep one file for all: scripts are asked for with an origin, the cache was filled without.
  const kept = await caches.match(request, { ignoreSearch: true, ignoreVary: true });
  return kept ?? fetch(request);
}
