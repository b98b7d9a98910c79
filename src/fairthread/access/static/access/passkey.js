// allauth's own script says what went wrong only in the console; here the page says it too.
document.addEventListener("allauth.error", () => {
  const notice = document.getElementById("passkey-error");
  if (notice) notice.hidden = false;
});
