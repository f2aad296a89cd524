// The page: head, filters, keyboard, links, theme, printing.
"use strict";

const view = {outcomes: new Set(), search: "", keyword: "", sort: "run"};

function show_head(model, counts) {
    const titles = model.campaigns.map(campaign => campaign.title || campaign.file);
    const title = titles.length > 0 ? titles.slice(0, 3).join(", ") + (titles.length > 3 ? ` and ${titles.length - 3} more` : "") : "pkttest report";
    const bad = model.tests.filter(test => !successes.has(test.verdict)).length;
    const verdict = bad > 0 ? `${bad} of ${counted(model.tests.length, "test")} did not pass` : `${counted(model.tests.length, "test")}, none failed`;
    by_id("title").textContent = title;
    by_id("subtitle").textContent = [verdict, model.end && seconds_text(model.end.duration_ns), model.run && model.run.started_at].filter(Boolean).join(" · ");
    document.title = `${bad > 0 ? "✗" : "✓"} ${verdict} — ${title}`;
    const early = !model.end ? "This run did not finish. What is below was known when it ended."
        : model.end.interrupted || model.end.reason ? `This run ended early: ${model.end.reason || "it was interrupted"}.` : "";
    by_id("notice").textContent = early;
    by_id("notice").hidden = !early;
    const parts = Object.keys(verdicts).filter(name => counts.get(name));
    by_id("bar").setAttribute("aria-label", parts.map(name => `${counts.get(name)} ${name}`).join(", "));
    by_id("bar").replaceChildren(...parts.map(name => el("span", {class: verdict_of(name).kind, style: `flex-grow: ${counts.get(name)}`, title: `${counts.get(name)} ${name}`})));
    if (model.run && model.run.command) by_id("again").append("Run again: ", copyable(model.run.command, "the command that runs all of it again"));
}

function show_facts(model) {
    const run = model.run || {}, facts = el("dl", {});
    const fact = (name, value, wide) => { if (value) facts.append(el("div", {class: wide ? "wide" : ""}, el("dt", {}, name), el("dd", {}, value))); };
    fact("Host", run.hostname);
    fact("System", run.system);
    fact("pkttest", run.version);
    fact("Seed", run.seed);
    fact("Run", run.run_id);
    fact("Started", run.started_at);
    fact("Finished", model.end && model.end.finished_at);
    for (const campaign of model.campaigns) fact("Campaign", [campaign.file, campaign.sha256 && `sha256 ${campaign.sha256}`].filter(Boolean).join(", "), true);
    by_id("facts").append(facts);
    if (model.links.length > 0) by_id("facts").append(links_table(model));
}

function dropped_by_link(model) {
    const dropped = new Map();
    for (const test of model.tests)
        for (const attempt of test.attempts)
            for (const count of attempt.counts || []) dropped.set(count.link, (dropped.get(count.link) || 0) + count.dropped);
    return dropped;
}

function links_table(model) {
    const dropped = dropped_by_link(model);
    const row = link => el("tr", {}, el("th", {scope: "row"}, link.name), el("td", {}, link.where), el("td", {}, link.clock_source),
        el("td", {class: dropped.get(link.name) ? "number bad" : "number"}, String(dropped.get(link.name) || 0)),
        el("td", {}, link.notes.map(note => el("div", {}, note))));
    return el("table", {}, el("caption", {}, "Links"),
              el("thead", {}, el("tr", {}, ["Link", "Where", "Clock", "Dropped", "Notes"].map(name => el("th", {scope: "col"}, name)))),
              el("tbody", {}, model.links.map(row)));
}

function start() {
    const model = read_model(by_id("data").textContent);
    const counts = outcome_counts(model.tests);
    const list = new TestList(by_id("list"));
    const refresh = () => {
        const tests = selected_tests(model, view);
        list.set(tests, view.sort === "run");
        by_id("shown").textContent = tests.length === model.tests.length ? counted(tests.length, "test") : `${tests.length.toLocaleString("en")} of ${counted(model.tests.length, "test")}`;
        by_id("empty").hidden = tests.length > 0;
    };
    show_head(model, counts);
    show_facts(model);
    outcome_buttons(counts, refresh);
    other_filters(model, refresh);
    refresh();
    const follow = () => open_linked(model, list, refresh);
    addEventListener("hashchange", follow);
    addEventListener("keydown", event => on_key(event, list));
    printing(model, list);
    theme_button();
    follow();
    document.documentElement.dataset.ready = performance.now().toFixed(1);
}

