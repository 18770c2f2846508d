"use strict";
// Everything here is comfort: without it the page still shows both pictures, all boxes and all words.
(() => {
  const root = document.documentElement;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const TINTS = [[0, 92, 230], [255, 214, 10], [225, 30, 160]];
  const MOST_ZOOM = 16;
  const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
  const press = (button, on) => button && button.setAttribute("aria-pressed", String(on));
  const isPressed = (button) => button !== null && button.getAttribute("aria-pressed") === "true";

  // ---- language -------------------------------------------------------------------------------------------------
  function speak(language) {
    root.dataset.lang = language;
    root.lang = language === "zh" ? "zh-Hans" : "en";
    for (const image of document.querySelectorAll("img[data-zh]")) image.alt = image.dataset[language];
  }
  const switchLanguage = () => speak(root.dataset.lang === "zh" ? "en" : "zh");

  // ---- one comparison -------------------------------------------------------------------------------------------
  function Comparison(section) {
    const find = (selector) => section.querySelector(selector);
    const views = [...section.querySelectorAll(".stage .view")];
    const layers = [...section.querySelectorAll(".stage .layer")];
    const labels = [...section.querySelectorAll(".stage .marks text")];
    const marks = [...find(".pane-claim .marks").querySelectorAll("g")];
    const stage = find(".stage"), split = find(".split"), divider = find(".divider"), swatch = find(".swatch");
    const full = { height: Number(views[0].dataset.height), width: Number(views[0].dataset.width) };
    const at = { z: 1, x: 0, y: 0 };
    let current = 0, timer = 0, tint = 0, strengths = null, canvas = null;

    section.style.setProperty("--ratio", full.width / full.height);

    function draw() {
      at.z = clamp(at.z, 1, MOST_ZOOM);
      at.x = clamp(at.x, 1 - at.z, 0);
      at.y = clamp(at.y, 1 - at.z, 0);
      for (const layer of layers) layer.style.transform = `translate(${at.x * 100}%, ${at.y * 100}%) scale(${at.z})`;
      section.style.setProperty("--z", at.z);
      letter();
      section.classList.toggle("zoomed", at.z > 1.001);
      find(".scale").textContent = `${Math.round(at.z * 100)} %`;
    }
    // Numbers keep their size on the screen, whatever the size of the picture and the zoom.
    function letter(shown = views[0].clientWidth || 600) {
      const unit = 15 * full.width / shown / at.z;
      for (const node of labels) {
        node.style.fontSize = `${unit}px`;
        node.setAttribute("dx", 0.2 * unit);
        node.setAttribute("dy", Number(node.getAttribute("y")) < 1.4 * unit ? unit : -0.3 * unit);
      }
    }
    function zoom(factor, px = 0.5, py = 0.5) {
      const z = clamp(at.z * factor, 1, MOST_ZOOM);
      at.x = px - (px - at.x) * z / at.z;
      at.y = py - (py - at.y) * z / at.z;
      at.z = z;
      draw();
    }
    function pan(dx, dy) { at.x += dx; at.y += dy; draw(); }
    function fit() { at.z = 1; at.x = at.y = 0; draw(); }

    function setMode(mode) {
      section.dataset.mode = mode;
      section.dataset.shown = "claim";
      for (const button of section.querySelectorAll("[data-set-mode]")) press(button, button.dataset.setMode === mode);
      if (mode !== "flicker") play(false);
      placeDivider();
    }
    function setSplit(percent) {
      split.value = clamp(percent, 0, 100);
      section.style.setProperty("--split", `${split.value}%`);
      placeDivider();
    }
    function placeDivider() {
      const view = views[0].getBoundingClientRect(), box = stage.getBoundingClientRect();
      divider.style.left = `${view.left - box.left + view.width * split.value / 100}px`;
      divider.style.height = `${view.height}px`;
    }
    function swap() { section.dataset.shown = section.dataset.shown === "reference" ? "claim" : "reference"; }
    function play(on) {
      clearInterval(timer);
      const run = on && !calm.matches;
      press(find(".play"), run);
      if (run) timer = setInterval(swap, 1000 / Number(find(".speed").value));
    }
    function go(number) {
      if (!marks.length) return;
      current = (number - 1 + marks.length) % marks.length + 1;
      const edge = marks[current - 1].querySelector("rect");
      const [x, y, w, h] = ["x", "y", "width", "height"].map((name) => Number(edge.getAttribute(name)));
      at.z = clamp(Math.min(0.4 * full.width / w, 0.4 * full.height / h), 1, 8);
      at.x = 0.5 - at.z * (x + w / 2) / full.width;
      at.y = 0.5 - at.z * (y + h / 2) / full.height;
      draw();
      for (const node of section.querySelectorAll("[data-mark]")) node.classList.toggle("current", Number(node.dataset.mark) === current);
      for (const node of section.querySelectorAll(".nth")) node.textContent = node.closest("[lang]").lang === "en" ? `${current} of ` : `第 ${current} 处，`;
    }
    function boxes(on) { press(find(".boxes"), on); section.classList.toggle("unboxed", !on); }

    function veil(on) {
      if (!find(".veil")) return;
      press(find(".veil"), on);
      section.classList.toggle("veiled", on);
      if (on) paint();
    }
    function paint() {
      const image = find(".stage img.overlay");
      if (!canvas) {
        if (!image.complete || !image.naturalWidth) { image.addEventListener("load", paint, { once: true }); return; }
        canvas = document.createElement("canvas");
        canvas.width = image.naturalWidth;
        canvas.height = image.naturalHeight;
        canvas.className = "overlay";
        const pen = canvas.getContext("2d");
        pen.drawImage(image, 0, 0);
        const pixels = pen.getImageData(0, 0, canvas.width, canvas.height).data;
        strengths = new Uint8Array(canvas.width * canvas.height);
        for (let i = 0; i < strengths.length; i += 1) strengths[i] = pixels[4 * i + 3];
        image.after(canvas);
        image.classList.add("only");
      }
      const pen = canvas.getContext("2d"), fresh = pen.createImageData(canvas.width, canvas.height);
      const [red, green, blue] = TINTS[tint], least = Number(find(".threshold").value);
      for (let i = 0; i < strengths.length; i += 1) {
        if (strengths[i] < least) continue;
        fresh.data[4 * i] = red;
        fresh.data[4 * i + 1] = green;
        fresh.data[4 * i + 2] = blue;
        fresh.data[4 * i + 3] = strengths[i];
      }
      pen.putImageData(fresh, 0, 0);
      swatch.style.background = `rgb(${red} ${green} ${blue})`;
    }

    // ---- pointer: drag pans (or moves the divider), two fingers pinch -------------------------------------------
    const fingers = new Map();
    let frame = views[0], sliding = false;
    const viewOf = (event) => {
      const pane = event.target.closest(".pane");
      return pane ? pane.querySelector(".view") : views[0];
    };
    const spot = (point) => {
      const box = frame.getBoundingClientRect();
      return { x: (point.x - box.left) / box.width, y: (point.y - box.top) / box.height };
    };
    const grip = () => {
      const [a, b] = [...fingers.values()].map(spot);
      return b ? { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, far: Math.hypot(a.x - b.x, a.y - b.y) || 1e-6 } : { ...a, far: 1 };
    };
    const splitTo = (event) => {
      const box = views[0].getBoundingClientRect();
      setSplit(100 * (event.clientX - box.left) / box.width);
    };
    stage.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !event.target.closest(".pane, .divider")) return;
      stage.focus({ preventScroll: true });
      frame = viewOf(event);
      fingers.set(event.pointerId, event);
      sliding = fingers.size === 1 && section.dataset.mode === "slider" && (at.z <= 1.001 || event.target.closest(".divider") !== null);
      if (sliding) splitTo(event);
      stage.setPointerCapture(event.pointerId);
      section.classList.add("dragging");
    });
    stage.addEventListener("pointermove", (event) => {
      if (!fingers.has(event.pointerId)) return;
      if (sliding) { splitTo(event); return; }
      const was = grip();
      fingers.set(event.pointerId, event);
      const now = grip();
      if (fingers.size === 1 && at.z <= 1.001) return;
      pan(now.x - was.x, now.y - was.y);
      if (fingers.size > 1) zoom(now.far / was.far, now.x, now.y);
    });
    const lift = (event) => {
      fingers.delete(event.pointerId);
      if (!fingers.size) { sliding = false; section.classList.remove("dragging"); }
    };
    for (const name of ["pointerup", "pointercancel"]) stage.addEventListener(name, lift);
    stage.addEventListener("dblclick", (event) => {
      const { x, y } = spot(event);
      if (at.z > 4) fit(); else zoom(2, x, y);
    });
    stage.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !stage.contains(document.activeElement)) return;
      event.preventDefault();
      frame = viewOf(event);
      const { x, y } = spot(event);
      zoom(Math.exp(-clamp(event.deltaY, -80, 80) * (event.ctrlKey ? 0.01 : 0.003)), x, y);
    }, { passive: false });

    // ---- buttons ------------------------------------------------------------------------------------------------
    const on = (selector, type, act) => { for (const node of section.querySelectorAll(selector)) node.addEventListener(type, () => act(node)); };
    on("[data-set-mode]", "click", (node) => setMode(node.dataset.setMode));
    on("[data-step]", "click", (node) => go(current ? current + Number(node.dataset.step) : (node.dataset.step > 0 ? 1 : marks.length)));
    on("[data-go]", "click", (node) => { go(Number(node.dataset.go)); stage.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" }); });
    on("[data-zoom]", "click", (node) => ({ in: () => zoom(1.5), out: () => zoom(1 / 1.5), fit })[node.dataset.zoom]());
    on(".full", "click", () => toggleFull());
    on(".boxes", "click", (node) => boxes(!isPressed(node)));
    on(".swap", "click", () => { play(false); swap(); });
    on(".play", "click", (node) => play(!isPressed(node)));
    on(".speed", "input", () => { if (isPressed(find(".play"))) play(true); });
    on(".veil", "click", (node) => veil(!isPressed(node)));
    on(".opacity", "input", (node) => section.style.setProperty("--opacity", node.value));
    on(".threshold", "input", () => veil(true));
    on(".tint", "click", () => { tint = (tint + 1) % TINTS.length; veil(true); });
    on(".split", "input", () => setSplit(Number(split.value)));
    for (const close of section.querySelectorAll(".close-up")) {
      const frames = [...close.querySelectorAll(".frame")], native = close.querySelector(".native");
      const fits = () => [...close.querySelectorAll("img")].every((image) => image.clientWidth >= Number(image.getAttribute("width")));
      if (native && fits()) native.hidden = true;
      if (native) native.addEventListener("click", () => {
        press(native, !isPressed(native));
        close.classList.toggle("at-native", isPressed(native));
      });
      for (const frame of frames) frame.addEventListener("scroll", () => {
        for (const other of frames) { other.scrollTop = frame.scrollTop; other.scrollLeft = frame.scrollLeft; }
      });
    }
    if (calm.matches) for (const node of [find(".play"), find(".speed").parentElement]) node.hidden = true;
    function toggleFull() { if (document.fullscreenElement) document.exitFullscreen(); else if (section.requestFullscreen) section.requestFullscreen(); }

    new ResizeObserver(() => { placeDivider(); letter(); }).observe(stage);
    setMode(innerWidth <= 700 ? "slider" : "side");
    setSplit(50);
    draw();
    if (!marks.length) veil(true);

    const arrows = { ArrowLeft: [0.1, 0], ArrowRight: [-0.1, 0], ArrowUp: [0, 0.1], ArrowDown: [0, -0.1] };
    return {
      section,
      letter,
      key(name) {
        const acts = {
          1: () => setMode("side"), 2: () => setMode("slider"), 3: () => setMode("flicker"),
          n: () => go(current + 1), p: () => go(current ? current - 1 : marks.length),
          b: () => boxes(section.classList.contains("unboxed")), o: () => veil(!section.classList.contains("veiled")),
          s: () => { if (section.dataset.mode !== "flicker") setMode("flicker"); play(false); swap(); },
          a: () => { if (section.dataset.mode !== "flicker") setMode("flicker"); play(!isPressed(find(".play"))); },
          "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), 0: fit, f: toggleFull,
        };
        if (acts[name]) { acts[name](); return true; }
        if (!arrows[name]) return false;
        if (at.z > 1.001) { pan(...arrows[name]); return true; }
        if (section.dataset.mode === "slider" && arrows[name][0]) { setSplit(Number(split.value) - 20 * arrows[name][0]); return true; }
        return false;
      },
    };
  }

  // ---- the page -------------------------------------------------------------------------------------------------
  const comparisons = [...document.querySelectorAll(".comparison")].map(Comparison);
  const help = document.getElementById("help");
  const shownHeight = (section) => {
    const box = section.getBoundingClientRect();
    return Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
  };
  const active = () => comparisons.find((one) => one.section.contains(document.activeElement))
    || [...comparisons].sort((a, b) => shownHeight(b.section) - shownHeight(a.section))[0];
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches("input") && event.key.startsWith("Arrow")) return;
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (help.open) { if (name === "?") help.close(); return; }
    if (name === "l") switchLanguage();
    else if (name === "?") help.showModal();
    else if (comparisons.length && active().key(name)) event.preventDefault();
  });
  document.getElementById("language").addEventListener("click", switchLanguage);
  document.getElementById("print").addEventListener("click", () => print());
  document.getElementById("help-open").addEventListener("click", () => help.showModal());
  document.getElementById("help-close").addEventListener("click", () => help.close());
  let opened = [];
  addEventListener("beforeprint", () => {
    for (const one of comparisons) { one.key("0"); one.letter(430); }
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const part of opened) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of comparisons) one.letter();
    for (const part of opened) part.open = false;
  });
  speak(root.dataset.lang);
})();
