import assert from "node:assert/strict";
import { test } from "node:test";
import { create, type Line, offsetOf, persist, RefusedError, send } from "../src/parties/tus.ts";

/** A desk that keeps uploads, and a line that breaks when told to. */
class Desk implements Line {
  bytes = 0;
  known = true;
  broken = 0;
  waits = 0;
  sent: string[] = [];

  async fetch(address: string, wish: RequestInit): Promise<Response> {
    this.sent.push(`${wish.method} ${address}`);
    if (this.broken > 0) {
      this.broken -= 1;
      throw new TypeError("no line");
    }
    if (wish.method === "POST") {
      return new Response(null, { status: 201, headers: { Location: "https://desk.example/api/v1/uploads/u1" } });
    }
    if (!this.known) {
      return new Response(null, { status: 404 });
    }
    if (wish.method === "PATCH") {
      this.bytes += (wish.body as Blob).size;
    }
    return new Response(null, {
      status: wish.method === "PATCH" ? 204 : 200,
      headers: { "Upload-Offset": `${this.bytes}` },
    });
  }

  async wait(): Promise<void> {
    this.waits += 1;
  }
}

const file = new File([new Uint8Array(2_500_000)], "裂.jpg", { type: "image/jpeg" });
const quiet = { progress() {}, waiting() {} };

test("an upload is begun with its length and name", async () => {
  const desk = new Desk();
  assert.equal(await create(desk, file), "/api/v1/uploads/u1");
});

test("a file arrives in chunks", async () => {
  const desk = new Desk();
  assert.equal(await send(desk, "/u", file, quiet), true);
  assert.equal(desk.bytes, file.size);
  assert.equal(desk.sent.filter((one) => one.startsWith("PATCH")).length, 3);
});

test("a broken line is waited for, and the upload goes on where it was", async () => {
  const desk = new Desk();
  desk.bytes = 1 << 20;
  desk.broken = 2;
  assert.equal(await send(desk, "/u", file, quiet), true);
  assert.equal(desk.bytes, file.size);
  assert.ok(desk.waits >= 2);
});

test("an upload that the desk has forgotten is told", async () => {
  const desk = new Desk();
  desk.known = false;
  assert.equal(await offsetOf(desk, "/u"), null);
  assert.equal(await send(desk, "/u", file, quiet), false);
});

test("a refusal is not repeated", async () => {
  const desk = new Desk();
  let attempts = 0;
  const attempt = async () => {
    attempts += 1;
    throw new RefusedError(422, "no");
  };
  await assert.rejects(persist(desk, attempt), RefusedError);
  assert.equal(attempts, 1);
});