function outcome_buttons(counts, refresh) {
    const names = [...Object.keys(verdicts), "flaky"].filter(name => counts.get(name));
    for (const name of names) {
        const kind = name === "flaky" ? "flaky" : verdict_of(name).kind;
        const press = event => {
            if (!view.outcomes.delete(name)) view.outcomes.add(name);
            event.currentTarget.setAttribute("aria-pressed", String(view.outcomes.has(name)));
            refresh();
        };
        by_id("outcomes").append(el("button", {type: "button", class: `outcome ${kind}`, "aria-pressed": "false", "data-outcome": name, onclick: press},
                                    el("span", {class: "mark", "aria-hidden": "true"}, name === "flaky" ? "↻" : verdict_of(name).mark), ` ${name} `,
                                    el("span", {class: "count"}, counts.get(name).toLocaleString("en"))));
    }
}

function other_filters(model, refresh) {
    const keywords = [...new Set(model.tests.flatMap(test => test.last.keywords || []))].sort();
    by_id("keyword").append(el("option", {value: ""}, "any"), ...keywords.map(keyword => el("option", {value: keyword}, keyword)));
    by_id("keyword").parentNode.hidden = keywords.length === 0;
    const bind = (id, event, name) => by_id(id).addEventListener(event, () => { view[name] = by_id(id).value; refresh(); });
    bind("keyword", "change", "keyword");
    bind("sort", "change", "sort");
    bind("search", "input", "search");
}

function clear_filters(refresh) {
    view.outcomes.clear();
    for (const button of by_id("outcomes").children) button.setAttribute("aria-pressed", "false");
    view.search = by_id("search").value = "";
    view.keyword = by_id("keyword").value = "";
    refresh();
}

// Opens the test that the address names (#id).
function open_linked(model, list, refresh) {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch (error) { return; }
    const test = id && model.tests.find(candidate => candidate.id === id);
    if (!test) return;
    if (!list.items.includes(test)) clear_filters(refresh);
    list.toggle(test, true);
    const index = list.items.indexOf(test);
    scrollTo(0, list.node.getBoundingClientRect().top + scrollY + list.tops[index] - by_id("tools").offsetHeight - 8);
    list.focus(index, 1);
}

function on_key(event, list) {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && event.target.id === "search") return event.target.blur();
    if (typing) return;
    const at = list.focused(), on_row = event.target.classList && event.target.classList.contains("test");
    const actions = {
        "/": () => by_id("search").focus(),
        "ArrowDown": () => list.focus(at + 1, 1),
        "ArrowUp": () => list.focus(at - 1, -1),
        "ArrowRight": () => list.toggle(list.items[at], true),
        "ArrowLeft": () => list.toggle(list.items[at], false),
    };
    const action = actions[event.key];
    if (!action || (event.key !== "/" && !on_row)) return;
    event.preventDefault();
    action();
}

function printing(model, list) {
    let before = null;
    addEventListener("beforeprint", () => {
        before = new Set(list.opened);
        model.tests.filter(test => !successes.has(test.verdict)).slice(0, 200).forEach(test => list.opened.add(test));
        list.set(selected_tests(model, view), view.sort === "run");
        list.print(true);
    });
    addEventListener("afterprint", () => {
        list.opened = before;
        list.set(selected_tests(model, view), view.sort === "run");
        list.print(false);
    });
}

function theme_button() {
    const button = by_id("theme"), names = ["auto", "light", "dark"];
    let name = "auto";
    const store = value => { try { localStorage.setItem("pkttest-theme", value); } catch (error) { /* Pages from the disk may have no storage. */ } };
    const show = () => { document.documentElement.dataset.theme = name; button.textContent = `Theme: ${name}`; };
    try { name = names.includes(localStorage.getItem("pkttest-theme")) ? localStorage.getItem("pkttest-theme") : "auto"; } catch (error) { name = "auto"; }
    button.addEventListener("click", () => { name = names[(names.indexOf(name) + 1) % 3]; store(name); show(); });
    show();
}

start();
