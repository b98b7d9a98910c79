"""What an assessor's hand does, in words."""


class Hand:
    def __init__(self, context, url):
        self.context, self.url, self.errors = context, url, []
        self.page = context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, lang="vi", cluster=""):
        self.page.goto(f"{self.url}?lang={lang}#{cluster}")
        self.page.wait_for_selector(".ft-app", timeout=20_000)
        return self

    def card(self, name):
        return self.page.locator(f"#q-{name}")

    def answer(self, name, value):
        self.card(name).locator(f"input[value={value}]").check(force=True)
        return self

    def value(self, name):
        chosen = self.card(name).locator("input:checked")
        return chosen.get_attribute("value") if chosen.count() else None

    def write(self, name, field, text):
        self.card(name).locator(f".ft-finding-{field} .ft-field").fill(text)
        return self

    def phase(self, wanted, seconds=10):
        self.page.locator(f".ft-save[data-phase={wanted}]").wait_for(timeout=seconds * 1000)
        return self

    def saved(self, seconds=10):
        self.phase("waiting", 2)
        return self.phase("idle", seconds)

    @property
    def said(self):
        return self.page.locator(".ft-save").inner_text()

    def cluster(self, code):
        self.page.locator(".ft-nav button").nth([c["code"] for c in self.clusters].index(code)).click()
        return self

    def on_device(self):
        return self.page.evaluate("""() => new Promise((done) => {
            const opening = indexedDB.open('fairthread-filler', 1);
            opening.onsuccess = () => { const all = opening.result.transaction('drafts').objectStore('drafts').getAll();
              all.onsuccess = () => { opening.result.close(); done(all.result[0] || null); }; }; })""")

    def nap(self, seconds):
        self.page.wait_for_timeout(seconds * 1000)
        return self
