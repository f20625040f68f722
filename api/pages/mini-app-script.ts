/** Runs as /web/app.js in Telegram's own browser. */
export const miniAppScript = `(function () {
  var data = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
  var form = document.getElementById("enter");
  if (!data || !form) return;
  history.replaceState(null, "", location.pathname);
  form.elements.initData.value = data;
  form.submit();
})();
`;
