/** An empty Worker: the tests of this folder call our modules themselves, inside workerd. */
export default {
  fetch: (): Response => new Response(null, { status: 404 }),
};
