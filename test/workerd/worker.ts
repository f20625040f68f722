/** A Worker without pages: the tests of this folder call our modules themselves, inside workerd. */
export default {
  fetch: (): Response => new Response(null, { status: 404 }),
};

export { WriteGate } from "../../api/edge/write-gate.ts";
