import assert from "node:assert/strict";
import { test } from "node:test";
import { failureSentence } from "./sentences.ts";

test("a lost connection says that what was typed is still there", () => {
  assert.match(failureSentence(0), /vẫn còn trên trang/);
});

test("every server error has a sentence, also one that nobody foresaw", () => {
  assert.equal(failureSentence(500), failureSentence(599));
  assert.match(failureSentence(418), /mã 418/);
});
