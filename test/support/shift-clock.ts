/** Loaded into the product's process before the product (`--import`): its clock shows what the test says, and goes on. */
const realNow = Date.now.bind(Date);
let offset = Number(process.env["TEST_CLOCK_OFFSET_MS"] ?? 0);

Date.now = () => realNow() + offset;

process.on("message", (message: { readonly offset: number }) => {
  ({ offset } = message);
  process.send?.({ offset });
});
process.channel?.unref();
// A test that was killed leaves nobody behind.
process.once("disconnect", () => process.exit(1));
