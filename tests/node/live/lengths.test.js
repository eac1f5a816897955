import assert from "node:assert/strict";
import { test } from "node:test";

import { keepLengths } from "../../../assets/live/lengths.js";

/** A field as a browser has it: what is typed comes in at the caret, instead of what is selected. */
class Field extends EventTarget {
  constructor(value, most) {
    super();
    this.dataset = { most: String(most) };
    this.value = value;
    this.setSelectionRange(value.length, value.length);
    keepLengths(this);
  }

  setSelectionRange(start, end) {
    [this.selectionStart, this.selectionEnd] = [start, end];
  }

  _tells(name, isComposing, inputType = "insertText") {
    this.dispatchEvent(Object.assign(new Event(name), { isComposing, inputType }));
  }

  _takes(words) {
    const start = this.selectionStart;
    this.value = this.value.slice(0, start) + words + this.value.slice(this.selectionEnd);
    this.setSelectionRange(start + words.length, start + words.length);
  }

  types(words, at = this.selectionStart, to = at) {
    this.setSelectionRange(at, to);
    this._tells("beforeinput", false);
    this._takes(words);
    this._tells("input", false);
    return this.value;
  }

  deletes() {
    this._tells("beforeinput", false, "deleteContentBackward");
    this.setSelectionRange(this.selectionStart - 1, this.selectionStart);
    this._takes("");
    this._tells("input", false, "deleteContentBackward");
    return this.value;
  }

  composes(words, at) {
    this.setSelectionRange(at, at);
    this._tells("compositionstart");
    this._tells("beforeinput", true);
    this._takes(words);
    this._tells("input", true);
    this._tells("compositionend");
    return this.value;
  }
}

test("a letter typed into the middle of a full field is refused; none of its end is lost", () => {
  const field = new Field("Bürgerhaus", 10);
  assert.equal(field.types("x", 3), "Bürgerhaus");
  assert.equal(field.selectionStart, 3);
  assert.equal(field.types("!", 10), "Bürgerhaus");
});

test("of what is pasted so much comes in as has room, an emoji is one character", () => {
  assert.equal(new Field("Bürgerhau", 10).types("🙂🙂🙂", 6), "Bürger🙂hau");
  assert.equal(new Field("Bürgerhaus", 10).types("meister", 6, 10), "Bürgermeis");
});

test("what was too long before loses nothing but what is deleted", () => {
  const field = new Field("Bürgerhaus am Markt", 10);
  assert.equal(field.types("x", 6), "Bürgerhaus am Markt");
  assert.equal(field.deletes(), "Bürgehaus am Markt");
});

test("words that are composed are not cut before they are complete", () => {
  const field = new Field("한국어", 4);
  const told = [];
  field.addEventListener("input", ({ isComposing }) => told.push([field.value, isComposing]));
  assert.equal(field.composes("하나둘", 1), "한하국어");
  assert.deepEqual(told.at(-1), ["한하국어", undefined]);
});
