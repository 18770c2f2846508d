/** Moves the secret of an invitation from behind the # of the link, which no server sees, into the form. */
const secret = location.hash.slice(1);
const field = document.querySelector<HTMLInputElement>('input[name="token"]');
if (field && secret) {
  field.value = secret;
  history.replaceState(null, "", location.pathname);
}
