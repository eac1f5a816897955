// NiceGUI element: keeps what is typed into [data-draft] fields in this browser until the server
// has saved it. A restarted server reloads the page; without this, the typed text would be gone.

function storageOf() {
  try {
    return window.localStorage;
  } catch {
    return null; // private windows may refuse; then there are no drafts, and nothing else breaks
  }
}

/** Types for the person: NiceGUI hears it as if it came from the keyboard. */
function typeInto(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** What stands in a field for a whole number, in any digits; 1.000 is a thousand. */
function wholeNow(text) {
  const plain = text.normalize("NFKC").replace(/[\xad\u200b-\u200f\u061c\u2060\u2066-\u2069]/g, "");
  const digits = plain.trim().replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => digit.charCodeAt(0) & 15);
  const grouped = /^[1-9]\d{0,2}([.,'\u2019\u066c\s]\d{3})+$/.test(digits);
  return Number.parseInt(grouped ? digits.replace(/\D/g, "") : digits, 10) || 0;
}

window.zrStep = (button, by, least, most) => {
  const field = button.closest(".q-field").querySelector("input");
  const now = wholeNow(field.value);
  typeInto(field, String(Math.min(most, Math.max(least, now + by))));
};

window.zrFill = (name, value) => {
  const field = document.querySelector(`[data-draft="${CSS.escape(name)}"]`);
  if (field) typeInto(field, value);
};

export default {
  template: `<i hidden></i>`,
  props: { scope: String },
  mounted() {
    this.storage = storageOf();
    document.addEventListener("input", this.keep);
    this.$el.dataset.keeps = ""; // from here on nothing typed is lost
    this.restore();
  },
  unmounted() {
    document.removeEventListener("input", this.keep);
  },
  methods: {
    key(name) {
      return `zr.m.${this.scope}.${name}`;
    },
    keep(event) {
      const name = event.target.dataset?.draft;
      if (!name || !this.storage) return;
      try {
        this.storage.setItem(this.key(name), event.target.value);
      } catch {
        // full: the text is still on the screen and on its way to the server
      }
    },
    restore() {
      for (const field of document.querySelectorAll("[data-draft]")) {
        const name = field.dataset.draft;
        const typed = this.storage?.getItem(this.key(name)) ?? null;
        if (typed === null) continue;
        if (typed === field.value) this.forget({ [name]: typed.trim() });
        else typeInto(field, typed);
      }
    },
    forget(saved) {
      for (const [name, value] of Object.entries(saved)) {
        if (this.storage?.getItem(this.key(name))?.trim() === value) this.storage.removeItem(this.key(name));
      }
    },
    forgetAll() {
      const mine = this.key("");
      const keys = Object.keys(this.storage ?? {}).filter((key) => key.startsWith(mine));
      keys.forEach((key) => this.storage.removeItem(key));
    },
  },
};
