var e=location.hash.slice(1),t=document.querySelector('input[name="token"]');t&&e&&(t.value=e,history.replaceState(null,"",location.pathname));
