/** Passkeys: options from the desk, an answer from the authenticator (WebAuthn Level 2 and 3). */

interface Known {
  id: string;
  type: "public-key";
  transports?: AuthenticatorTransport[];
}

interface Asked {
  challenge: string;
  rpId?: string;
  timeout?: number;
  userVerification?: UserVerificationRequirement;
  allowCredentials?: Known[];
}

interface Wanted {
  challenge: string;
  rp: PublicKeyCredentialRpEntity;
  user: { id: string; name: string; displayName: string };
  pubKeyCredParams: PublicKeyCredentialParameters[];
  timeout?: number;
  excludeCredentials?: Known[];
  authenticatorSelection?: AuthenticatorSelectionCriteria;
  attestation?: AttestationConveyancePreference;
}

/** The desk said no; ``status`` is that of its answer. */
export class RefusedError extends Error {
  constructor(readonly status: number) {
    super(String(status));
  }
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

/** Show again who is there; throws where the authenticator or the desk says no. */
export async function stepUp(): Promise<void> {
  const asked = (await send("step-up/options")) as Asked;
  await send("step-up/verify", { credential: await shown(asked) });
}

/** Sign in at a tenant; throws where the authenticator or the desk says no. */
export async function comeIn(tenant: string): Promise<void> {
  const asked = (await send("passkey/options", { tenant })) as Asked;
  await send("passkey/verify", { tenant, credential: await shown(asked) });
}

/** Make a passkey and add it to the account; throws where the authenticator or the desk says no. */
export async function addPasskey(): Promise<void> {
  const wanted = (await send("passkeys/options")) as Wanted;
  const found = await navigator.credentials.create({
    publicKey: {
      ...wanted,
      challenge: fromBase64Url(wanted.challenge),
      user: { ...wanted.user, id: fromBase64Url(wanted.user.id) },
      excludeCredentials: read(wanted.excludeCredentials),
    },
  });
  if (!(found instanceof PublicKeyCredential) || !(found.response instanceof AuthenticatorAttestationResponse)) {
    throw new Error("no passkey");
  }
  const { attestationObject, clientDataJSON } = found.response;
  await send("passkeys", {
    credential: told(found, {
      attestationObject: toBase64Url(attestationObject),
      clientDataJSON: toBase64Url(clientDataJSON),
      transports: found.response.getTransports(),
    }),
  });
}

async function shown(asked: Asked): Promise<object> {
  const found = await navigator.credentials.get({
    publicKey: {
      ...asked,
      challenge: fromBase64Url(asked.challenge),
      allowCredentials: read(asked.allowCredentials),
    },
  });
  if (!(found instanceof PublicKeyCredential) || !(found.response instanceof AuthenticatorAssertionResponse)) {
    throw new Error("no passkey");
  }
  const { authenticatorData, clientDataJSON, signature, userHandle } = found.response;
  return told(found, {
    authenticatorData: toBase64Url(authenticatorData),
    clientDataJSON: toBase64Url(clientDataJSON),
    signature: toBase64Url(signature),
    ...(userHandle ? { userHandle: toBase64Url(userHandle) } : {}),
  });
}

function told(found: PublicKeyCredential, response: object): object {
  return {
    id: found.id,
    rawId: toBase64Url(found.rawId),
    type: found.type,
    response,
    clientExtensionResults: found.getClientExtensionResults(),
  };
}

function read(known: Known[] | undefined): PublicKeyCredentialDescriptor[] {
  return (known ?? []).map((one) => ({ ...one, id: fromBase64Url(one.id) }));
}

async function send(path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`/api/v1/sign-in/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) {
    throw new RefusedError(answer.status);
  }
  return await answer.json();
}
