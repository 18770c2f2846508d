/** Shows again who is there by a passkey: options from the desk, an answer from the authenticator (WebAuthn Level 2 and 3). */

interface Options {
  challenge: string;
  rpId?: string;
  timeout?: number;
  userVerification?: UserVerificationRequirement;
  allowCredentials?: { id: string; type: "public-key"; transports?: AuthenticatorTransport[] }[];
}

/** Read base64url as bytes. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (one) => one.charCodeAt(0));
}

/** Write bytes as base64url without padding. */
export function toBase64Url(bytes: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(bytes), (one) => String.fromCharCode(one)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function send(path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`/api/v1/sign-in/step-up/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  return await answer.json();
}

/** Ask the authenticator, and tell the desk; throws where either says no. */
export async function stepUp(): Promise<void> {
  const told = (await send("options")) as Options;
  const publicKey: PublicKeyCredentialRequestOptions = {
    challenge: fromBase64Url(told.challenge),
    ...(told.rpId ? { rpId: told.rpId } : {}),
    ...(told.timeout ? { timeout: told.timeout } : {}),
    ...(told.userVerification ? { userVerification: told.userVerification } : {}),
    allowCredentials: (told.allowCredentials ?? []).map((one) => ({ ...one, id: fromBase64Url(one.id) })),
  };
  const found = await navigator.credentials.get({ publicKey });
  if (!(found instanceof PublicKeyCredential) || !(found.response instanceof AuthenticatorAssertionResponse)) {
    throw new Error("no passkey");
  }
  const { authenticatorData, clientDataJSON, signature, userHandle } = found.response;
  const response = {
    authenticatorData: toBase64Url(authenticatorData),
    clientDataJSON: toBase64Url(clientDataJSON),
    signature: toBase64Url(signature),
    ...(userHandle ? { userHandle: toBase64Url(userHandle) } : {}),
  };
  await send("verify", {
    credential: {
      id: found.id,
      rawId: toBase64Url(found.rawId),
      type: found.type,
      response,
      clientExtensionResults: found.getClientExtensionResults(),
    },
  });
}
