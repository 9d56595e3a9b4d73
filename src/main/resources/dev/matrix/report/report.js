/* Draws the report from the data in this file. It lays out and writes down; every number comes from the program. */
(function () {
  "use strict";

  const data = JSON.parse(document.getElementById("data").textContent);
  const page = document.getElementById("page");
  const DASH = "\u2013";
  const GLYPH = { helps: "\u25B2", hurts: "\u25BC", no_difference: "=", undecided: "?" };
  const SAID = { helps: "helps", hurts: "hurts", no_difference: "no difference that matters", undecided: "undecided" };
  const DASHES = [null, "6 3", "2 3", "8 3 2 3"];

  // Elements are made from text only: nothing that a model wrote is ever read as markup.
  function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? "" : value);
    }
    for (const child of children.flat(Infinity)) {
      if (child !== null && child !== undefined) element.append(child);
    }
    return element;
  }

  const known = (value) => value !== null && value !== undefined;
  const fixed = (value, digits) => {
    const text = value.toFixed(digits);
    return Number(text) === 0 ? (0).toFixed(digits) : text;
  };
  const share = (value) => (known(value) ? fixed(100 * value, 1) : DASH);
  const points = (value) => (known(value) ? (100 * value >= 0.05 ? "+" : "") + fixed(100 * value, 1) : DASH);
  const range = (interval, write) => (interval ? write(interval.low) + " to " + write(interval.high) : DASH);
  const count = (value) => (known(value) ? Math.round(value).toLocaleString("en-US") : DASH);
  const pValue = (p) => (!known(p) ? DASH : p < 0.001 ? "< 0.001" : p.toFixed(3));
  const duration = (s) => (!known(s) ? DASH : s < 0.0095 ? fixed(1000 * s, 1) + " ms" : s < 1 ? fixed(1000 * s, 0) + " ms"
    : s < 120 ? fixed(s, 1) + " s" : s < 7200 ? fixed(s / 60, 0) + " min" : fixed(s / 3600, 1) + " h");
  const size = (n) => (!known(n) ? "unknown size" : n < 1e9 ? Math.round(n / 1e6) + "M" : fixed(n / 1e9, 1) + "B");
  const unique = (values) => [...new Set(values)];
  const shownAs = new Map(data.benchmarks.map((b) => [b.name, b.shown_as]));
  const shown = (benchmark) => shownAs.get(benchmark) || benchmark;
  const keyOf = (k) => [k.model, k.personality, k.benchmark, k.setting].join("\u0000");
  const cellsByKey = new Map(data.cells.map((c) => [keyOf(c.key), c]));
  const comparisonByKey = new Map(data.comparisons.map((c) => [keyOf(c.key), c]));
  const notComparedByKey = new Map(data.not_compared.map((n) => [keyOf(n.key), n.reason]));
  const models = data.models.map((m) => m.name);
  const personalities = data.personalities;
  const benchmarks = data.benchmarks.map((b) => b.name);
  const settings = data.settings;
  const colour = (personality) => "var(--s" + Math.max(0, personalities.indexOf(personality)) % 8 + ")";
  const dashes = (personality) => DASHES[Math.floor(Math.max(0, personalities.indexOf(personality)) / 8) % DASHES.length];

  /* ---- building blocks ---- */

  const contents = document.getElementById("contents");

  function section(id, title, lead, ...children) {
    contents.append(h("a", { href: "#" + id }, title));
    const made = h("section", { id: id, "aria-labelledby": id + "-title" },
      h("h2", { id: id + "-title" }, title), lead ? h("p", { class: "lead" }, lead) : null, children);
    page.append(made);
    return made;
  }

  function choice(label, options, write, onchange, all) {
    const select = h("select", { onchange: () => onchange(select.value) },
      all ? h("option", { value: "" }, all) : null,
      options.map((option) => h("option", { value: option }, write ? write(option) : option)));
    return options.length + (all ? 1 : 0) > 1 ? h("label", {}, label, select) : null;
  }

  // columns: [title, cell, options]; a cell is text, a node, or null.
  function table(caption, columns, rows, options) {
    const group = (options || {}).group;
    let last = null;
    const body = h("tbody", {});
    for (const row of rows) {
      if (group && group(row) !== last) {
        last = group(row);
        body.append(h("tr", { class: "group" }, h("th", { colspan: columns.length, scope: "rowgroup" }, last)));
      }
      body.append(h("tr", {}, columns.map(([title, cell, kind], at) => {
        const value = cell(row);
        return at === 0
          ? h("th", { scope: "row" }, value)
          : h("td", { class: kind || (value === DASH ? "none" : null) }, value);
      })));
    }
    const head = h("thead", {}, h("tr", {}, columns.map(([title, cell, kind], at) =>
      h("th", { scope: "col", class: at === 0 || kind === "text" || kind === "word" ? "text" : null }, title))));
    const made = h("table", {}, caption ? h("caption", {}, h("span", {}, caption)) : null, head, body);
    // A region that scrolls must be reachable by keyboard.
    return h("div", { class: rows.length > 24 ? "scroll tall" : "scroll", tabindex: 0, role: "region", "aria-label": caption || "table" }, made);
  }

  function behind(title, build) {
    const details = h("details", {}, h("summary", {}, title));
    details.addEventListener("toggle", () => {
      if (details.open && details.children.length === 1) details.append(build());
    });
    lazy.push(() => { if (details.children.length === 1) details.append(build()); });
    return details;
  }
  const lazy = [];
  // What is printed cannot be opened any more.
  window.addEventListener("beforeprint", () => {
    lazy.forEach((build) => build());
    document.querySelectorAll("details").forEach((details) => { details.open = true; });
  });

  // A drawing that follows the width of its figure.
  function figure(caption, label, draw) {
    const holder = h("div", { class: "drawing" });
    const made = h("figure", {}, holder, h("figcaption", {}, caption));
    let width = 0;
    const again = () => {
      width = Math.max(260, holder.clientWidth);
      const svg = d3.select(holder).selectAll("svg").data([0]).join("svg");
      svg.selectAll("*").remove();
      svg.attr("role", "img").attr("aria-label", typeof label === "function" ? label() : label);
      draw(svg, width);
    };
    new ResizeObserver(() => { if (Math.abs(holder.clientWidth - width) > 1 && holder.clientWidth > 0) again(); }).observe(holder);
    return [made, again];
  }

  function frame(svg, width, height) {
    svg.attr("width", width).attr("height", height).attr("viewBox", "0 0 " + width + " " + height);
  }

  function tip(selection, text) {
    selection.append("title").text(text);
  }

  function mark(container, verdict) {
    const span = h("span", { class: verdict }, h("span", { class: "glyph", "aria-hidden": "true" }, GLYPH[verdict]), " ", SAID[verdict]);
    container.append(span);
    return container;
  }

  const verdictKey = () => h("ul", { class: "legend", "aria-label": "Verdicts" },
    h("li", {}, h("b", { class: "key helps" }, GLYPH.helps), " helps"),
    h("li", {}, h("b", { class: "key hurts" }, GLYPH.hurts), " hurts"),
    h("li", {}, h("b", { class: "key no_difference" }, GLYPH.no_difference), " no difference of " + share(data.sesoi).replace(".0", "") + " points or more"),
    h("li", {}, h("b", { class: "key undecided" }, GLYPH.undecided), " undecided: these items cannot tell"));

  /* ---- effects ---- */

  function effects() {
    if (!data.comparisons.length) {
      section("effects", "Effects", "Nothing is compared in this run: it takes baseline and at least one other personality on the same items.", notCompared());
      return;
    }
    const holder = h("div", {});
    let setting = settings[0];
    const compared = unique(data.comparisons.map((c) => c.key.personality));
    const draw = () => {
      const rows = [];
      for (const model of models) {
        for (const personality of compared) rows.push({ model, personality });
      }
      const body = h("tbody", {});
      let last = null;
      for (const row of rows) {
        const cells = benchmarks.map((benchmark) => comparisonByKey.get(keyOf({ ...row, benchmark, setting })));
        if (cells.every((c) => !c)) continue;
        if (row.model !== last) {
          last = row.model;
          body.append(h("tr", { class: "group" }, h("th", { colspan: benchmarks.length + 1, scope: "rowgroup" }, row.model)));
        }
        body.append(h("tr", {}, h("th", { scope: "row" }, row.personality),
          cells.map((c, at) => heat(c, notComparedByKey.get(keyOf({ ...row, benchmark: benchmarks[at], setting }))))));
      }
      holder.replaceChildren(h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Differences to baseline in points" },
        h("table", { class: "heat" },
          h("caption", {}, h("span", {}, "Difference to baseline in points, on the same items. Bold: an effect at level " + data.alpha + ", corrected (Holm) for all " + count(data.family) + " primary comparisons.")),
          h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "personality"), benchmarks.map((b) => h("th", { scope: "col" }, shown(b))))), body)));
    };
    const [forestFigure, drawForest, forestControls] = forest(() => setting);
    section("effects", "Effects",
      "What each personality changes against baseline. Pale colour: the interval still contains values that would change the verdict.",
      h("div", { class: "controls" }, choice("Setting", settings, null, (value) => { setting = value; draw(); drawForest(); })),
      verdictKey(), holder,
      h("h3", {}, "How sure each difference is"), forestControls, forestFigure,
      behind("All comparisons as a table", () => comparisonTable(data.comparisons)),
      notCompared(), controls(), exploratory());
    draw();
    drawForest();
  }

  function heat(c, reason) {
    if (!c) return h("td", { class: "none", title: reason || null }, DASH);
    const decided = c.verdict === "helps" || c.verdict === "hurts";
    const cell = h("td", { class: c.verdict + (decided ? " decided" : "") },
      h("span", { class: "glyph", "aria-hidden": "true" }, GLYPH[c.verdict]), points(c.difference), h("span", { class: "sr" }, ", " + SAID[c.verdict]));
    cell.title = [c.key.personality + " on " + c.key.model + ", " + shown(c.key.benchmark) + ": " + points(c.difference) + " points, " + SAID[c.verdict],
      "95 % interval " + range(c.ci95, points) + "; corrected " + range(c.adjusted, points),
      "won " + c.won + ", lost " + c.lost + " of " + c.compared + " items; corrected p " + pValue(c.adjusted_p), c.note].filter(Boolean).join("\n");
    const strength = Math.min(1, Math.abs(c.difference || 0) / 0.2) * (decided ? 50 : 18);
    const tint = c.difference >= 0 ? "--helps" : "--hurts";
    cell.style.backgroundColor = "color-mix(in oklab, var(" + tint + ") " + strength.toFixed(0) + "%, var(--raised))";
    return cell;
  }

  function comparisonTable(list) {
    return table("Personality against baseline on the same items; accuracy in %, differences in points", [
      ["personality", (c) => c.key.personality],
      ["benchmark", (c) => shown(c.key.benchmark), "word"],
      ...(settings.length > 1 ? [["setting", (c) => c.key.setting, "text"]] : []),
      ["verdict", (c) => mark(h("span", {}), c.verdict), "word"],
      ["score", (c) => share(c.accuracy)],
      ["baseline", (c) => share(c.reference_accuracy)],
      ["difference", (c) => points(c.difference)],
      ["95 % interval", (c) => range(c.ci95, points), "keep"],
      ["corrected", (c) => range(c.adjusted, points), "keep"],
      ["p", (c) => pValue(c.p)],
      ["corrected p", (c) => pValue(c.adjusted_p)],
      ["won", (c) => count(c.won)],
      ["lost", (c) => count(c.lost)],
      ["items", (c) => count(c.compared)],
      ["dropped", (c) => count(c.dropped)],
      ["items needed", (c) => count(c.items_needed)],
      ["note", (c) => c.note || "", "text"],
    ], list, { group: (c) => c.key.model });
  }

  function forest(setting) {
    let model = models.find((m) => data.comparisons.some((c) => c.key.model === m));
    const list = () => data.comparisons.filter((c) => c.key.model === model && c.key.setting === setting());
    const [made, again] = figure(
      "Points: difference to baseline. Thick line: 95 % interval; thin line: corrected for all primary comparisons. Band: smaller than " + share(data.sesoi) + " points either way.",
      () => "Differences to baseline of " + model + " with their intervals; the table below holds the same numbers",
      (svg, width) => {
        const rows = [];
        for (const benchmark of benchmarks) {
          const its = list().filter((c) => c.key.benchmark === benchmark);
          if (its.length) rows.push({ title: shown(benchmark) }, ...its);
        }
        const step = 20, left = Math.min(190, width * 0.42), right = 16, top = 26;
        const height = top + rows.length * step + 8;
        frame(svg, width, height);
        const reach = Math.max(0.1, d3.max(list(), (c) => Math.max(...[c.ci95, c.adjusted].filter(Boolean).flatMap((i) => [Math.abs(i.low), Math.abs(i.high)]), Math.abs(c.difference || 0))) || 0);
        const x = d3.scaleLinear([-reach, reach], [left, width - right]).nice();
        const y = (i) => top + i * step + step / 2;
        svg.append("rect").attr("class", "band").attr("x", x(-data.sesoi)).attr("width", x(data.sesoi) - x(-data.sesoi)).attr("y", top).attr("height", height - top - 4);
        svg.append("g").attr("transform", "translate(0," + (top - 4) + ")")
          .call(d3.axisBottom(x).ticks(Math.max(3, width / 140)).tickSize(height - top).tickFormat((v) => points(v).replace(".0", "")))
          .call((g) => { g.select(".domain").remove(); g.selectAll(".tick line").attr("opacity", 0.5); g.selectAll("text").attr("y", -14); });
        svg.append("line").attr("class", "zero").attr("x1", x(0)).attr("x2", x(0)).attr("y1", top).attr("y2", height - 4);
        rows.forEach((row, i) => {
          if (row.title) {
            svg.append("text").attr("class", "strong").attr("x", 0).attr("y", y(i) + 4).attr("font-weight", 600).text(row.title);
            return;
          }
          const c = row, ink = "var(--" + { helps: "helps", hurts: "hurts", no_difference: "same", undecided: "open" }[c.verdict] + ")";
          const g = svg.append("g").attr("class", "effect").attr("stroke", ink).attr("fill", ink);
          svg.append("text").attr("x", left - 10).attr("y", y(i) + 4).attr("text-anchor", "end").text(c.key.personality + " " + GLYPH[c.verdict]);
          if (c.adjusted) g.append("line").attr("x1", x(c.adjusted.low)).attr("x2", x(c.adjusted.high)).attr("y1", y(i)).attr("y2", y(i)).attr("stroke-width", 1);
          if (c.ci95) g.append("line").attr("x1", x(c.ci95.low)).attr("x2", x(c.ci95.high)).attr("y1", y(i)).attr("y2", y(i)).attr("stroke-width", 3).attr("opacity", 0.55);
          if (known(c.difference)) g.append("circle").attr("cx", x(c.difference)).attr("cy", y(i)).attr("r", 4).attr("stroke", "none");
          tip(g, c.key.personality + ", " + shown(c.key.benchmark) + ": " + points(c.difference) + " points, " + SAID[c.verdict] + "; 95 % interval " + range(c.ci95, points));
        });
      });
    const control = h("div", { class: "controls" }, choice("Model", models.filter((m) => data.comparisons.some((c) => c.key.model === m)), null, (value) => { model = value; again(); }));
    return [made, again, control];
  }

  const KINDS = {
    unplanned: "Personalities outside --compare",
    probability: "Probability of the right letters (from log-probabilities)",
    pooled: "All benchmarks together, with equal weights",
  };

  function exploratory() {
    if (!data.exploratory.length) return null;
    return behind("Exploratory: hints for the next run, no verdicts", () => h("div", {},
      h("p", { class: "lead" }, "Nobody fixed these before the run. q is the share of false ones to expect among all that look at least as good (Benjamini and Hochberg), within each kind."),
      unique(data.exploratory.map((e) => e.kind)).map((kind) => h("div", {},
        h("h3", {}, KINDS[kind] || kind),
        table(null, [
          ["personality", (e) => e.personality],
          ["benchmark", (e) => (e.benchmark ? shown(e.benchmark) : e.benchmarks + " benchmarks"), "text"],
          ...(settings.length > 1 ? [["setting", (e) => e.setting, "text"]] : []),
          ["difference", (e) => points(e.difference)],
          ["95 % interval", (e) => range(e.ci95, points)],
          ["p", (e) => pValue(e.p)],
          ["q", (e) => pValue(e.adjusted_p)],
          ["items", (e) => count(e.items)],
        ], data.exploratory.filter((e) => e.kind === kind), { group: (e) => e.model })))));
  }

  function notCompared() {
    if (!data.not_compared.length) return null;
    return behind("Not compared: " + count(data.not_compared.length), () => table("Cells from which no effect can be told", [
      ["personality", (n) => n.key.personality],
      ["benchmark", (n) => shown(n.key.benchmark), "text"],
      ...(settings.length > 1 ? [["setting", (n) => n.key.setting, "text"]] : []),
      ["because", (n) => n.reason, "text"],
      ["counts in the correction", (n) => (n.counted ? "yes" : "no"), "text"],
    ], data.not_compared, { group: (n) => n.key.model }));
  }

  function controls() {
    if (!data.controls.length) return null;
    return h("div", {}, h("h3", {}, "Noise floor: baseline asked twice"),
      table("What changes when nothing changes. No flip at all means that replies are reproducible, not that there is no noise.", [
        ["benchmark", (c) => shown(c.benchmark)],
        ...(settings.length > 1 ? [["setting", (c) => c.setting, "text"]] : []),
        ["items", (c) => count(c.compared)],
        ["flips", (c) => count(c.flips)],
        ["flip rate, %", (c) => share(c.flip_rate)],
        ["95 % interval", (c) => range(c.flip_rate95, share)],
        ["difference", (c) => points(c.difference)],
        ["floor, points", (c) => share(c.floor)],
      ], data.controls, { group: (c) => c.model }));
  }

  /* ---- scores ---- */

  function scores() {
    const holder = h("div", {});
    let benchmark = "", setting = settings[0];
    const draw = () => {
      const list = data.cells.filter((c) => (!benchmark || c.key.benchmark === benchmark) && c.key.setting === setting);
      list.sort((a, b) => benchmarks.indexOf(a.key.benchmark) - benchmarks.indexOf(b.key.benchmark));
      holder.replaceChildren(table("Scores in % with their 95 % intervals (Wilson's where items are right or wrong)", [
        ["personality", (c) => c.key.personality],
        ["model", (c) => c.key.model, "word"],
        ["score", (c) => (known(c.score) ? share(c.score) : c.state)],
        ["interval", (c) => range(c.ci95, share), "keep"],
        ["0 \u2026 100 %", whisker],
        ["guess", (c) => share(c.guess)],
        ["majority", (c) => share(c.majority)],
        ["items", (c) => count(c.total)],
        ["missing", (c) => count(c.missing)],
        ["status", (c) => c.state + (c.error ? ": " + c.error : ""), "text"],
        ["read by", (c) => c.protocol || DASH, "word"],
        ["metric", (c) => c.metric, "word"],
      ], list, { group: (c) => shown(c.key.benchmark) }));
    };
    section("scores", "Scores", "Every combination by itself. The short lines in the drawing are what guessing gives (dotted) and what always giving the commonest answer gives (dashed).",
      h("div", { class: "controls" },
        choice("Benchmark", benchmarks, shown, (value) => { benchmark = value; draw(); }, "all benchmarks"),
        choice("Setting", settings, null, (value) => { setting = value; draw(); })), holder);
    draw();
  }

  function whisker(c) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const svg = d3.select(node).attr("class", "mini").attr("width", 140).attr("height", 16).attr("aria-hidden", "true");
    const x = d3.scaleLinear([0, 1], [3, 137]);
    svg.append("line").attr("x1", 3).attr("x2", 137).attr("y1", 8).attr("y2", 8).attr("stroke", "var(--line)");
    const tick = (value, dash) => known(value) && svg.append("line").attr("x1", x(value)).attr("x2", x(value)).attr("y1", 1).attr("y2", 15).attr("stroke", "var(--muted)").attr("stroke-dasharray", dash);
    tick(c.guess, "1 2");
    tick(c.majority, "4 2");
    if (c.ci95) svg.append("line").attr("x1", x(c.ci95.low)).attr("x2", x(c.ci95.high)).attr("y1", 8).attr("y2", 8).attr("stroke", "var(--accent)").attr("stroke-width", 3).attr("opacity", 0.5);
    if (known(c.score)) svg.append("circle").attr("cx", x(c.score)).attr("cy", 8).attr("r", 4).attr("fill", "var(--accent)");
    return node;
  }

  /* ---- chips that switch personalities on and off ---- */

  function chips(names, again) {
    const on = new Set(names);
    const holder = h("div", { class: "chips", role: "group", "aria-label": "Personalities shown" }, names.map((name) => {
      const swatch = h("span", { class: "swatch", "aria-hidden": "true" });
      swatch.style.backgroundColor = colour(name);
      const button = h("button", { type: "button", "aria-pressed": "true", onclick: () => {
        if (on.has(name)) on.delete(name); else on.add(name);
        button.setAttribute("aria-pressed", String(on.has(name)));
        again();
      } }, swatch, name);
      return button;
    }));
    return [holder, on];
  }

  /* ---- scaling ---- */

  function scaling() {
    const sized = data.models.filter((m) => known(m.parameter_count));
    if (unique(sized.map((m) => m.parameter_count)).length < 2) {
      section("scaling", "Scaling", "How scores grow with size cannot be told from this run: it needs at least two models of different, known sizes.");
      return;
    }
    let benchmark = benchmarks[0], setting = settings[0];
    const bySize = [...sized].sort((a, b) => a.parameter_count - b.parameter_count);
    const series = () => personalities.filter((p) => on.has(p)).map((personality) => ({
      personality,
      at: bySize.map((m) => ({ model: m, cell: cellsByKey.get(keyOf({ model: m.name, personality, benchmark, setting })) })).filter((d) => d.cell && known(d.cell.score)),
    }));
    const [made, again] = figure("Score by parameters (log scale) with 95 % intervals. Different families are not made alike: a line between them is a guide for the eye, not a law.",
      () => "Scores on " + shown(benchmark) + " by number of parameters; the table below holds the same numbers",
      (svg, width) => {
        const height = Math.min(420, Math.max(280, width * 0.45)), left = 46, right = 22, top = 12, bottom = 58;
        frame(svg, width, height);
        const [low, high] = d3.extent(bySize, (m) => m.parameter_count);
        const x = d3.scaleLog([low / 1.15, high * 1.15], [left, width - right]);
        const lines = series();
        const all = lines.flatMap((s) => s.at.flatMap((d) => (d.cell.ci95 ? [d.cell.ci95.low, d.cell.ci95.high] : [d.cell.score])));
        const y = d3.scaleLinear([Math.max(0, (d3.min(all) ?? 0) - 0.02), Math.min(1, (d3.max(all) ?? 1) + 0.02)], [height - bottom, top]).nice();
        svg.append("g").attr("class", "grid").attr("transform", "translate(" + left + ",0)").call(d3.axisLeft(y).ticks(6).tickSize(-(width - left - right)).tickFormat((v) => share(v).replace(".0", "") + " %")).select(".domain").remove();
        const axis = svg.append("g").attr("transform", "translate(0," + (height - bottom) + ")");
        axis.append("line").attr("x1", left).attr("x2", width - right).attr("stroke", "var(--line)");
        let end = -1e9, row = 0;
        bySize.forEach((m) => {
          const text = m.name, half = text.length * 3.3, px = Math.max(left + half - 20, Math.min(width - right - half + 16, x(m.parameter_count)));
          row = px - half < end ? 1 - row : 0;
          end = px + half + 4;
          axis.append("line").attr("x1", x(m.parameter_count)).attr("x2", x(m.parameter_count)).attr("y1", 0).attr("y2", 5).attr("stroke", "var(--line)");
          axis.append("text").attr("class", "strong").attr("x", px).attr("y", 18 + row * 28).attr("text-anchor", "middle").text(text);
          axis.append("text").attr("x", px).attr("y", 31 + row * 28).attr("text-anchor", "middle").text(size(m.parameter_count));
        });
        const guess = (data.benchmarks.find((b) => b.name === benchmark) || {}).guess;
        if (known(guess) && guess >= y.domain()[0]) {
          svg.append("line").attr("x1", left).attr("x2", width - right).attr("y1", y(guess)).attr("y2", y(guess)).attr("stroke", "var(--muted)").attr("stroke-dasharray", "1 3");
          svg.append("text").attr("x", width - right).attr("y", y(guess) - 4).attr("text-anchor", "end").text("guess");
        }
        const spread = Math.min(5, 40 / Math.max(1, lines.length));
        lines.forEach((s, i) => {
          const shift = (i - (lines.length - 1) / 2) * spread, px = (d) => x(d.model.parameter_count) + shift;
          const g = svg.append("g").attr("class", "series").attr("stroke", colour(s.personality)).attr("fill", colour(s.personality));
          g.append("path").attr("fill", "none").attr("stroke-width", s.personality === "baseline" ? 2.5 : 1.5).attr("stroke-dasharray", dashes(s.personality)).attr("d", d3.line(px, (d) => y(d.cell.score))(s.at));
          s.at.forEach((d) => {
            if (d.cell.ci95) g.append("line").attr("x1", px(d)).attr("x2", px(d)).attr("y1", y(d.cell.ci95.low)).attr("y2", y(d.cell.ci95.high)).attr("opacity", 0.45);
            tip(g.append("circle").attr("cx", px(d)).attr("cy", y(d.cell.score)).attr("r", 3.5).attr("stroke", "none"), s.personality + " on " + d.model.name + ": " + share(d.cell.score) + " %, interval " + range(d.cell.ci95, share));
          });
        });
      });
    const [holder, on] = chips(personalities, () => again());
    section("scaling", "Scaling", null,
      h("div", { class: "controls" },
        choice("Benchmark", benchmarks, shown, (value) => { benchmark = value; again(); }),
        choice("Setting", settings, null, (value) => { setting = value; again(); })),
      holder, made,
      behind("Scores by size as a table", () => table("Score in % by model, smallest first", [
        ["personality", (c) => c.key.personality],
        ["benchmark", (c) => shown(c.key.benchmark), "word"],
        ["setting", (c) => c.key.setting, "text"],
        ["score", (c) => share(c.score)],
        ["interval", (c) => range(c.ci95, share), "keep"],
      ], bySize.flatMap((m) => data.cells.filter((c) => c.key.model === m.name)), { group: (c) => c.key.model + ", " + size(bySize.find((m) => m.name === c.key.model).parameter_count) })));
    again();
  }

  /* ---- speed ---- */

  function speed() {
    let setting = settings[0];
    const points = () => data.speed.filter((p) => p.setting === setting);
    if (!data.speed.length) {
      section("speed", "Speed and quality", "Speed cannot be told from this run: it has no scores whose times are known.");
      return;
    }
    const [made, again] = figure("Left is faster, up is better. Ringed and joined: nothing else in this run is both faster and better (the Pareto front).",
      "Mean score by seconds a question; the table below holds the same numbers",
      (svg, width) => {
        const height = Math.min(440, Math.max(300, width * 0.45)), left = 46, right = 24, top = 14, bottom = 46;
        frame(svg, width, height);
        const list = points().filter((p) => on.has(p.personality));
        if (!list.length) return;
        const [low, high] = d3.extent(points(), (p) => p.seconds_per_question);
        const x = d3.scaleLog([low / 1.2, high * 1.2], [left, width - right]);
        const y = d3.scaleLinear(d3.extent(points(), (p) => p.score), [height - bottom - 8, top + 8]).nice();
        svg.append("g").attr("class", "grid").attr("transform", "translate(" + left + ",0)").call(d3.axisLeft(y).ticks(6).tickSize(-(width - left - right)).tickFormat((v) => share(v).replace(".0", "") + " %")).select(".domain").remove();
        const [from, to] = x.domain();
        const steps = [1, 2, 5].flatMap((m) => [-4, -3, -2, -1, 0, 1, 2, 3].map((e) => m * 10 ** e)).filter((v) => v >= from && v <= to).sort((a, b) => a - b);
        const ticks = steps.length >= 2 ? steps : [from * 1.05, Math.sqrt(from * to), to / 1.05];
        svg.append("g").attr("transform", "translate(0," + (height - bottom) + ")").call(d3.axisBottom(x).tickValues(ticks).tickFormat(duration));
        svg.append("text").attr("x", (left + width - right) / 2).attr("y", height - 8).attr("text-anchor", "middle").text("time a question (log scale)");
        const front = list.filter((p) => p.on_front).sort((a, b) => a.seconds_per_question - b.seconds_per_question);
        svg.append("path").attr("class", "front").attr("fill", "none").attr("stroke", "var(--accent)").attr("stroke-width", 1.5).attr("stroke-dasharray", "5 4").attr("d", d3.line((p) => x(p.seconds_per_question), (p) => y(p.score)).curve(d3.curveStepAfter)(front));
        list.forEach((p) => {
          const g = svg.append("g").attr("class", "point");
          const at = symbol(models.indexOf(p.model), x(p.seconds_per_question), y(p.score));
          g.append("path").attr("d", at).attr("fill", colour(p.personality)).attr("fill-opacity", 0.85);
          if (p.on_front) g.append("circle").attr("cx", x(p.seconds_per_question)).attr("cy", y(p.score)).attr("r", 9).attr("fill", "none").attr("stroke", "var(--accent)").attr("stroke-width", 1.5);
          tip(g, p.personality + " on " + p.model + ": " + share(p.score) + " %, " + duration(p.seconds_per_question) + " a question" + (p.on_front ? "; on the front" : ""));
        });
      });
    const [holder, on] = chips(personalities.filter((name) => data.speed.some((p) => p.personality === name)), () => again());
    const shapes = h("ul", { class: "legend", "aria-label": "Models" }, models.filter((m) => data.speed.some((p) => p.model === m)).map((m) => {
      const node = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      d3.select(node).attr("class", "mini").attr("width", 16).attr("height", 14).attr("aria-hidden", "true").append("path").attr("d", symbol(models.indexOf(m), 7, 7)).attr("fill", "var(--muted)");
      return h("li", {}, node, " " + m);
    }));
    section("speed", "Speed and quality", null,
      h("div", { class: "controls" }, choice("Setting", settings, null, (value) => { setting = value; again(); })),
      holder, shapes, made,
      behind("Speed and quality as a table", () => table("Unweighted means over the benchmarks that all of these have", [
        ["personality", (p) => p.personality],
        ...(settings.length > 1 ? [["setting", (p) => p.setting, "text"]] : []),
        ["time a question", (p) => duration(p.seconds_per_question)],
        ["mean score, %", (p) => share(p.score)],
        ["on the front", (p) => (p.on_front ? "yes" : DASH), "text"],
      ], data.speed, { group: (p) => p.model })));
    again();
  }

  function symbol(index, x, y) {
    const shapes = [
      "m-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0z", "m-4,-4h8v8h-8z", "m0,-5.5l5,9h-10z", "m0,-5.5l5.5,5.5l-5.5,5.5l-5.5,-5.5z",
      "m-1.8,-5h3.6v3.2h3.2v3.6h-3.2v3.2h-3.6v-3.2h-3.2v-3.6h3.2z", "m0,5.5l5,-9h-10z",
    ];
    return "M" + x + "," + y + shapes[Math.max(0, index) % shapes.length];
  }

  /* ---- readings ---- */

  function readings() {
    let benchmark = benchmarks[0], setting = settings[0];
    const list = () => data.cells.filter((c) => c.key.benchmark === benchmark && c.key.setting === setting && known(c.score));
    const kinds = [
      { name: "only the asked format counts (strict)", of: (c) => c.strict, draw: 3, fill: "none", edge: "var(--s5)", scale: 1.35 },
      { name: "any readable answer counts (the score)", of: (c) => c.score, draw: 0, fill: "var(--accent)", edge: "none", scale: 0.85 },
      { name: "probability of all letters together", of: (c) => c.letter_mass, draw: 1, fill: "none", edge: "var(--muted)", scale: 1 },
    ];
    const [made, again] = figure("A wide gap between strict and score means that the personality changes the format of replies, not what the model knows.",
      () => "Strict score, score and letter mass on " + shown(benchmark) + "; the table below holds the same numbers",
      (svg, width) => {
        const rows = [];
        let last = null;
        list().forEach((c) => {
          if (c.key.model !== last) rows.push({ title: (last = c.key.model) });
          rows.push(c);
        });
        const step = 19, left = Math.min(170, width * 0.4), right = 20, top = 24, height = top + rows.length * step + 8;
        frame(svg, width, height);
        const x = d3.scaleLinear([0, 1], [left, width - right]);
        svg.append("g").attr("class", "grid").attr("transform", "translate(0," + (top - 4) + ")").call(d3.axisBottom(x).ticks(5).tickSize(height - top).tickFormat((v) => Math.round(100 * v) + " %")).call((g) => { g.select(".domain").remove(); g.selectAll("text").attr("y", -14); });
        rows.forEach((row, i) => {
          const y = top + i * step + step / 2;
          if (row.title) {
            svg.append("text").attr("class", "strong").attr("font-weight", 600).attr("x", 0).attr("y", y + 4).text(row.title);
            return;
          }
          svg.append("text").attr("x", left - 10).attr("y", y + 4).attr("text-anchor", "end").text(row.key.personality + (row.format_effect ? " \u2691" : ""));
          const g = svg.append("g").attr("class", "reading");
          if (known(row.strict)) g.append("line").attr("x1", x(row.strict)).attr("x2", x(row.score)).attr("y1", y).attr("y2", y).attr("stroke", "var(--muted)").attr("stroke-width", 2);
          kinds.forEach((kind) => {
            const value = kind.of(row);
            if (known(value)) marker(g, kind, x(value), y);
          });
          tip(g, row.key.personality + " on " + row.key.model + ": strict " + share(row.strict) + " %, score " + share(row.score) + " %, letter mass " + share(row.letter_mass) + " %");
        });
      });
    const key = h("ul", { class: "legend" }, kinds.map((kind) => {
      const node = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      marker(d3.select(node).attr("class", "mini").attr("width", 18).attr("height", 16).attr("aria-hidden", "true"), kind, 8, 8);
      return h("li", {}, node, " " + kind.name);
    }), data.cells.some((c) => c.format_effect) ? h("li", {}, "\u2691 letters have less than half of baseline's probability") : null);
    section("readings", "How replies were read", null,
      h("div", { class: "controls" },
        choice("Benchmark", benchmarks, shown, (value) => { benchmark = value; again(); }),
        choice("Setting", settings, null, (value) => { setting = value; again(); })),
      key, made,
      behind("Readings as a table", () => table("Shares in %", [
        ["personality", (c) => c.key.personality],
        ["benchmark", (c) => shown(c.key.benchmark), "word"],
        ["read by", (c) => c.protocol || DASH, "word"],
        ["score", (c) => share(c.score)],
        ["strict", (c) => share(c.strict)],
        ["in the asked format", (c) => share(c.in_format)],
        ["letter mass", (c) => share(c.letter_mass)],
        ["ambiguous", (c) => count(c.ambiguous)],
      ], data.cells, { group: (c) => c.key.model })));
    again();
  }

  function marker(parent, kind, x, y) {
    parent.append("path").attr("d", symbol(kind.draw, 0, 0)).attr("transform", "translate(" + x + "," + y + ") scale(" + kind.scale + ")")
      .attr("fill", kind.fill).attr("stroke", kind.edge).attr("stroke-width", 1.4);
  }

  /* ---- outcomes, tokens and time ---- */

  const OUTCOME_INK = { answered: "var(--helps)", no_answer: "var(--s5)", refused: "var(--s6)", truncated: "var(--s4)", repetition: "var(--s7)", thinking_only: "var(--s1)", failed: "var(--hurts)", overflow: "var(--s2)", prompt_cut: "var(--s0)", not_asked: "var(--line)" };

  function outcomes() {
    const names = data.outcomes.filter((o) => data.costs.some((r) => r.outcomes[o.name]));
    const [made, again] = figure("Share of the planned trials by how they ended, over all benchmarks and settings.", "Outcomes by model and personality; the table below holds the same numbers",
      (svg, width) => {
        const rows = [];
        let last = null;
        data.costs.forEach((r) => {
          if (r.model !== last) rows.push({ title: (last = r.model) });
          rows.push(r);
        });
        const step = 19, left = Math.min(170, width * 0.4), right = 20, top = 24, height = top + rows.length * step + 8;
        frame(svg, width, height);
        const x = d3.scaleLinear([0, 1], [left, width - right]);
        svg.append("g").attr("class", "grid").attr("transform", "translate(0," + (top - 4) + ")").call(d3.axisBottom(x).ticks(5).tickSize(height - top).tickFormat((v) => Math.round(100 * v) + " %")).call((g) => { g.select(".domain").remove(); g.selectAll("text").attr("y", -14); });
        rows.forEach((row, i) => {
          const y = top + i * step;
          if (row.title) {
            svg.append("text").attr("class", "strong").attr("font-weight", 600).attr("x", 0).attr("y", y + step / 2 + 4).text(row.title);
            return;
          }
          svg.append("text").attr("x", left - 10).attr("y", y + step / 2 + 4).attr("text-anchor", "end").text(row.personality);
          let from = 0;
          names.forEach((o) => {
            const n = row.outcomes[o.name] || 0;
            if (!n || !row.planned) return;
            const g = svg.append("g").attr("class", "outcome");
            g.append("rect").attr("x", x(from / row.planned)).attr("width", Math.max(1, x(n / row.planned) - x(0))).attr("y", y + 3).attr("height", step - 6).attr("fill", OUTCOME_INK[o.name] || "var(--muted)");
            tip(g, row.personality + " on " + row.model + ": " + count(n) + " of " + count(row.planned) + " " + o.name.replace(/_/g, " "));
            from += n;
          });
        });
      });
    const key = h("ul", { class: "legend" }, names.map((o) => {
      const swatch = h("span", { class: "swatch", "aria-hidden": "true" });
      swatch.style.backgroundColor = OUTCOME_INK[o.name] || "var(--muted)";
      return h("li", {}, swatch, o.name.replace(/_/g, " ") + (o.scored ? "" : " (missing, not scored)"));
    }));
    section("outcomes", "Outcomes", "What is scored includes refusals, loops and cut replies: they are effects of a personality. What is missing is never counted as wrong.", key, made,
      behind("Outcomes as a table", () => table("Trials by outcome", [
        ["personality", (r) => r.personality],
        ["planned", (r) => count(r.planned)],
        ...data.outcomes.map((o) => [o.name.replace(/_/g, " "), (r) => count(r.outcomes[o.name] || 0)]),
      ], data.costs, { group: (r) => r.model })));
    again();
  }

  function cost() {
    section("cost", "Tokens and time", "Over all benchmarks and settings. Time is the sum of the requests' own times; requests that ran side by side each count.",
      table("Tokens and time by model and personality", [
        ["personality", (r) => r.personality],
        ["trials", (r) => count(r.asked)],
        ["time", (r) => duration(r.seconds)],
        ["time a trial", (r) => duration(r.seconds_per_trial)],
        ["prompt tokens", (r) => count(r.prompt_tokens)],
        ["a trial", (r) => count(r.prompt_tokens_per_trial)],
        ["generated tokens", (r) => count(r.generated_tokens)],
        ["a trial", (r) => count(r.generated_tokens_per_trial)],
      ], data.costs, { group: (r) => r.model }));
  }

  /* ---- flips ---- */

  const PAGE = 20;

  function flips() {
    const status = h("p", { role: "status", "aria-live": "polite", class: "hint" }, "Reading the replies \u2026");
    const holder = h("div", {});
    const made = section("flips", "Flips", "Items that a personality and baseline do not both get right: what each of them said. Replies are cut at 400 characters; the whole text is in trials.jsonl under the item's name, and 'matrix show RUN --flips' prints it.", status, holder);
    unpack(document.getElementById("flips-data").textContent.trim())
      .then((found) => browser(status, holder, found))
      .catch(() => {
        status.textContent = "The replies in this file are compressed, and this browser cannot unpack them; a browser of 2023 or later can. 'matrix show RUN --flips' prints them in the terminal.";
      })
      .finally(() => made.setAttribute("data-ready", "true"));
  }

  async function unpack(text) {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }

  function browser(status, holder, found) {
    const questions = [];
    const question = (q) => {
      if (typeof q === "number") return questions[q];
      questions.push(q);
      return q;
    };
    const all = found.flips.map((f) => ({
      model: found.models[f[0]], personality: found.personalities[f[1]], benchmark: found.benchmarks[f[2]], setting: found.settings[f[3]],
      question: question(f[4]), repeat: f[5], won: f[6] === 1, own: f[7], ownRead: f[8], base: f[9], baseRead: f[10],
    }));
    if (!all.length) {
      status.textContent = "No item flips in this run.";
      return;
    }
    const want = { model: "", personality: "", benchmark: "", setting: "", direction: "", text: "" };
    let first = 0;
    const matching = () => {
      const text = want.text.toLowerCase();
      return all.filter((f) => (!want.model || f.model === want.model) && (!want.personality || f.personality === want.personality)
        && (!want.benchmark || f.benchmark === want.benchmark) && (!want.setting || f.setting === want.setting)
        && (!want.direction || f.won === (want.direction === "won"))
        && (!text || searchable(f).includes(text)));
    };
    const cards = h("div", { id: "flip-list" });
    const back = h("button", { type: "button", onclick: () => { first -= PAGE; show(); } }, "Previous");
    const on = h("button", { type: "button", onclick: () => { first += PAGE; show(); } }, "Next");
    const show = () => {
      const list = matching();
      first = Math.max(0, Math.min(first, Math.floor(Math.max(0, list.length - 1) / PAGE) * PAGE));
      const some = list.slice(first, first + PAGE);
      cards.replaceChildren(...some.map(card));
      status.textContent = list.length
        ? count(first + 1) + " to " + count(first + some.length) + " of " + count(list.length) + " flips" + (list.length < all.length ? ", of " + count(all.length) + " in all" : "") + (found.without_text ? "; " + count(found.without_text) + " are listed without their texts, to keep this file small" : "")
        : "No flip matches.";
      back.disabled = first === 0;
      on.disabled = first + PAGE >= list.length;
    };
    const set = (name) => (value) => { want[name] = value; first = 0; show(); };
    const search = h("input", { type: "search", placeholder: "words of a question or a reply", oninput: () => set("text")(search.value) });
    holder.append(
      h("div", { class: "controls" },
        choice("Model", unique(all.map((f) => f.model)), null, set("model"), "all models"),
        choice("Personality", unique(all.map((f) => f.personality)), null, set("personality"), "all personalities"),
        choice("Benchmark", unique(all.map((f) => f.benchmark)), shown, set("benchmark"), "all benchmarks"),
        settings.length > 1 ? choice("Setting", unique(all.map((f) => f.setting)), null, set("setting"), "all settings") : null,
        choice("Direction", ["won", "lost"], (d) => (d === "won" ? "won: wrong in baseline, right here" : "lost: right in baseline, wrong here"), set("direction"), "won and lost"),
        h("label", {}, "Search", search)),
      cards, h("div", { class: "pager" }, back, on));
    show();
  }

  function searchable(f) {
    if (f.searched === undefined) f.searched = [f.question.id, f.question.text, f.own, f.base].join("\n").toLowerCase();
    return f.searched;
  }

  function card(f) {
    const said = (title, text, read, right) => h("div", {}, h("h4", {}, title + (right ? " \u2013 right" : " \u2013 wrong") + (text === null ? "" : known(read) ? ", read as " + read : ", nothing could be read")),
      text === null ? h("p", { class: "hint" }, "Its reply is in trials.jsonl.") : h("p", { class: "said " + (right ? "right" : "wrong"), dir: "auto" }, text === "" ? "(empty)" : text));
    return h("article", { class: "flip" },
      h("h3", {}, h("span", { class: f.won ? "helps" : "hurts" }, h("span", { class: "glyph", "aria-hidden": "true" }, f.won ? GLYPH.helps : GLYPH.hurts)),
        " " + shown(f.benchmark) + ", item " + f.question.id + " \u2013 " + f.personality + " on " + f.model + (settings.length > 1 ? ", " + f.setting : "") + (f.repeat ? ", repeat " + f.repeat : "")),
      f.question.text === null ? h("p", { class: "hint" }, "The question is in items.jsonl.") : h("p", { class: "said", dir: "auto" }, f.question.text),
      f.question.gold === null ? null : h("p", { class: "hint" }, "Right answer: " + f.question.gold),
      h("div", { class: "pair" }, said("baseline", f.base, f.baseRead, !f.won), said(f.personality, f.own, f.ownRead, f.won)));
  }

  /* ---- provenance ---- */

  function plainTable(t) {
    return h("div", {}, h("h3", {}, t.title), t.rows.length
      ? table(null, t.columns.map((title, at) => [title, (row) => row[at] ?? DASH, "text"]), t.rows)
      : h("p", {}, "None."));
  }

  function provenance() {
    section("provenance", "Provenance", "What was asked of what, so that somebody else can do it again.",
      data.provenance.map(plainTable),
      h("h3", {}, "Prompts"),
      data.prompts.map((p) => h("details", {}, h("summary", {}, p.name), h("p", { class: "said", dir: "auto" }, p.text || "(empty)"))));
  }

  /* ---- theme ---- */

  function theme() {
    const button = document.getElementById("theme");
    const order = ["system", "light", "dark"];
    let at = 0;
    const apply = () => {
      if (at === 0) document.documentElement.removeAttribute("data-theme");
      else document.documentElement.setAttribute("data-theme", order[at]);
      button.textContent = "Theme: " + order[at];
    };
    // Storage may be closed to a page that is a file.
    try { at = Math.max(0, order.indexOf(localStorage.getItem("matrix-theme"))); } catch (closed) { at = 0; }
    button.addEventListener("click", () => {
      at = (at + 1) % order.length;
      try { localStorage.setItem("matrix-theme", order[at]); } catch (closed) { /* it lasts for this page */ }
      apply();
    });
    button.hidden = false;
    apply();
  }

  contents.append(h("a", { href: "#words" }, "In words"));
  contents.hidden = false;
  theme();
  // One part that cannot be drawn takes no other with it.
  for (const part of [effects, scores, scaling, speed, readings, outcomes, cost, flips, provenance]) {
    try {
      part();
    } catch (failure) {
      page.append(h("p", { class: "problem", role: "alert" }, "A part of this report could not be drawn (" + failure.message + "); its numbers are in results.json."));
      console.error(failure);
    }
  }
  document.documentElement.setAttribute("data-drawn", "true");
})();
