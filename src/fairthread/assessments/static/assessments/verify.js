// Computes the SHA-256 of a chosen file here, in the browser, and asks only whether that hash was issued.
const root = document.getElementById("verify");
const input = root?.querySelector("input[type=file]");
const answer = document.getElementById("verify-answer");

function show(kind) {
  for (const part of answer.children) part.hidden = part.dataset.answer !== kind;
  answer.hidden = false;
}

async function check(file) {
  show("busy");
  try {
    const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const hex = [...new Uint8Array(hash)].map((b) => b.toString(16).padStart(2, "0")).join("");
    for (const place of answer.querySelectorAll("[data-hash]")) place.textContent = hex;
    const query = new URLSearchParams({ sha256: hex, number: root.dataset.number });
    const told = await (await fetch(`${root.dataset.check}?${query}`)).json();
    show(told.issued ? "yes" : "no");
  } catch {
    show("fault");
  }
}

input?.addEventListener("change", () => input.files[0] && check(input.files[0]));
